#include "core/learn/evaluate.h"
#include "core/learn/model_catalogue.h"
#include "core/learn/nearest_centroid.h"
#include "tests/support/toy_data.h"

#include <QTest>
#include <nlohmann/json.hpp>

#include <cmath>

using namespace genrelens;
using namespace genrelens::test;

class TestEvaluate : public QObject
{
    Q_OBJECT

private slots:
    void wilsonHasItsClosedForm();
    void scoresOfASmallMatrix();
    void nothingIsNotDividedByNothing();
    void baselineIsTheTrainingMajority();
    void evaluationLeavesUnlabelledRowsOut();
    void evaluationRefusesAndCancels();
    void everyKindOfModelLearns();
};

void TestEvaluate::wilsonHasItsClosedForm()
{
    // z = 1: centre (p + 1/2n) / (1 + 1/n), half (sqrt(p q / n + 1/4n^2)) / (1 + 1/n), n = 4, p = 1/2.
    const Interval interval = wilsonInterval(2, 4, 1.0);
    const double half = std::sqrt(0.25 / 4.0 + 1.0 / 64.0) / 1.25;
    QVERIFY(std::abs(interval.low - (0.5 - half)) < 1e-15);
    QVERIFY(std::abs(interval.high - (0.5 + half)) < 1e-15);
    // Newcombe (1998), table I: 81 of 263 gives 0.2553 to 0.3662.
    const Interval newcombe = wilsonInterval(81, 263);
    QVERIFY(std::abs(newcombe.low - 0.2553) < 5e-5);
    QVERIFY(std::abs(newcombe.high - 0.3662) < 5e-5);
    QCOMPARE(wilsonInterval(0, 20).low, 0.0);
    QCOMPARE(wilsonInterval(20, 20).high, 1.0);
    for (const std::size_t n : {1, 7, 60, 101, 17949}) {
        QVERIFY(wilsonInterval(n, n).high == 1.0); // QCOMPARE would forgive the last bit
        QVERIFY(wilsonInterval(0, n).low == 0.0);
    }
    QCOMPARE(wilsonInterval(0, 0).low, 0.0);
    QCOMPARE(wilsonInterval(0, 0).high, 1.0);
}

void TestEvaluate::scoresOfASmallMatrix()
{
    const std::vector<std::int32_t> truth = {0, 0, 0, 1, 1, 2};
    const std::vector<std::int32_t> predicted = {0, 0, 1, 1, 0, 0};
    const ConfusionMatrix matrix = confusionMatrix(truth, predicted, 4);
    QCOMPARE(matrix.count(0, 1), std::uint64_t(1));
    QCOMPARE(matrix.count(2, 0), std::uint64_t(1));
    QCOMPARE(matrix.total(), std::uint64_t(6));
    QCOMPARE(matrix.accuracy(), 0.5);
    const std::vector<ClassScores> scores = classScores(matrix);
    QCOMPARE(scores[0].precision, 2.0 / 4.0);
    QCOMPARE(scores[0].recall, 2.0 / 3.0);
    QCOMPARE(scores[0].f1, 4.0 / 7.0);
    QCOMPARE(scores[0].support, std::size_t(3));
    QCOMPARE(scores[1].f1, 0.5);
    QCOMPARE(scores[2].precision, 0.0); // never predicted
    QCOMPARE(scores[2].recall, 0.0);
    QCOMPARE(scores[3].recall, 0.0); // does not occur
    QCOMPARE(macroF1(matrix), (4.0 / 7.0 + 0.5 + 0.0) / 3.0);
    QCOMPARE(balancedAccuracy(matrix), (2.0 / 3.0 + 0.5 + 0.0) / 3.0);
    // scikit-learn 1.2.1: f1_score(average='weighted') and cohen_kappa_score.
    QVERIFY(std::abs(weightedF1(matrix) - 0.4523809523809524) < 1e-15);
    QVERIFY(std::abs(cohensKappa(matrix) - 0.1) < 1e-15);
}

void TestEvaluate::nothingIsNotDividedByNothing()
{
    const ConfusionMatrix empty = confusionMatrix({}, {}, 2);
    QCOMPARE(empty.accuracy(), 0.0);
    QCOMPARE(macroF1(empty), 0.0);
    QCOMPARE(balancedAccuracy(empty), 0.0);
    QCOMPARE(weightedF1(empty), 0.0);
    QCOMPARE(cohensKappa(empty), 0.0);
    const std::vector<std::int32_t> alike = {1, 1, 1};
    QCOMPARE(cohensKappa(confusionMatrix(alike, alike, 2)), 0.0);
}

void TestEvaluate::baselineIsTheTrainingMajority()
{
    const LabelSet labels = toyLabels(2, {0, 1, 1, 0, 0, 1});
    const std::vector<std::uint32_t> train = {0, 1, 2};
    const std::vector<std::uint32_t> test = {3, 4, 5};
    QCOMPARE(majorityBaseline(labels, train, test), 1.0 / 3.0);
}

void TestEvaluate::evaluationLeavesUnlabelledRowsOut()
{
    const Features features = toyFeatures(1, {0, 10, 1, 11, 2, 9, 3});
    const LabelSet labels = toyLabels(2, {0, 1, 0, 1, 1, 1, unlabelled});
    const Split split{{0, 1, 6}, {2, 3, 4, 5}};
    const TrainingData data{features, labels, labelledRows(split.train, labels)};
    const auto model = trainNearestCentroid(data, Progress::none()).value();
    WatchedProgress progress;
    const Evaluation e = evaluateModel(*model, features, labels, split, progress).value();
    QCOMPARE(e.trainRows, std::size_t(2));
    QCOMPARE(e.testRows, std::size_t(4));
    QCOMPARE(e.trainAccuracy, 1.0);
    QCOMPARE(e.testAccuracy, 0.75); // row 4 is labelled 1 but lies at 2
    QCOMPARE(e.baseline, 0.25);
    QVERIFY(e.interval.low < 0.75 && e.interval.high > 0.75);
    QCOMPARE(e.balancedAccuracy, (1.0 + 2.0 / 3.0) / 2.0);
    QCOMPARE(e.macroF1, (2.0 / 3.0 + 0.8) / 2.0);
    QCOMPARE(e.classes[1].support, std::size_t(3));
    QCOMPARE(progress.last.load(), 1.0);
}

void TestEvaluate::evaluationRefusesAndCancels()
{
    const TrainingData data = toyClouds(50, 2, 2, 1);
    const auto model = trainNearestCentroid(data, Progress::none()).value();
    const Split split = splitRandom(50, 0.2, 1).value();
    QVERIFY(!evaluateModel(*model, data.features, LabelSet(), split, Progress::none()));
    QVERIFY(!evaluateModel(*model, data.features, data.labels, Split{data.rows, {}}, Progress::none()));
    WatchedProgress cancelled(0);
    QVERIFY(evaluateModel(*model, data.features, data.labels, split, cancelled).error().kind ==
            ErrorKind::Cancelled);
}

void TestEvaluate::everyKindOfModelLearns()
{
    const TrainingData data = toyClouds(300, 3, 2, 8);
    const Split split = splitRandom(300, 0.3, 2).value();
    for (const ModelKind &kind : modelCatalogue()) {
        QVERIFY(findModel(kind.name) == &kind);
        ModelOptions options;
        if (kind.name == "majority")
            continue; // learns nothing of the features
        if (kind.name == "random_forest")
            options.values["trees"] = 20;
        const auto model =
            kind.train({data.features, data.labels, split.train}, options, Progress::none()).value();
        const Evaluation e =
            evaluateModel(*model, data.features, data.labels, split, Progress::none()).value();
        QVERIFY2(e.testAccuracy > 0.85, kind.name.c_str());
        QVERIFY(parametersJson(kind, options).is_object());
    }
    QVERIFY(findModel("oracle") == nullptr);
    ModelOptions seven;
    seven.seed = 7;
    const ModelKind &forest = *findModel("random_forest");
    seven.values["trees"] = 12;
    QCOMPARE(parametersJson(forest, seven)["trees"].get<int>(), 12);
    QCOMPARE(parametersJson(forest, seven)["max_depth"].get<int>(), 0);
    QCOMPARE(parametersJson(forest, seven)["seed"].get<int>(), 7);
    seven.values["leaves"] = 12;
    QCOMPARE(forest.train(data, seven, Progress::none()).error().what,
             std::string("\"random_forest.leaves\" is not a setting"));
}

QTEST_APPLESS_MAIN(TestEvaluate)
#include "tst_evaluate.moc"
