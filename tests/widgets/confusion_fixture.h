#pragma once

#include "core/study/job_board.h"
#include "core/study/selection.h"
#include "core/study/study.h"
#include "core/study/study_jobs.h"
#include "tests/support/datasets.h"
#include "tests/widgets/plot_events.h"
#include "widgets/docks/confusion_dock.h"
#include "widgets/plots/heatmap.h"

#include <QAction>
#include <QApplication>
#include <QSettings>

#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace genrelens::test
{

using Tracks = std::vector<std::uint32_t>;

// Genres "a", "b", ... in turn, ten tracks of each.
inline std::string confusionTracks(int genres)
{
    std::string text = "track_id,energy,tempo,track_genre\n";
    for (int i = 0; i < 10 * genres; ++i) {
        const int genre = i % genres;
        const std::string name = genres <= 26 ? std::string(1, static_cast<char>('a' + genre))
                                              : "genre-" + std::to_string(1000 + genre);
        text += 't' + std::to_string(i) + ',' + std::to_string(i % 7) + ',' + std::to_string(i) + ',' + name +
                '\n';
    }
    return text;
}

/// An open study of six genres in three super-genres, a model that judged some tracks of them, and the dock.
struct ConfusionFixture {
    Study study;
    JobBoard board;
    StudyJobs jobs{study, board};
    std::unique_ptr<ConfusionDock> dock;
    Heatmap *map = nullptr;

    explicit ConfusionFixture(int genres = 6)
    {
        QSettings().clear();
        jobs.setAutomatic(false);
        StudySettings settings;
        settings.genreMap().superGenres = {{"low", std::nullopt, {"a", "b"}},
                                           {"mid", std::nullopt, {"c", "d"}},
                                           {"high", std::nullopt, {"e", "f"}}};
        study.setSettings(settings);
        const auto dataset = datasetOf(confusionTracks(genres));
        study.setDataset(dataset, preparedOf(*dataset), {});
        study.setCurrentView("random_forest", "genre");
    }
    // Of five tracks of each genre: the first is taken for the next genre, the second for the other one of
    // the same super-genre, the rest are known. One track of "a" is not judged.
    static std::int32_t answer(std::uint32_t row)
    {
        const auto genre = static_cast<std::int32_t>(row % 6);
        return row / 6 == 0 ? (genre + 1) % 6 : row / 6 == 1 ? genre ^ 1 : genre;
    }
    static Tracks judgedRows()
    {
        Tracks rows;
        for (std::uint32_t row = 0; row < 30; ++row)
            if (row != 24)
                rows.push_back(row);
        return rows;
    }
    void addRun(const std::string &model, const Tracks &rows,
                const std::function<std::int32_t(std::uint32_t)> &predicted,
                const std::string &labels = "genre")
    {
        const Result<ModelRequest> request = study.modelRequest(model, labels);
        if (!request)
            qFatal("%s", request.error().message().c_str());
        ModelRun run;
        run.model = model;
        run.labels = request.value().labels;
        run.inputs = request.value().inputs();
        run.key = run.inputs.key();
        std::vector<std::int32_t> truth;
        for (const std::uint32_t row : rows) {
            truth.push_back(run.labels.codes()[row]);
            run.evaluation.predicted.push_back(predicted(row));
        }
        run.evaluation.judgedRows = rows;
        run.evaluation.testRows = rows.size();
        run.evaluation.confusion =
            confusionMatrix(truth, run.evaluation.predicted, run.labels.classes().size());
        run.evaluation.testAccuracy = run.evaluation.confusion.accuracy();
        study.setModelRun(std::move(run));
    }
    void makeDock(QSize size = {700, 520})
    {
        dock = std::make_unique<ConfusionDock>(study, jobs, board);
        map = &find<Heatmap>("confusionHeatmap");
        dock->show();
        resize(size);
    }
    void resize(QSize size) const
    {
        dock->resize(size);
        for (int i = 0; i < 5; ++i)
            QApplication::processEvents();
    }
    template <typename T>
    T &find(const char *name) const
    {
        T *found = dock->findChild<T *>(QLatin1String(name));
        if (found == nullptr)
            qFatal("no %s", name);
        return *found;
    }
    void trigger(const char *action) const { find<QAction>(action).trigger(); }
    [[nodiscard]] QPointF centre(int row, int column) const
    {
        return map->windowLayout().cell({row, column}).center();
    }
    [[nodiscard]] QString names() const { return map->matrix().rowNames.join(u' '); }
    [[nodiscard]] Tracks selected() const { return study.selection().members(); }
};

} // namespace genrelens::test
