#include "core/study/change_settings.h"
#include "core/study/opening.h"
#include "core/study/study.h"
#include "core/study/study_jobs.h"
#include "tests/support/quick_clusters.h"
#include "tests/support/sample_file.h"
#include "tests/support/shared_data.h"

#include <QFile>
#include <QSettings>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QUndoStack>

using namespace genrelens;

class TestStudy : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void settersCompareThenEmit();
    void opensAndComputesByItself();
    void failedOpenKeepsWhatIsOpen();
    void changeMakesStaleAndUndoMakesCurrent();
    void quickChangesAreOneStep();
    void cancelledWorkIsNotStartedAgain();
    void cancelledClusteringFreesTheQueue();
    void undoneChangeNeverReplacesTheCurrentResult();
    void cancelEndsAllThatWasAskedFor();
    void oneViewChangeIsOneWish();
    void changedInputsBeginTrainingAnew();
    void nothingStartsAfterShutDown();
    void openingAnotherFileForgetsResults();
    void nothingRunsUnaskedWhenSwitchedOff();

private:
    QTemporaryDir m_folder;
    QString m_file;
    StudySettings m_settings;
};

namespace
{

struct Fixture {
    Study study;
    JobBoard board;
    StudyJobs jobs{study, board};
    Opening opening{study, board};

    explicit Fixture(const StudySettings &settings)
    {
        study.setSettings(settings);
        QObject::connect(&opening, &Opening::read, &opening, [this] { opening.prepare({}); });
    }
    [[nodiscard]] bool isIdle() const { return board.running().isEmpty() && !jobs.isTraining(); }
    [[nodiscard]] bool isComplete() const
    {
        return isIdle() && study.isClusteringCurrent() && study.isSweepCurrent() &&
               study.modelRun(study.currentModel(), study.currentLabels()) != nullptr;
    }
};

constexpr int patience = 60000;

} // namespace

void TestStudy::initTestCase()
{
    QCoreApplication::setOrganizationName(QStringLiteral("GenrelensTest"));
    QSettings::setPath(QSettings::NativeFormat, QSettings::UserScope, m_folder.path());
    m_file = m_folder.filePath(QStringLiteral("tracks.csv"));
    test::writeSampleFile(m_file, 1140);
    QFile map(QString::fromStdString(test::resourceFile("genre_maps/original_study.json")));
    QVERIFY(map.open(QIODevice::ReadOnly));
    m_settings.genreMap() = parseGenreMap(map.readAll().toStdString(), "map").value();
    m_settings.setTrees(5);
    m_settings.clusters = test::quickClusters(4);
}

void TestStudy::settersCompareThenEmit()
{
    Study study;
    QSignalSpy changed(&study, &Study::changed);
    study.setSettings(study.settings());
    study.setCurrentLabels(study.currentLabels());
    study.setCurrentModel(study.currentModel());
    QCOMPARE(changed.count(), 0);
    study.setCurrentLabels("genre");
    QCOMPARE(changed.count(), 1);
}

void TestStudy::opensAndComputesByItself()
{
    Fixture f(m_settings);
    f.opening.open({m_file});
    QTRY_VERIFY_WITH_TIMEOUT(f.isComplete(), patience);
    QCOMPARE(f.study.dataset()->table.rows(), std::size_t(1140));
    const LabelSet genres = f.study.labels("genre");
    const LabelSet superGenres = f.study.labels("super_genre");
    QVERIFY(genres.classes().size() >= 100);
    QCOMPARE(superGenres.classes().size(), std::size_t(8));
    QCOMPARE(superGenres.unlabelledCount(), std::size_t(0));
    QCOMPARE(f.study.labels("cluster").classes().size(), std::size_t(4));
    const auto run = f.study.modelRun("random_forest", "super_genre");
    QVERIFY(f.study.isCurrent(*run));
    QVERIFY(run->evaluation.testAccuracy > run->evaluation.baseline);
}

void TestStudy::failedOpenKeepsWhatIsOpen()
{
    Fixture f(m_settings);
    f.jobs.setAutomatic(false);
    f.opening.open({m_file});
    QTRY_VERIFY_WITH_TIMEOUT(f.study.dataset() != nullptr, patience);
    const auto before = f.study.dataset();
    QList<Error> errors;
    connect(&f.opening, &Opening::failed, this, [&](const Error &error) { errors.append(error); });
    f.opening.open({m_folder.filePath(QStringLiteral("missing.csv"))});
    QTRY_COMPARE(errors.size(), 1);
    QVERIFY(errors[0].message().find("missing.csv") != std::string::npos);
    QVERIFY(f.study.dataset() == before);
}

void TestStudy::changeMakesStaleAndUndoMakesCurrent()
{
    Fixture f(m_settings);
    f.opening.open({m_file});
    QTRY_VERIFY_WITH_TIMEOUT(f.isComplete(), patience);
    QUndoStack undo;
    const auto run = f.study.modelRun("random_forest", "super_genre");

    StudySettings settings = f.study.settings();
    settings.preparation.rawFeatures = {"key"};
    undo.push(new ChangeSettings(f.study, settings, QStringLiteral("Leave key Raw")));
    QVERIFY(!f.study.isCurrent(*run));
    QTRY_VERIFY_WITH_TIMEOUT(f.isComplete(), patience); // the preparation and clusters follow by themselves
    QVERIFY(!f.study.prepared()->features().scalings()[5].standardized);
    QVERIFY(!f.study.isCurrent(*run)); // the model waits to be retrained
    QCOMPARE(f.study.changesSince(*run), ModelChanges{.features = true});
    QVERIFY(f.study.modelRun("random_forest", "super_genre") == run);

    undo.undo();
    QTRY_VERIFY_WITH_TIMEOUT(f.isIdle() && f.study.isPreparationCurrent(), patience);
    QVERIFY(f.study.isCurrent(*run));

    StudySettings one = f.study.settings();
    one.splitMethod = SplitOptions::Method::ByArtist;
    f.study.setSettings(one);
    QCOMPARE(f.study.changesSince(*run), ModelChanges{.heldOut = true});
    one.setTrees(7);
    f.study.setSettings(one);
    QCOMPARE(f.study.changesSince(*run), (ModelChanges{.heldOut = true, .parameters = true}));
    one.splitMethod = SplitOptions::Method::Stratified;
    one.genreMap().superGenres.front().genres.pop_back();
    f.study.setSettings(one);
    QCOMPARE(f.study.changesSince(*run), (ModelChanges{.labels = true, .parameters = true}));
}

void TestStudy::quickChangesAreOneStep()
{
    Fixture f(m_settings);
    QUndoStack undo;
    for (const int k : {5, 6, 7}) {
        StudySettings settings = f.study.settings();
        settings.clusters.k = k;
        undo.push(
            new ChangeSettings(f.study, settings, QStringLiteral("Change Clusters"), mergeid::clusterCount));
    }
    QCOMPARE(undo.count(), 1);
    undo.undo();
    QCOMPARE(f.study.settings().clusters.k, 4);
    undo.redo();
    QCOMPARE(f.study.settings().clusters.k, 7);
    StudySettings back = f.study.settings();
    back.clusters.k = 4;
    undo.push(new ChangeSettings(f.study, back, QStringLiteral("Change Clusters"), mergeid::clusterCount));
    QCOMPARE(undo.count(), 0); // back where it began: no step at all
}

void TestStudy::cancelledWorkIsNotStartedAgain()
{
    StudySettings slow = m_settings;
    slow.setTrees(3000);
    Fixture f(slow);
    f.opening.open({m_file});
    QTRY_VERIFY_WITH_TIMEOUT(f.jobs.trainJob().isRunning(), patience);
    f.jobs.trainJob().cancel();
    QTRY_VERIFY_WITH_TIMEOUT(f.isIdle() && f.study.isSweepCurrent(), patience);
    QVERIFY(f.study.modelRun("random_forest", "super_genre") == nullptr);
    QVERIFY(!f.jobs.isTraining());
    StudySettings quick = slow;
    quick.setTrees(3);
    f.study.setSettings(quick);
    f.jobs.train("random_forest", "super_genre"); // asked for, it runs
    QTRY_VERIFY_WITH_TIMEOUT(f.study.modelRun("random_forest", "super_genre") != nullptr, patience);
}

void TestStudy::cancelledClusteringFreesTheQueue()
{
    Fixture f(m_settings);
    f.opening.open({m_file});
    QTRY_VERIFY_WITH_TIMEOUT(f.isComplete(), patience);
    StudySettings slow = f.study.settings();
    slow.clusters.k = 300;
    slow.clusters.restarts = 5000;
    f.study.setSettings(slow);
    f.jobs.train("nearest_centroid", "cluster");
    f.jobs.train("gaussian_naive_bayes", "cluster");
    f.jobs.train("nearest_centroid", "genre");
    QVERIFY(f.jobs.isClustering());
    f.jobs.clusterJob().cancel();
    QTRY_VERIFY_WITH_TIMEOUT(f.isIdle(), patience);
    QVERIFY(f.study.modelRun("nearest_centroid", "genre") != nullptr);
    QVERIFY(f.study.modelRun("nearest_centroid", "cluster") == nullptr);
}

void TestStudy::undoneChangeNeverReplacesTheCurrentResult()
{
    Fixture f(m_settings);
    f.opening.open({m_file});
    QTRY_VERIFY_WITH_TIMEOUT(f.isComplete(), patience);
    const auto clusters = f.study.clustering();
    StudySettings slow = f.study.settings();
    slow.clusters.k = 200;
    slow.clusters.restarts = 300;
    f.study.setSettings(slow);
    QVERIFY(f.jobs.isClustering());
    f.study.setSettings(m_settings);
    QVERIFY(!f.jobs.isClustering());
    f.board.pool()->waitForDone();
    QTest::qWait(50);
    QVERIFY(f.study.clustering() == clusters);
    QVERIFY(f.study.isClusteringCurrent());
}

void TestStudy::cancelEndsAllThatWasAskedFor()
{
    StudySettings slow = m_settings;
    slow.setTrees(2000);
    Fixture f(slow);
    f.jobs.setAutomatic(false);
    f.opening.open({m_file});
    QTRY_VERIFY_WITH_TIMEOUT(f.study.dataset() != nullptr, patience);
    f.jobs.train("random_forest", "super_genre");
    f.jobs.train("nearest_centroid", "super_genre");
    f.jobs.train("nearest_centroid", "genre");
    QVERIFY(f.jobs.trainJob().isRunning());
    f.jobs.trainJob().cancel();
    QVERIFY(!f.jobs.isTraining());
    f.board.pool()->waitForDone();
    QTest::qWait(50);
    QVERIFY(f.study.modelRuns().empty());
}

void TestStudy::oneViewChangeIsOneWish()
{
    Fixture f(m_settings);
    f.opening.open({m_file});
    QTRY_VERIFY_WITH_TIMEOUT(f.isComplete(), patience);
    f.study.setCurrentView("nearest_centroid", "genre");
    QTRY_VERIFY_WITH_TIMEOUT(f.isComplete(), patience);
    QVERIFY(f.study.modelRun("nearest_centroid", "genre") != nullptr);
    QVERIFY(f.study.modelRun("nearest_centroid", "super_genre") == nullptr);
    QVERIFY(f.study.modelRun("random_forest", "genre") == nullptr);
}

void TestStudy::changedInputsBeginTrainingAnew()
{
    StudySettings slow = m_settings;
    slow.setTrees(20000);
    Fixture f(slow);
    f.jobs.setAutomatic(false);
    f.opening.open({m_file});
    QTRY_VERIFY_WITH_TIMEOUT(f.study.dataset() != nullptr, patience);
    f.jobs.train("random_forest", "genre");
    QVERIFY(f.jobs.trainJob().isRunning());
    f.study.setSettings(m_settings); // five trees
    QTRY_VERIFY_WITH_TIMEOUT(f.study.modelRun("random_forest", "genre") != nullptr, patience);
    QVERIFY(f.study.isCurrent(*f.study.modelRun("random_forest", "genre")));
}

void TestStudy::nothingStartsAfterShutDown()
{
    StudySettings slow = m_settings;
    slow.setTrees(2000);
    Fixture f(slow);
    f.opening.open({m_file});
    QTRY_VERIFY_WITH_TIMEOUT(f.jobs.trainJob().isRunning(), patience);
    f.jobs.shutDown();
    QVERIFY(f.board.running().isEmpty());
    f.study.setSettings(m_settings);
    QVERIFY(f.board.running().isEmpty());
}

void TestStudy::openingAnotherFileForgetsResults()
{
    Fixture f(m_settings);
    f.opening.open({m_file});
    QTRY_VERIFY_WITH_TIMEOUT(f.isComplete(), patience);
    const QString other = m_folder.filePath(QStringLiteral("other.csv"));
    test::writeSampleFile(other, 570);
    f.jobs.setAutomatic(false);
    f.opening.open({other});
    QTRY_VERIFY_WITH_TIMEOUT(f.study.dataset()->table.rows() == 570, patience);
    QVERIFY(f.study.modelRuns().empty());
    QVERIFY(f.study.clustering() == nullptr);
    QVERIFY(f.study.labels("cluster").isEmpty());
}

void TestStudy::nothingRunsUnaskedWhenSwitchedOff()
{
    Fixture f(m_settings);
    f.jobs.setAutomatic(false);
    f.opening.open({m_file});
    QTRY_VERIFY_WITH_TIMEOUT(f.study.dataset() != nullptr && f.isIdle(), patience);
    QVERIFY(f.study.clustering() == nullptr);
    f.jobs.train("nearest_centroid", "cluster"); // needs clusters, which are then found
    QTRY_VERIFY_WITH_TIMEOUT(f.study.modelRun("nearest_centroid", "cluster") != nullptr, patience);
    QVERIFY(f.study.isClusteringCurrent());
    QVERIFY(f.study.sweep() == nullptr);
}

QTEST_GUILESS_MAIN(TestStudy)
#include "tst_study.moc"
