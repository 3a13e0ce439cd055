#include "core/learn/boosted_trees.h"
#include "core/learn/evaluate.h"
#include "tests/support/study_features.h"
#include "tests/support/toy_data.h"

#include <QTest>

#include <cmath>

using namespace genrelens;
using namespace genrelens::test;

namespace
{

Probabilities answers(const TrainingData &data, const BoostedTreesOptions &options)
{
    const auto model = trainBoostedTrees(data, options, Progress::none()).value();
    return model->probabilities(data.features, data.rows, Progress::none()).value();
}

} // namespace

class TestBoostedTrees : public QObject
{
    Q_OBJECT

private slots:
    void oneRoundHasItsClosedForm();
    void roundsAddUp();
    void samplesFollowTheSeed();
    void cancelsWithinARound();
    void badOptionsAreRefused();
    void studyAccuracyIsThatOfXgboost();
};

void TestBoostedTrees::oneRoundHasItsClosedForm()
{
    // One feature tells the classes apart: 10 rows at 0, 30 at 1. All margins are 0 at first, so first
    // derivatives are +-1/2 and second ones 2 p (1 - p) = 1/2; a leaf of n rows says rate (n / 2) / (n / 2 +
    // lambda), with the one sign in one class's tree and with the other in the other's.
    std::vector<float> values;
    std::vector<std::int32_t> codes;
    for (int i = 0; i < 40; ++i) {
        values.push_back(i < 10 ? 0.0F : 1.0F);
        codes.push_back(i < 10 ? 0 : 1);
    }
    const TrainingData data = toyTraining(1, values, 2, codes);
    const Probabilities p = answers(data, {.rounds = 1, .learningRate = 0.5, .lambda = 3.0});
    const auto share = [](double n) { return 1.0 / (1.0 + std::exp(-2.0 * 0.5 * (n / 2) / (n / 2 + 3.0))); };
    QVERIFY(std::abs(static_cast<double>(p.row(0)[0]) - share(10)) < 1e-6);
    QVERIFY(std::abs(static_cast<double>(p.row(39)[1]) - share(30)) < 1e-6);
}

void TestBoostedTrees::roundsAddUp()
{
    // A checkerboard needs two levels; more rounds come closer.
    std::vector<float> values;
    std::vector<std::int32_t> codes;
    for (int i = 0; i < 400; ++i) {
        values.push_back(static_cast<float>(i % 2));
        values.push_back(static_cast<float>(i / 2 % 2) + (i % 16 == 0 ? 0.001F : 0.0F));
        codes.push_back((i % 2 + i / 2) % 2);
    }
    const TrainingData data = toyTraining(2, values, 2, codes);
    float before = 0.5F;
    for (const std::size_t rounds : {1U, 5U, 40U}) {
        const Probabilities p = answers(data, {.rounds = rounds, .maxDepth = 3});
        for (std::size_t i = 0; i < p.rows; ++i)
            QCOMPARE(p.predicted(i), codes[i]);
        QVERIFY(p.row(1)[1] > before);
        before = p.row(1)[1];
    }
    QVERIFY(before > 0.99F);
}

void TestBoostedTrees::samplesFollowTheSeed()
{
    const TrainingData data = toyClouds(2000, 4, 3, 6);
    const BoostedTreesOptions half{.rounds = 3, .subsample = 0.5, .seed = 7};
    const std::vector<float> first = answers(data, half).values;
    QVERIFY(answers(data, half).values == first);
    BoostedTreesOptions other = half;
    other.seed = 8;
    QVERIFY(answers(data, other).values != first);
    // Whatever was drawn on this thread before, and without samples no seed matters.
    const std::vector<float> all = answers(data, {.rounds = 3, .seed = 7}).values;
    QVERIFY(all == answers(data, {.rounds = 3, .seed = 8}).values);
    QVERIFY(answers(data, half).values == first);
}

void TestBoostedTrees::cancelsWithinARound()
{
    // Two questions a tree, three trees a round: far less than the rounds that are asked for.
    const TrainingData data = toyClouds(2000, 4, 3, 6);
    for (const int patience : {0, 1, 2, 5, 10, 30}) {
        WatchedProgress cancelled(patience);
        const auto trained = trainBoostedTrees(data, {.rounds = 100000}, cancelled);
        QVERIFY(trained.error().kind == ErrorKind::Cancelled);
    }
}

void TestBoostedTrees::badOptionsAreRefused()
{
    const TrainingData data = toyTraining(1, {0, 1, 2, 3}, 2, {0, 0, 1, 1});
    QVERIFY(!trainBoostedTrees(data, {.rounds = 0}, Progress::none()));
    QVERIFY(!trainBoostedTrees(data, {.maxDepth = 0}, Progress::none()));
    QVERIFY(!trainBoostedTrees(data, {.learningRate = 0.0}, Progress::none()));
    QVERIFY(!trainBoostedTrees(data, {.subsample = 1.5}, Progress::none()));
    QVERIFY(!trainBoostedTrees(data, {.columnsByTree = 0.0}, Progress::none()));
    QVERIFY(!trainBoostedTrees(data, {.lambda = -1.0}, Progress::none()));
}

void TestBoostedTrees::studyAccuracyIsThatOfXgboost()
{
    GENRELENS_NEED_STUDY(data);
    const auto accuracy = [&](const LabelSet &labels) {
        const auto model =
            trainBoostedTrees({data.features, labels, data.split.train}, {.rounds = 10}, Progress::none())
                .value();
        return evaluateModel(*model, data.features, labels, data.split, Progress::none())
            .value()
            .testAccuracy;
    };
    // From xgboost 1.7.4 itself: hist, multi:softprob, 10 rounds. Bins come from batches of rows here, so
    // that a few rows fall on the other side of a threshold.
    QVERIFY(std::abs(accuracy(data.superGenres) - 0.5388601036) < 0.003);
    QVERIFY(std::abs(accuracy(data.clusters) - 0.9529778818) < 0.003);
}

QTEST_APPLESS_MAIN(TestBoostedTrees)
#include "tst_boosted_trees.moc"
