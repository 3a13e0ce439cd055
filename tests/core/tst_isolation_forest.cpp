#include "core/base/parallel.h"
#include "core/cluster/isolation_forest.h"
#include "tests/support/toy_data.h"

#include <QTest>

#include <algorithm>
#include <cmath>

using namespace genrelens;
using namespace genrelens::test;

class TestIsolationForest : public QObject
{
    Q_OBJECT

private slots:
    void cleanup() { setThreadCount(0); }
    void meanPathLengths();
    void threeValuesInClosedForm();
    void plantedOutliersRankFirst();
    void sameForAnyNumberOfThreads();
    void seedsDiffer();
    void duplicatesAndConstantFeatures();
    void fewerRowsThanASample();
    void cancelsAndRefuses();
};

namespace
{

std::vector<double> scoresOf(const Features &features, IsolationForestOptions options = {})
{
    Result<std::vector<double>> scores = isolationScores(features, options, Progress::none());
    return scores ? scores.value() : std::vector<double>();
}

// The rows by falling score.
std::vector<std::size_t> ranked(const std::vector<double> &scores)
{
    std::vector<std::size_t> rows(scores.size());
    std::iota(rows.begin(), rows.end(), std::size_t(0));
    std::stable_sort(rows.begin(), rows.end(),
                     [&](std::size_t a, std::size_t b) { return scores[a] > scores[b]; });
    return rows;
}

} // namespace

void TestIsolationForest::meanPathLengths()
{
    QCOMPARE(meanPathLength(0), 0.0);
    QCOMPARE(meanPathLength(1), 0.0);
    QCOMPARE(meanPathLength(2), 1.0);                                        // 2 - 2 / 2
    QVERIFY(std::abs(meanPathLength(3) - 5.0 / 3.0) < 1e-14);                // 2 (1 + 1/2) - 4/3
    QVERIFY(std::abs(meanPathLength(4) - (11.0 / 3.0 - 3.0 / 2.0)) < 1e-14); // 2 (1 + 1/2 + 1/3) - 6/4
    // H(n) = ln n + 0.5772156649 + 1 / 2n - 1 / 12n² + less than 1 / 120n⁴.
    const double harmonic =
        std::log(255.0) + 0.57721566490153286 + 1.0 / 510.0 - 1.0 / (12.0 * 255.0 * 255.0);
    QVERIFY(std::abs(meanPathLength(256) - (2.0 * harmonic - 2.0 * 255.0 / 256.0)) < 1e-11);
}

void TestIsolationForest::threeValuesInClosedForm()
{
    // Of 0, 1 and 100 a cut takes off 100 first in 99 cases of 100; the one in the middle is always second.
    IsolationForestOptions options;
    options.trees = 4000;
    const std::vector<double> scores = scoresOf(toyFeatures(1, {0, 1, 100}), options);
    const double usual = 5.0 / 3.0;
    QVERIFY(std::abs(scores[1] - std::exp2(-2.0 / usual)) < 1e-12);
    const auto meanDepth = [&](std::size_t row) { return -std::log2(scores[row]) * usual; };
    // The mean of as many draws as there are trees: five standard errors.
    const double tolerance = 5.0 * std::sqrt(0.01 * 0.99 / 4000.0);
    QVERIFY(std::abs(meanDepth(2) - 1.01) < tolerance);
    QVERIFY(std::abs(meanDepth(0) - 1.99) < tolerance);
}

void TestIsolationForest::plantedOutliersRankFirst()
{
    TrainingData data = toyClouds(3000, 4, 2, 7);
    std::vector<float> values(data.features.values().begin(), data.features.values().end());
    const std::vector<std::size_t> planted{17, 800, 1501, 2999};
    for (const std::size_t row : planted)
        for (std::size_t m = 0; m < 4; ++m)
            values[row * 4 + m] = (row + m) % 2 == 0 ? 60.0F : -60.0F;
    const std::vector<double> scores = scoresOf(toyFeatures(4, std::move(values)));
    std::vector<std::size_t> first = ranked(scores);
    first.resize(planted.size());
    std::sort(first.begin(), first.end());
    QCOMPARE(first, planted);
    for (const double score : scores)
        QVERIFY(score > 0.0 && score < 1.0);
    for (const std::size_t row : planted)
        QVERIFY(scores[row] > 0.7);
}

void TestIsolationForest::sameForAnyNumberOfThreads()
{
    const TrainingData data = toyClouds(5000, 5, 3, 3, 8.0F);
    setThreadCount(1);
    const std::vector<double> one = scoresOf(data.features);
    QCOMPARE(one.size(), std::size_t(5000));
    for (const int threads : {2, 3}) {
        setThreadCount(threads);
        QVERIFY(scoresOf(data.features) == one);
    }
}

void TestIsolationForest::seedsDiffer()
{
    const TrainingData data = toyClouds(1000, 3, 2, 3);
    IsolationForestOptions other;
    other.seed = 2;
    QVERIFY(scoresOf(data.features) != scoresOf(data.features, other));
}

void TestIsolationForest::duplicatesAndConstantFeatures()
{
    // Where no two rows differ, none can be isolated: all have the depth that such a number usually has.
    for (const double score : scoresOf(toyFeatures(2, std::vector<float>(2000, 3.0F))))
        QVERIFY(std::abs(score - 0.5) < 1e-6); // the depth is kept as a float
    // A feature that is the same for all says nothing; 990 alike and ten that stand alone.
    std::vector<float> values;
    for (int i = 0; i < 1000; ++i) {
        const float far = (i / 100 % 2 == 0 ? 1.0F : -1.0F) * (1000.0F + static_cast<float>(i));
        values.insert(values.end(), {7.0F, i % 100 == 5 ? far : 0.0F});
    }
    const std::vector<double> scores = scoresOf(toyFeatures(2, std::move(values)));
    for (std::size_t i = 0; i < 1000; ++i)
        QVERIFY(i % 100 == 5 ? scores[i] > 0.6 : scores[i] < 0.5);
    QCOMPARE(scores[0], scores[1]); // duplicates go the same way
}

void TestIsolationForest::fewerRowsThanASample()
{
    QVERIFY(scoresOf(toyFeatures(1, {})).empty());
    QCOMPARE(scoresOf(toyFeatures(1, {4})), std::vector<double>{0.5});
    QCOMPARE(scoresOf(toyFeatures(1, {4, 5})), (std::vector<double>{0.5, 0.5})); // parted at once, as always
    const std::vector<double> scores = scoresOf(toyFeatures(1, {1, 2, 3, 4, 5, 6, 50, 7, 8, 9}));
    QCOMPARE(ranked(scores).front(), std::size_t(6));
}

void TestIsolationForest::cancelsAndRefuses()
{
    const TrainingData data = toyClouds(20000, 3, 2, 1);
    WatchedProgress cancelled(0);
    QVERIFY(isolationScores(data.features, {}, cancelled).error().kind == ErrorKind::Cancelled);
    QVERIFY(!isolationScores(data.features, {0, 256, 1}, Progress::none()));
    QVERIFY(!isolationScores(data.features, {10, 1, 1}, Progress::none()));
}

QTEST_APPLESS_MAIN(TestIsolationForest)
#include "tst_isolation_forest.moc"
