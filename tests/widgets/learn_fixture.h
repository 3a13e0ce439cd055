#pragma once

#include "core/study/change_settings.h"
#include "core/study/job_board.h"
#include "core/study/study.h"
#include "core/study/study_jobs.h"
#include "tests/support/datasets.h"
#include "tests/support/quick_clusters.h"
#include "widgets/models/model_run_rows.h"

#include <QLocale>
#include <QSettings>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>
#include <QUndoStack>

#include <nlohmann/json.hpp>

#include <memory>
#include <string>

namespace genrelens::test
{

inline constexpr int patience = 60000;
inline const std::string forest = "random_forest";
inline const std::string bayes = "gaussian_naive_bayes";
inline const std::string centroid = "nearest_centroid";

/// 240 tracks of three genres, which energy tells apart.
inline std::string threeGenres()
{
    std::string text = "track_id,track_genre,energy,tempo\n";
    for (int i = 0; i < 240; ++i)
        text += "t" + std::to_string(i) + ',' + std::string(1, static_cast<char>('a' + i % 3)) + ',' +
                std::to_string(0.1 * (i % 3) + 0.002 * ((i * 37) % 101)) + ',' +
                std::to_string(80 + (i * 53) % 89) + '\n';
    return text;
}

/// An open study of such tracks in which nothing is trained unasked; changes of settings are undoable steps.
struct LearnFixture {
    Study study;
    JobBoard board;
    StudyJobs jobs{study, board};
    QUndoStack undo;

    explicit LearnFixture(bool open = true)
    {
        jobs.setAutomatic(false);
        StudySettings settings;
        settings.setTrees(5);
        settings.clusters = test::quickClusters(3);
        settings.genreMap().superGenres = {{"calm", std::nullopt, {"a"}}, {"loud", std::nullopt, {"b", "c"}}};
        study.setSettings(settings);
        if (!open)
            return;
        const auto dataset = datasetOf(threeGenres());
        study.setDataset(dataset, preparedOf(*dataset), {});
    }
    void change(const StudySettings &settings, const QString &text, int mergeId)
    {
        undo.push(new ChangeSettings(study, settings, text, mergeId));
    }
    void setTrees(int trees)
    {
        StudySettings settings = study.settings();
        settings.setTrees(trees);
        study.setSettings(settings);
    }
    /// A model that is still trained while the test acts.
    void trainSlowly(const std::string &labels)
    {
        setTrees(100'000);
        jobs.train(forest, labels);
        if (jobs.training() != ModelSlot{forest, labels})
            qFatal("the forest is not trained");
    }
    void trainAndWait(const std::vector<ModelSlot> &wanted)
    {
        jobs.train(wanted);
        if (!QTest::qWaitFor([this] { return !jobs.isTraining(); }, patience))
            qFatal("training takes too long");
    }
    [[nodiscard]] bool has(const std::string &model, const std::string &labels) const
    {
        return study.modelRun(model, labels) != nullptr;
    }
};

/// A row of figures that are told apart: accuracy, 0.01 less and more, and tenths of it.
inline ModelRunRow rowOf(const ModelSlot &slot, double accuracy)
{
    auto run = std::make_shared<ModelRun>();
    run->model = slot.model;
    run->labels = LabelSet(slot.labels, {"x", "y"}, {0, 1});
    Evaluation &judged = run->evaluation;
    judged.trainRows = 800;
    judged.testRows = 200;
    judged.testAccuracy = accuracy;
    judged.interval = {accuracy - 0.01, accuracy + 0.01};
    judged.baseline = 0.25;
    judged.macroF1 = 0.5 * accuracy;
    judged.weightedF1 = 0.75 * accuracy;
    judged.balancedAccuracy = accuracy - 0.125;
    judged.kappa = accuracy - 0.25;
    judged.top3Accuracy = 0.5 + 0.5 * accuracy;
    judged.logLoss = 2.0 - accuracy;
    judged.brier = 1.0 - accuracy;
    judged.trainAccuracy = 1.0;
    run->seconds = 1.5;
    ModelRunRow row;
    row.slot = slot;
    const ModelKind *kind = findModel(slot.model);
    row.model = QString::fromStdString(kind != nullptr ? kind->title : slot.model);
    row.labels = QString::fromStdString(slot.labels);
    row.run = std::move(run);
    row.state = ModelRunRow::State::UpToDate;
    return row;
}

/// The standard parameters of a kind that have an effect as a cell of CSV.
inline QString quotedParameters(const std::string &model)
{
    auto effective = parametersJson(*findModel(model), {});
    for (const char *unused : {"max_features_number", "max_features_share"})
        effective.erase(unused);
    QString json = QString::fromStdString(effective.dump());
    return u'"' + json.replace(QLatin1String("\""), QLatin1String("\"\"")) + u'"';
}

/// Settings of the test's own, in that folder; numbers as in the United States.
inline void prepareSettings(const QTemporaryDir &folder)
{
    QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates));
    QStandardPaths::setTestModeEnabled(true);
    QCoreApplication::setOrganizationName(QStringLiteral("GenrelensTest"));
    QCoreApplication::setApplicationName(QStringLiteral("genrelens"));
    QSettings::setPath(QSettings::NativeFormat, QSettings::UserScope,
                       folder.filePath(QStringLiteral("settings")));
}

} // namespace genrelens::test
