#include "core/study/model_examiner.h"
#include "tests/support/evaluated_study.h"

#include <QSignalSpy>
#include <QTest>

#include <set>

using namespace genrelens;
using test::EvaluatedStudy;

namespace
{

constexpr int patience = 60000;

} // namespace

class TestModelExamination : public QObject
{
    Q_OBJECT

private slots:
    void albumsStayTogether();
    void foldsFollowTheSplit();
    void runsAreComparedTrackByTrack();
    void runsOfOtherTracksAreNotCompared();
    void onlyForestsHaveTrees();
    void resultsStayWithTheirModel();
    void outdatedModelsAreRefused();
    void cancelKeepsWhatWasFound();
    void anotherDatasetForgetsAll();
    void impossibleFoldsAreReported();
};

void TestModelExamination::albumsStayTogether()
{
    EvaluatedStudy f;
    StudySettings settings = f.study.settings();
    settings.splitMethod = SplitOptions::Method::ByAlbum;
    const PreparedData &data = *f.study.prepared();
    QCOMPARE(std::set<std::int32_t>(data.albums.begin(), data.albums.end()).size(), std::size_t(60));
    const Split split = studySplit(data, settings).value();
    QCOMPARE(split.test.size(), std::size_t(60));
    std::set<std::int32_t> held;
    for (const std::uint32_t row : split.test)
        held.insert(data.albums[row]);
    for (const std::uint32_t row : split.train)
        QVERIFY(!held.contains(data.albums[row]));
    PreparedData without = data;
    without.albums.clear();
    QVERIFY(!studySplit(without, settings));
}

void TestModelExamination::foldsFollowTheSplit()
{
    EvaluatedStudy f;
    const PreparedData &data = *f.study.prepared();
    StudySettings settings = f.study.settings();
    settings.splitMethod = SplitOptions::Method::ByArtist;
    const Folds folds = studyFolds(data, settings, 3, 1).value();
    for (std::size_t i = 0; i < 3; ++i) {
        std::set<std::int32_t> held;
        const Split split = folds.split(i);
        for (const std::uint32_t row : split.test)
            held.insert(data.artists[row]);
        for (const std::uint32_t row : split.train)
            QVERIFY(!held.contains(data.artists[row]));
    }
    settings.splitMethod = SplitOptions::Method::Stratified;
    const Split split = studyFolds(data, settings, 4, 1).value().split(0);
    std::vector<std::size_t> counts(3, 0);
    for (const std::uint32_t row : split.test)
        ++counts[static_cast<std::size_t>(data.genres.codes()[row])];
    QCOMPARE(counts, (std::vector<std::size_t>{25, 25, 25}));
}

void TestModelExamination::runsAreComparedTrackByTrack()
{
    EvaluatedStudy f;
    f.train("random_forest");
    f.train("nearest_centroid");
    const ModelRun &forest = *f.run("random_forest");
    const ModelRun &centroid = *f.run("nearest_centroid");
    const AnswerComparison found = compareRuns(forest, centroid).value();
    QCOMPARE(found.rows, forest.evaluation.testRows);
    QVERIFY(found.onlyFirstRight + found.onlySecondRight > 0);
    const double difference = forest.evaluation.testAccuracy - centroid.evaluation.testAccuracy;
    QVERIFY(std::abs(found.difference - difference) < 1e-12);
}

void TestModelExamination::runsOfOtherTracksAreNotCompared()
{
    EvaluatedStudy f;
    f.train("random_forest");
    const ModelRun before = *f.run("random_forest");
    StudySettings settings = f.study.settings();
    settings.seed = 9;
    f.study.setSettings(settings);
    f.train("nearest_centroid");
    QVERIFY(!compareRuns(before, *f.run("nearest_centroid")));
    ModelRun renamed = before;
    renamed.labels = LabelSet("mood", before.labels.classes(), before.labels.codes());
    QVERIFY(!compareRuns(before, renamed));
}

void TestModelExamination::onlyForestsHaveTrees()
{
    EvaluatedStudy f;
    f.train("random_forest");
    f.train("nearest_centroid");
    QVERIFY(hasOutOfBag(*f.run("random_forest")) && !hasOutOfBag(*f.run("nearest_centroid")));
    const auto curve =
        outOfBagCurveOfModel(*f.run("random_forest"), f.study.modelRequest("random_forest", "genre").value(),
                             Progress::none())
            .value();
    QCOMPARE(curve.back().trees, std::size_t(12));
    QCOMPARE(f.run("random_forest")->evaluation.outOfBagAccuracy, std::optional(curve.back().accuracy));
    QVERIFY(!f.run("nearest_centroid")->evaluation.outOfBagAccuracy);
    f.train("extra_trees"); // all of which see all rows
    QVERIFY(!hasOutOfBag(*f.run("extra_trees")) && !f.run("extra_trees")->evaluation.outOfBagAccuracy);
    QVERIFY(!outOfBagCurveOfModel(*f.run("extra_trees"), f.study.modelRequest("extra_trees", "genre").value(),
                                  Progress::none()));
    const ModelRequest request = f.study.modelRequest("extra_trees", "genre").value();
    const Predictions all =
        predictAll(*f.run("extra_trees"), request.features, request.split, Progress::none()).value();
    QVERIFY(std::all_of(all.classes.begin(), all.classes.end(), [](std::int32_t code) { return code >= 0; }));
    QVERIFY(!outOfBagCurveOfModel(*f.run("nearest_centroid"),
                                  f.study.modelRequest("nearest_centroid", "genre").value(),
                                  Progress::none()));
}

void TestModelExamination::resultsStayWithTheirModel()
{
    EvaluatedStudy f;
    f.train("random_forest");
    f.train("nearest_centroid");
    ModelExaminer examiner(f.study, f.board);
    const Key forest = f.run("random_forest")->key;
    const Key centroid = f.run("nearest_centroid")->key;
    for (const Examination what :
         {Examination::Trees, Examination::Learning, Examination::Folds, Examination::Importance})
        examiner.start(what, "random_forest", "genre", 4, 2);
    QVERIFY(examiner.isRunning(Examination::Folds));
    QVERIFY(examiner.runningKey(Examination::Folds) == forest);
    QTRY_VERIFY_WITH_TIMEOUT(f.board.running().isEmpty(), patience);
    const ExaminationResults &found = examiner.results(forest);
    QCOMPARE(found.trees->size(), std::size_t(12));
    QCOMPARE(found.learning->back().testAccuracy > 0.0, true);
    QCOMPARE(found.folds->folds.size(), std::size_t(8));
    QCOMPARE(found.importance->size(), std::size_t(2));
    QVERIFY((*found.importance)[0].mean > (*found.importance)[1].mean); // energy tells the genres apart
    QVERIFY(!examiner.results(centroid).folds);
    // A change of settings and back finds them again.
    const StudySettings before = f.study.settings();
    StudySettings settings = before;
    settings.seed = 5;
    f.study.setSettings(settings);
    f.train("random_forest");
    QVERIFY(!examiner.results(f.run("random_forest")->key).folds);
    f.study.setSettings(before);
    f.train("random_forest");
    QVERIFY(examiner.results(f.run("random_forest")->key).folds.has_value());
}

void TestModelExamination::outdatedModelsAreRefused()
{
    EvaluatedStudy f;
    ModelExaminer examiner(f.study, f.board);
    QSignalSpy failed(&examiner, &ModelExaminer::failed);
    examiner.start(Examination::Folds, "random_forest", "genre");
    QCOMPARE(failed.count(), 1); // not trained
    f.train("random_forest");
    StudySettings settings = f.study.settings();
    settings.seed = 5;
    f.study.setSettings(settings);
    examiner.start(Examination::Folds, "random_forest", "genre");
    QCOMPARE(failed.count(), 2);
    QVERIFY(!examiner.isRunning(Examination::Folds));
}

void TestModelExamination::cancelKeepsWhatWasFound()
{
    EvaluatedStudy f;
    f.train("nearest_centroid");
    ModelExaminer examiner(f.study, f.board);
    examiner.start(Examination::Folds, "nearest_centroid", "genre", 3);
    QTRY_VERIFY_WITH_TIMEOUT(f.board.running().isEmpty(), patience);
    examiner.start(Examination::Folds, "nearest_centroid", "genre", 100, 100);
    examiner.cancel(Examination::Folds);
    QVERIFY(!examiner.isRunning(Examination::Folds));
    QTest::qWait(20);
    QCOMPARE(examiner.results(f.run("nearest_centroid")->key).folds->folds.size(), std::size_t(3));
}

void TestModelExamination::anotherDatasetForgetsAll()
{
    EvaluatedStudy f;
    f.train("nearest_centroid");
    const Key key = f.run("nearest_centroid")->key;
    ModelExaminer examiner(f.study, f.board);
    examiner.start(Examination::Learning, "nearest_centroid", "genre");
    QTRY_VERIFY_WITH_TIMEOUT(f.board.running().isEmpty(), patience);
    QVERIFY(examiner.results(key).learning.has_value());
    examiner.start(Examination::Folds, "nearest_centroid", "genre", 100, 100);
    f.open(test::evaluatedRows(120));
    QVERIFY(!examiner.isRunning(Examination::Folds));
    QVERIFY(!examiner.results(key).learning);
}

void TestModelExamination::impossibleFoldsAreReported()
{
    EvaluatedStudy f;
    StudySettings settings = f.study.settings();
    settings.splitMethod = SplitOptions::Method::ByArtist;
    f.study.setSettings(settings);
    f.train("nearest_centroid");
    ModelExaminer examiner(f.study, f.board);
    QSignalSpy failed(&examiner, &ModelExaminer::failed);
    examiner.start(Examination::Folds, "nearest_centroid", "genre", 31); // of 30 artists
    QTRY_COMPARE_WITH_TIMEOUT(failed.count(), 1, patience);
    QVERIFY(!examiner.results(f.run("nearest_centroid")->key).folds);
}

QTEST_GUILESS_MAIN(TestModelExamination)
#include "tst_model_examination.moc"
