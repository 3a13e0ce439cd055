#include "core/base/parallel.h"
#include "core/cluster/k_means.h"
#include "core/cluster/k_means_run.h"
#include "core/cluster/k_sweep.h"
#include "core/cluster/tiled_rows.h"
#include "tests/support/shared_data.h"
#include "tests/support/study_features.h"
#include "tests/support/toy_data.h"

#include <QTest>

#include <algorithm>
#include <cmath>
#include <limits>
#include <set>

using namespace genrelens;
using namespace genrelens::test;

namespace
{

KMeansResult cluster(const Features &features, std::size_t k, std::size_t restarts = 10)
{
    KMeansOptions options;
    options.clusters = k;
    options.restarts = restarts;
    return kMeans(features, options, Progress::none()).value();
}

double squaredDistance(std::span<const float> row, const double *centre)
{
    double sum = 0.0;
    for (std::size_t m = 0; m < row.size(); ++m)
        sum += std::pow(double(row[m]) - centre[m], 2);
    return sum;
}

// The least sum of squares over all ways to part a few rows into k groups, some perhaps empty.
double leastByTrial(const Features &features, std::size_t k)
{
    const std::size_t rows = features.rows();
    const std::size_t columns = features.columns();
    double least = std::numeric_limits<double>::infinity();
    const auto ways = static_cast<std::size_t>(std::llround(std::pow(k, rows)));
    for (std::size_t way = 0; way < ways; ++way) {
        std::vector<double> sums(k * columns, 0.0);
        std::vector<double> counts(k, 0.0);
        double squares = 0.0;
        std::size_t rest = way;
        for (std::size_t row = 0; row < rows; ++row, rest /= k) {
            counts[rest % k] += 1.0;
            for (std::size_t m = 0; m < columns; ++m) {
                const double x = double(features.row(row)[m]);
                sums[rest % k * columns + m] += x;
                squares += x * x;
            }
        }
        for (std::size_t i = 0; i < sums.size(); ++i)
            squares -= counts[i / columns] > 0.0 ? sums[i] * sums[i] / counts[i / columns] : 0.0;
        least = std::min(least, squares);
    }
    return least;
}

} // namespace

class TestKMeans : public QObject
{
    Q_OBJECT

private slots:
    void nearestCentresAreNearest();
    void smallObjectivesAreTheLeast();
    void resultIsAFixedPointOfItsParts();
    void clustersAreNumberedBySize();
    void hardDataIsSurvived();
    void sameBitsForAnyThreads();
    void boundsChangeNothing();
    void swapsFindWhatOneStartMissed();
    void miniBatchesComeNear();
    void badInputIsRefused();
    void cancelledProgressCancels();
    void sweepFallsWithK();
    void sweepGoesOnFromWhatIsKnown();
    void studyObjectivesAreReached();
};

void TestKMeans::nearestCentresAreNearest()
{
    const TrainingData data = toyClouds(157, 7, 3, 2);
    const TiledRows tiled(data.features);
    QCOMPARE(tiled.columns, std::size_t(8));
    std::vector<float> centres;
    for (std::size_t row = 0; row < 100; row += 20) {
        centres.insert(centres.end(), data.features.row(row).begin(), data.features.row(row).end());
        centres.push_back(0.0F);
    }
    std::vector<std::int32_t> labels(tiled.tiles() * TiledRows::lanes);
    std::vector<float> first(labels.size());
    std::vector<float> second(labels.size());
    findNearestTwo(tiled.tile(0), tiled.tiles(), 8, centres, {labels.data(), first.data(), second.data()});
    for (std::size_t row = 0; row < tiled.rows; ++row) {
        std::vector<double> distances;
        for (std::size_t j = 0; j < 5; ++j) {
            const std::vector<double> centre(centres.begin() + std::ptrdiff_t(j * 8),
                                             centres.begin() + std::ptrdiff_t(j * 8 + 7));
            distances.push_back(std::sqrt(squaredDistance(data.features.row(row), centre.data())));
        }
        std::sort(distances.begin(), distances.end());
        // Float: some units in the last place of distances up to 20.
        QVERIFY(std::abs(double(first[row]) - distances[0]) < 1e-5);
        QVERIFY(std::abs(double(second[row]) - distances[1]) < 1e-5);
        if (row % 20 == 0 && row < 100)
            QCOMPARE(labels[row], static_cast<std::int32_t>(row / 20));
    }
    findNearestTwo(tiled.tile(0), 1, 8, std::span(centres).first(8),
                   {labels.data(), first.data(), second.data()});
    QVERIFY(std::isinf(second[0]) && labels[0] == 0);
}

void TestKMeans::smallObjectivesAreTheLeast()
{
    for (std::uint64_t seed = 0; seed < 8; ++seed) {
        const TrainingData data = toyClouds(9, 2, 3, seed, seed % 2 == 0 ? 1.0F : 0.0F);
        for (const std::size_t k : {2, 3}) {
            const double least = leastByTrial(data.features, k);
            QVERIFY(std::abs(cluster(data.features, k, 60).wcss - least) < 1e-9 * (1.0 + least));
        }
    }
}

void TestKMeans::resultIsAFixedPointOfItsParts()
{
    const TrainingData data = toyClouds(3001, 5, 4, 3);
    const KMeansResult result = cluster(data.features, 6);
    QVERIFY(result.converged);
    QCOMPARE(result.labels.size(), std::size_t(3001));
    double wcss = 0.0;
    for (std::size_t row = 0; row < data.features.rows(); ++row) {
        const auto own = static_cast<std::size_t>(result.labels[row]);
        const double distance = squaredDistance(data.features.row(row), result.centres.data() + own * 5);
        for (std::size_t j = 0; j < 6; ++j)
            QVERIFY(distance <=
                    squaredDistance(data.features.row(row), result.centres.data() + j * 5) * (1.0 + 1e-12));
        wcss += distance;
    }
    QVERIFY(std::abs(wcss - result.wcss) < 1e-9 * wcss);
}

void TestKMeans::clustersAreNumberedBySize()
{
    // 2, 5 and 3 rows far apart.
    const Features features = toyFeatures(1, {0, 1, 100, 101, 102, 103, 104, 200, 201, 202});
    const KMeansResult result = cluster(features, 3);
    QCOMPARE(result.labels, (std::vector<std::int32_t>{2, 2, 0, 0, 0, 0, 0, 1, 1, 1}));
    QCOMPARE(result.centres, (std::vector<double>{102.0, 201.0, 0.5}));
    QCOMPARE(result.wcss, 10.0 + 2.0 + 0.5);
    QCOMPARE(result.sizes, (std::vector<std::size_t>{5, 3, 2}));
}

void TestKMeans::hardDataIsSurvived()
{
    QCOMPARE(cluster(toyFeatures(2, {1, 2}), 1).wcss, 0.0);
    // One cluster a row; then fewer distinct rows than clusters.
    const KMeansResult each = cluster(toyFeatures(1, {3, 1, 4, 15}), 4);
    QCOMPARE(each.wcss, 0.0);
    QCOMPARE(std::set<std::int32_t>(each.labels.begin(), each.labels.end()).size(), std::size_t(4));
    const KMeansResult same = cluster(toyFeatures(1, {5, 5, 5, 7}), 3);
    QCOMPARE(same.wcss, 0.0);
    QVERIFY(same.converged);
    QCOMPARE(same.labels, (std::vector<std::int32_t>{0, 0, 0, 1}));
    QCOMPARE(same.sizes, (std::vector<std::size_t>{3, 1, 0}));
    // A constant feature changes nothing.
    const Features plain = toyFeatures(1, {0, 1, 10, 11});
    const Features padded = toyFeatures(2, {0, 9, 1, 9, 10, 9, 11, 9});
    QCOMPARE(cluster(plain, 2).wcss, cluster(padded, 2).wcss);
}

void TestKMeans::sameBitsForAnyThreads()
{
    const TrainingData data = toyClouds(2500, 6, 5, 4);
    setThreadCount(1);
    const KMeansResult one = cluster(data.features, 7, 9);
    for (const int threads : {2, 3}) {
        setThreadCount(threads);
        const KMeansResult other = cluster(data.features, 7, 9);
        QVERIFY(other.labels == one.labels);
        QVERIFY(other.centres == one.centres);
        QVERIFY(other.wcss == one.wcss);
        QCOMPARE(other.bestRestart, one.bestRestart);
    }
    setThreadCount(0);
    // Swaps can only do better.
    const auto plain = [&](std::size_t restarts) {
        KMeansOptions options;
        options.clusters = 7;
        options.restarts = restarts;
        options.swaps = 0;
        return kMeans(data.features, options, Progress::none()).value().wcss;
    };
    QVERIFY(one.wcss <= plain(9));
}

// Lloyd's iteration without shortcuts, in double, from the centres given.
static double lloyd(const Features &features, std::vector<double> centres, std::size_t iterations)
{
    const std::size_t columns = features.columns();
    const std::size_t k = centres.size() / columns;
    double wcss = 0.0;
    for (std::size_t i = 0; i < iterations; ++i) {
        std::vector<double> sums(centres.size(), 0.0);
        std::vector<double> counts(k, 0.0);
        wcss = 0.0;
        for (std::size_t row = 0; row < features.rows(); ++row) {
            std::size_t own = 0;
            double least = std::numeric_limits<double>::infinity();
            for (std::size_t j = 0; j < k; ++j) {
                const double distance = squaredDistance(features.row(row), centres.data() + j * columns);
                if (distance < least) {
                    least = distance;
                    own = j;
                }
            }
            wcss += least;
            counts[own] += 1.0;
            for (std::size_t m = 0; m < columns; ++m)
                sums[own * columns + m] += double(features.row(row)[m]);
        }
        for (std::size_t j = 0; j < sums.size(); ++j)
            centres[j] = sums[j] / counts[j / columns];
    }
    return wcss;
}

void TestKMeans::boundsChangeNothing()
{
    const TrainingData data = toyClouds(3000, 5, 4, 11);
    const TiledRows tiled(data.features);
    std::vector<float> start;
    std::vector<double> centres;
    for (std::size_t row = 0; row < 9; ++row) {
        for (const float x : data.features.row(row * 300)) {
            start.push_back(x);
            centres.push_back(double(x));
        }
        start.insert(start.end(), tiled.columns - 5, 0.0F);
    }
    for (const std::size_t iterations : {2, 5, 20}) {
        KMeansRun run(tiled, 9, Random(1, RandomPurpose::Test));
        QVERIFY(run.run(start, iterations, Progress::none()));
        // The run's sum is of the new means, so it lies between those of this assignment and the next; rows
        // that float puts on another side than double are next to the boundary.
        QVERIFY(run.wcss() <= lloyd(data.features, centres, iterations) * (1.0 + 1e-6));
        QVERIFY(run.wcss() >= lloyd(data.features, centres, iterations + 1) * (1.0 - 1e-6));
    }
}

void TestKMeans::swapsFindWhatOneStartMissed()
{
    const TrainingData data = toyClouds(4000, 4, 5, 12);
    KMeansOptions options;
    options.clusters = 12;
    options.restarts = 1;
    double without = 0.0;
    double with = 0.0;
    for (options.seed = 0; options.seed < 8; ++options.seed) {
        options.swaps = 0;
        const KMeansResult plain = kMeans(data.features, options, Progress::none()).value();
        QCOMPARE(plain.improvements, std::size_t(0));
        options.swaps = 64;
        const KMeansResult swapped = kMeans(data.features, options, Progress::none()).value();
        QVERIFY(swapped.wcss <= plain.wcss);
        QVERIFY(swapped.improvements > 0 || swapped.wcss == plain.wcss);
        without += plain.wcss;
        with += swapped.wcss;
    }
    QVERIFY(with < without);
}

void TestKMeans::miniBatchesComeNear()
{
    const TrainingData data = toyClouds(20000, 5, 4, 13);
    KMeansOptions options;
    options.clusters = 4;
    options.restarts = 5;
    const KMeansResult exact = kMeans(data.features, options, Progress::none()).value();
    QVERIFY(!exact.miniBatch);
    options.exactUpTo = 10000;
    options.miniBatch.sampleRows = 2000;
    options.miniBatch.rows = 500;
    setThreadCount(1);
    const KMeansResult batches = kMeans(data.features, options, Progress::none()).value();
    QVERIFY(batches.miniBatch && !batches.converged);
    QCOMPARE(batches.iterations, std::size_t(40)); // as many rows as there are, 500 at a time
    QVERIFY(batches.wcss >= exact.wcss * (1.0 - 1e-9));
    // The sample's centres are off by sqrt(4 * 5 / 2000) deviations or so in all: a part in a thousand.
    QVERIFY(batches.wcss < exact.wcss * 1.005);
    QVERIFY(std::is_sorted(batches.sizes.rbegin(), batches.sizes.rend()));
    for (std::size_t j = 0; j < 4; ++j)
        QCOMPARE(std::size_t(std::count(batches.labels.begin(), batches.labels.end(), std::int32_t(j))),
                 batches.sizes[j]);
    setThreadCount(3);
    const KMeansResult again = kMeans(data.features, options, Progress::none()).value();
    setThreadCount(0);
    QVERIFY(again.labels == batches.labels && again.centres == batches.centres);
    for (const int patience : {0, 3, 60}) {
        WatchedProgress cancelled(patience);
        QVERIFY(kMeans(data.features, options, cancelled).error().kind == ErrorKind::Cancelled);
    }
}

void TestKMeans::badInputIsRefused()
{
    const Features features = toyFeatures(1, {1, 2, 3});
    const auto refused = [&](std::size_t k, std::size_t restarts) {
        KMeansOptions options;
        options.clusters = k;
        options.restarts = restarts;
        return !kMeans(features, options, Progress::none());
    };
    QVERIFY(refused(4, 1));
    QVERIFY(refused(0, 1));
    QVERIFY(refused(2, 0));
    QVERIFY(!refused(3, 1));
    QVERIFY(!kMeans(Features(), {}, Progress::none()));
    const float nan = std::numeric_limits<float>::quiet_NaN();
    const auto result = kMeans(toyFeatures(1, {1, nan}), {1, 1, 10, 1, 0, 1, 10, {}}, Progress::none());
    QCOMPARE(result.error().where, std::string("feature f0"));
}

void TestKMeans::cancelledProgressCancels()
{
    const TrainingData data = toyClouds(3000, 4, 4, 5);
    for (const int patience : {0, 3, 40}) {
        WatchedProgress cancelled(patience);
        QVERIFY(kMeans(data.features, {}, cancelled).error().kind == ErrorKind::Cancelled);
        WatchedProgress sweepCancelled(patience);
        QVERIFY(kSweep(data.features, {}, sweepCancelled).error().kind == ErrorKind::Cancelled);
    }
    WatchedProgress watched;
    QVERIFY(kMeans(data.features, {}, watched).ok());
    QCOMPARE(watched.last.load(), 1.0);
}

void TestKMeans::sweepFallsWithK()
{
    const TrainingData data = toyClouds(600, 3, 4, 7);
    KSweepOptions options;
    options.first = 1;
    options.last = 6;
    WatchedProgress watched;
    const std::vector<KSweepPoint> points = kSweep(data.features, options, watched).value();
    QCOMPARE(points.size(), std::size_t(6));
    QVERIFY(std::isnan(points[0].silhouette));
    for (std::size_t i = 1; i < points.size(); ++i) {
        QCOMPARE(points[i].clusters, i + 1);
        QVERIFY(points[i].wcss < points[i - 1].wcss);
        QVERIFY(points[i].silhouette > -1.0 && points[i].silhouette < 1.0);
    }
    QCOMPARE(watched.last.load(), 1.0);
    options.first = 7;
    QVERIFY(kSweep(data.features, options, Progress::none()).error().kind == ErrorKind::Usage);
}

void TestKMeans::sweepGoesOnFromWhatIsKnown()
{
    const TrainingData data = toyClouds(300, 3, 4, 7);
    KSweepOptions options;
    options.last = 6;
    options.references = 2;
    options.resamples = 2;
    const std::vector<KSweepPoint> whole = kSweep(data.features, options, Progress::none()).value();
    std::vector<KSweepPoint> known{whole[3], whole[1], whole[0]}; // 5, 3 and 2 of 2 to 6
    known[1].gap = known[1].stability = ClusterQuality::unknown;  // 3 was not compared yet
    known[2].wcss = 12345.0;                                      // so that it can be told
    known.push_back(whole[4]);
    known.back().clusters = 7; // out of the range
    std::vector<std::size_t> told;
    const std::vector<KSweepPoint> points =
        kSweep(
            data.features, options, Progress::none(),
            [&](const std::vector<KSweepPoint> &some) { told.push_back(some.size()); }, known)
            .value();
    QCOMPARE(told, (std::vector<std::size_t>{3, 4, 5, 5, 5, 5})); // known; 4, 6; then 3, 4 and 6 are compared
    QCOMPARE(points.size(), whole.size());
    QCOMPARE(points[0].wcss, 12345.0);
    for (std::size_t i = 0; i < points.size(); ++i) {
        QCOMPARE(points[i].clusters, whole[i].clusters);
        QVERIFY(i == 0 || points[i].wcss == whole[i].wcss);
        QVERIFY(points[i].gap == whole[i].gap && points[i].stability == whole[i].stability);
        QVERIFY(points[i].silhouette == whole[i].silhouette);
    }
}

void TestKMeans::studyObjectivesAreReached()
{
    GENRELENS_NEED_STUDY(data);
    // The best of 20 starts of scikit-learn: 875,552.8 (original scaling) and 819,764.2 (all standardized).
    // Six starts of this seed come near enough to spare debug builds the default fifty.
    const KMeansResult original = cluster(data.features, 8, 6);
    QVERIFY2(original.wcss <= 876300.0, qPrintable(QString::number(original.wcss, 'f', 1)));
    // wcss.csv of the reference, at the first number of clusters where starts alone would stay above it.
    QVERIFY(cluster(data.features, 12, 10).wcss <= 789854.958);
    std::vector<float> values(data.features.values().begin(), data.features.values().end());
    for (std::size_t i = 0; i < values.size(); ++i) {
        const FeatureScaling &scaling = data.features.scalings()[i % data.features.columns()];
        if (!scaling.standardized)
            values[i] = static_cast<float>((double(values[i]) - scaling.mean) / scaling.sd);
    }
    const Features all = toyFeatures(data.features.columns(), std::move(values));
    const KMeansResult standardized = cluster(all, 8, 6);
    QVERIFY2(standardized.wcss <= 819800.0, qPrintable(QString::number(standardized.wcss, 'f', 1)));
}

QTEST_APPLESS_MAIN(TestKMeans)
#include "tst_k_means.moc"
