#include "core/base/parallel.h"
#include "core/learn/evaluate.h"
#include "core/learn/learning_curve.h"
#include "core/learn/permutation_importance.h"
#include "core/learn/trees_curve.h"
#include "tests/support/toy_data.h"

#include <QTest>

#include <cmath>
#include <set>

using namespace genrelens;
using namespace genrelens::test;

namespace
{

// Says what the first feature says, and remembers which rows it was trained on.
class Threshold final : public Classifier
{
public:
    Result<Probabilities> probabilities(const Features &features, std::span<const std::uint32_t> rows,
                                        Progress &progress) const override
    {
        if (progress.cancelled())
            return Error::cancelled();
        Probabilities answer{rows.size(), 2, {}};
        for (const std::uint32_t row : rows) {
            const bool second = features.row(row)[0] > 0.5F;
            answer.values.push_back(second ? 0.0F : 1.0F);
            answer.values.push_back(second ? 1.0F : 0.0F);
        }
        return answer;
    }
};

std::vector<std::vector<std::uint32_t>> trainedOn;

Result<std::shared_ptr<const Classifier>> fitThreshold(const TrainingData &data, const Parameters &,
                                                       std::uint64_t, Progress &)
{
    trainedOn.push_back(data.rows);
    if (data.rows.size() < 8)
        return Error{"too few rows", {}, {}};
    return std::shared_ptr<const Classifier>(std::make_shared<Threshold>());
}

const ModelKind thresholdKind{"threshold", "Threshold", false, {}, fitThreshold};

std::shared_ptr<const RandomForest> forestOf(const TrainingData &data, std::size_t trees,
                                             TreeSampling sampling = TreeSampling::Bootstrap)
{
    ForestOptions options;
    options.trees = trees;
    options.sampling = sampling;
    options.seed = 3;
    return RandomForest::train(data, options, Progress::none()).value();
}

// The accuracy of what is not NaN.
double accuracyOf(const Probabilities &probabilities, const TrainingData &data)
{
    std::size_t right = 0;
    std::size_t judged = 0;
    for (std::size_t i = 0; i < probabilities.rows; ++i) {
        if (std::isnan(probabilities.row(i)[0]))
            continue;
        ++judged;
        right += probabilities.predicted(i) == data.labels.codes()[data.rows[i]] ? 1 : 0;
    }
    return static_cast<double>(right) / static_cast<double>(judged);
}

} // namespace

class TestModelCurves : public QObject
{
    Q_OBJECT

private slots:
    void init() { trainedOn.clear(); }
    void learningSubsetsAreNestedAndStratified();
    void learningCurveMeasuresBothSides();
    void sharesTooSmallToFitAreLeftOut();
    void learningCurveRefusesAndCancels();
    void treesCurveEndsAtTheOutOfBagAccuracy();
    void treesCurveOfOneTreeIsThatTree();
    void treesCurveIsTheSameForAnyThreads();
    void treesCurveRefusesAndCancels();
    void onlyWhatTheModelUsesIsImportant();
    void importanceIsTheSameForAnyThreads();
    void importanceRefusesAndCancels();
};

void TestModelCurves::learningSubsetsAreNestedAndStratified()
{
    std::vector<std::int32_t> codes;
    std::vector<float> values;
    for (int i = 0; i < 200; ++i) {
        codes.push_back(i % 5 == 0 ? 1 : 0);
        values.push_back(static_cast<float>(codes.back()));
    }
    const TrainingData data = toyTraining(1, values, 2, codes);
    LearningCurveOptions options;
    options.shares = {0.1, 0.25, 1.0};
    options.repeats = 2;
    QVERIFY(learningCurve(thresholdKind, {}, data, {0, 1}, options, Progress::none()));
    QCOMPARE(trainedOn.size(), std::size_t(5)); // on all rows once: this model draws nothing
    trainedOn.push_back(trainedOn[2]);
    for (std::size_t r = 0; r < 6; r += 3) {
        QCOMPARE(trainedOn[r].size(), std::size_t(20));
        QCOMPARE(trainedOn[r + 1].size(), std::size_t(50));
        QCOMPARE(trainedOn[r + 2].size(), std::size_t(200));
        QVERIFY(std::includes(trainedOn[r + 1].begin(), trainedOn[r + 1].end(), trainedOn[r].begin(),
                              trainedOn[r].end()));
        const auto second = std::count_if(trainedOn[r].begin(), trainedOn[r].end(),
                                          [&](std::uint32_t row) { return codes[row] == 1; });
        QVERIFY(second >= 3 && second <= 5); // 4 in proportion, give or take the start of the class
    }
    QVERIFY(trainedOn[0] != trainedOn[3]);
}

void TestModelCurves::learningCurveMeasuresBothSides()
{
    const TrainingData whole = toyClouds(600, 3, 3, 8);
    const Split split = splitRandom(600, 0.25, 2).value();
    const TrainingData data{whole.features, whole.labels, split.train};
    LearningCurveOptions options;
    options.shares = {0.1, 1.0};
    options.repeats = 3;
    ModelOptions model;
    model.values["trees"] = 10;
    WatchedProgress progress;
    const ModelKind &kind = *findModel("random_forest");
    const auto curve = learningCurve(kind, model, data, split.test, options, progress).value();
    QCOMPARE(curve.size(), std::size_t(2));
    QVERIFY(std::abs(progress.last - 1.0) < 1e-9);
    QCOMPARE(curve[0].trainRows, std::size_t(45));
    QVERIFY(curve[1].testAccuracy > curve[0].testAccuracy);
    QVERIFY(curve[0].testSd > 0.0);
    QVERIFY(curve[1].trainAccuracy > 0.97);
    // All rows with the seed itself is the model that a person trained.
    options.repeats = 1;
    const auto one = learningCurve(kind, model, data, split.test, options, Progress::none()).value();
    const auto trained = kind.train(data, model, Progress::none()).value();
    const Evaluation e = evaluateModel(*trained, data.features, data.labels, split, Progress::none()).value();
    QCOMPARE(one[1].testAccuracy, e.testAccuracy);
    QCOMPARE(one[1].trainAccuracy, e.trainAccuracy);
    QCOMPARE(one[1].testSd, 0.0);
}

void TestModelCurves::sharesTooSmallToFitAreLeftOut()
{
    const TrainingData data = toyClouds(100, 1, 2, 1);
    LearningCurveOptions options;
    options.shares = {0.05, 0.5};
    const auto curve = learningCurve(thresholdKind, {}, data, {0, 1}, options, Progress::none()).value();
    QCOMPARE(curve.size(), std::size_t(1));
    QCOMPARE(curve[0].share, 0.5);
    options.shares = {0.05};
    QCOMPARE(learningCurve(thresholdKind, {}, data, {0, 1}, options, Progress::none()).error().what,
             std::string("too few rows"));
}

void TestModelCurves::learningCurveRefusesAndCancels()
{
    const TrainingData data = toyClouds(100, 2, 2, 1);
    const ModelKind &kind = *findModel("nearest_centroid");
    const auto refused = [&](std::vector<double> shares) {
        LearningCurveOptions options;
        options.shares = std::move(shares);
        return !learningCurve(kind, {}, data, {0, 1}, options, Progress::none());
    };
    QVERIFY(refused({}));
    QVERIFY(refused({0.0, 0.5}));
    QVERIFY(refused({0.5, 0.2}));
    QVERIFY(refused({0.5, 1.5}));
    QVERIFY(!learningCurve(kind, {}, data, {}, {}, Progress::none()));
    WatchedProgress cancelled(4);
    QVERIFY(learningCurve(kind, {}, data, {0, 1}, {}, cancelled).error().kind == ErrorKind::Cancelled);
}

void TestModelCurves::treesCurveEndsAtTheOutOfBagAccuracy()
{
    const TrainingData data = toyClouds(1300, 3, 4, 8);
    const auto forest = forestOf(data, 25);
    WatchedProgress progress;
    const auto curve = outOfBagCurve(*forest, data, progress).value();
    QCOMPARE(curve.size(), std::size_t(25));
    QCOMPARE(progress.last.load(), 1.0);
    const Probabilities unseen = forest->outOfBagProbabilities(data, Progress::none()).value();
    QCOMPARE(curve.back().accuracy, accuracyOf(unseen, data));
    QVERIFY(curve.back().accuracy > curve.front().accuracy);
    // A tree sees 1 - 1/e of the rows; the standard deviation of what is left is 11 rows here.
    QVERIFY(std::abs(static_cast<double>(curve.front().rows) - 1300 * std::exp(-1.0)) < 60);
    for (std::size_t t = 1; t < curve.size(); ++t)
        QVERIFY(curve[t].rows >= curve[t - 1].rows && curve[t].trees == t + 1);
}

void TestModelCurves::treesCurveOfOneTreeIsThatTree()
{
    const TrainingData data = toyClouds(700, 2, 3, 8, 2.0F); // ties make mixed leaves
    const auto forest = forestOf(data, 1);
    const auto curve = outOfBagCurve(*forest, data, Progress::none()).value();
    QCOMPARE(curve.size(), std::size_t(1));
    QCOMPARE(curve[0].accuracy,
             accuracyOf(forest->outOfBagProbabilities(data, Progress::none()).value(), data));
}

void TestModelCurves::treesCurveIsTheSameForAnyThreads()
{
    const TrainingData data = toyClouds(2000, 3, 4, 9);
    const auto forest = forestOf(data, 9);
    std::vector<std::vector<double>> found;
    for (const int threads : {1, 4}) {
        setThreadCount(threads);
        found.emplace_back();
        for (const TreesPoint &point : outOfBagCurve(*forest, data, Progress::none()).value())
            found.back().push_back(point.accuracy);
    }
    setThreadCount(0);
    QCOMPARE(found[0], found[1]);
}

void TestModelCurves::treesCurveRefusesAndCancels()
{
    const TrainingData data = toyClouds(1000, 2, 2, 1);
    QVERIFY(!outOfBagCurve(*forestOf(data, 3, TreeSampling::All), data, Progress::none()));
    const auto forest = forestOf(data, 3);
    QVERIFY(!outOfBagCurve(*forest, toyClouds(1000, 3, 2, 1), Progress::none()));
    WatchedProgress cancelled(1);
    QVERIFY(outOfBagCurve(*forest, data, cancelled).error().kind == ErrorKind::Cancelled);
}

void TestModelCurves::onlyWhatTheModelUsesIsImportant()
{
    // Half of the rows each: shuffled, the first feature is right by chance, half of the time.
    std::vector<float> values;
    std::vector<std::int32_t> codes;
    for (int i = 0; i < 20000; ++i) {
        values.push_back(static_cast<float>(i % 2));
        values.push_back(static_cast<float>(i % 2));
        codes.push_back(i % 2);
    }
    const Features features = toyFeatures(2, values);
    WatchedProgress progress;
    const auto rows = allRows(20000); // more than one block
    const auto importances =
        permutationImportance(Threshold(), features, toyLabels(2, codes), rows, {}, progress).value();
    QCOMPARE(importances.size(), std::size_t(2));
    QVERIFY(std::abs(importances[0].mean - 0.5) < 0.01); // the deviation of the mean is 0.0016
    QVERIFY(importances[0].sd > 0.0 && importances[0].sd < 0.02);
    QCOMPARE(importances[1].mean, 0.0);
    QCOMPARE(importances[1].sd, 0.0);
    QVERIFY(std::abs(progress.last - 1.0) < 1e-9);
}

void TestModelCurves::importanceIsTheSameForAnyThreads()
{
    const TrainingData data = toyClouds(1500, 3, 3, 9);
    const auto forest = forestOf(data, 8);
    std::vector<std::vector<double>> found;
    for (const int threads : {1, 4}) {
        setThreadCount(threads);
        found.emplace_back();
        const auto importances =
            permutationImportance(*forest, data.features, data.labels, data.rows, {3, 7}, Progress::none())
                .value();
        for (const Spread &one : importances)
            found.back().push_back(one.mean);
    }
    setThreadCount(0);
    QCOMPARE(found[0], found[1]);
    QVERIFY(found[0][0] > 0.0);
}

void TestModelCurves::importanceRefusesAndCancels()
{
    const TrainingData data = toyClouds(50, 2, 2, 1);
    const auto asked = [&](std::span<const std::uint32_t> rows, Progress &progress) {
        return permutationImportance(Threshold(), data.features, data.labels, rows, {}, progress);
    };
    QVERIFY(!asked({}, Progress::none()));
    WatchedProgress cancelled(5);
    QVERIFY(asked(data.rows, cancelled).error().kind == ErrorKind::Cancelled);
}

QTEST_APPLESS_MAIN(TestModelCurves)
#include "tst_model_curves.moc"
