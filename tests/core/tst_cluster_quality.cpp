#include "core/base/parallel.h"
#include "core/cluster/cluster_choice.h"
#include "core/cluster/gap.h"
#include "core/cluster/k_means.h"
#include "core/cluster/row_sample.h"
#include "core/cluster/stability.h"
#include "core/cluster/validity.h"
#include "tests/support/shared_data.h"
#include "tests/support/study_features.h"
#include "tests/support/toy_data.h"

#include <QTest>

#include <algorithm>
#include <cmath>
#include <fstream>
#include <limits>
#include <nlohmann/json.hpp>
#include <set>

using namespace genrelens;
using namespace genrelens::test;

namespace
{

bool near(double found, double expected, double relative)
{
    return std::abs(found - expected) <= relative * std::abs(expected);
}

// Clouds so far apart that every start finds them.
Features islands(std::size_t rows, std::size_t count, std::uint64_t seed)
{
    Random random(seed, RandomPurpose::Test, 5);
    std::vector<float> values;
    for (std::size_t row = 0; row < rows; ++row)
        for (std::size_t m = 0; m < 3; ++m)
            values.push_back(static_cast<float>(random.normal() + (row % count % 3 == m ? 40.0 : 0.0) +
                                                20.0 * double(row % count / 3)));
    return toyFeatures(3, std::move(values));
}

double wcssOf(const Features &features, std::size_t k)
{
    KMeansOptions options;
    options.clusters = k;
    options.restarts = 5;
    return kMeans(features, options, Progress::none()).value().wcss;
}

ClusterQuality quality(std::size_t clusters, double silhouette, double stability = ClusterQuality::unknown)
{
    ClusterQuality found;
    found.clusters = clusters;
    found.silhouette = silhouette;
    found.stability = stability;
    return found;
}

double distanceBetween(std::span<const float> a, std::span<const float> b)
{
    double sum = 0.0;
    for (std::size_t m = 0; m < a.size(); ++m)
        sum += std::pow(double(a[m]) - double(b[m]), 2);
    return std::sqrt(sum);
}

// Definition, without shortcuts.
double silhouetteByDefinition(const Features &features, std::span<const std::int32_t> labels, std::size_t k)
{
    double total = 0.0;
    for (std::size_t i = 0; i < features.rows(); ++i) {
        std::vector<double> sums(k, 0.0);
        std::vector<double> counts(k, 0.0);
        for (std::size_t j = 0; j < features.rows(); ++j) {
            const auto c = static_cast<std::size_t>(labels[j]);
            sums[c] += distanceBetween(features.row(i), features.row(j));
            counts[c] += i == j ? 0.0 : 1.0;
        }
        const auto own = static_cast<std::size_t>(labels[i]);
        if (counts[own] == 0.0)
            continue;
        double b = std::numeric_limits<double>::infinity();
        for (std::size_t c = 0; c < k; ++c)
            if (c != own && counts[c] > 0.0)
                b = std::min(b, sums[c] / counts[c]);
        const double a = sums[own] / counts[own];
        total += (b - a) / std::max(a, b);
    }
    return total / static_cast<double>(features.rows());
}

} // namespace

class TestClusterQuality : public QObject
{
    Q_OBJECT

private slots:
    void silhouetteIsItsDefinition();
    void silhouetteRefusesAndSamples();
    void dispersionIsItsDefinition();
    void dispersionRefuses();
    void standardErrorIsThatOfAMean();
    void studyIndicesAreTheReference();
    void clearClustersAreStable();
    void chanceIsNotStable();
    void gapFindsIslands();
    void referenceFillsTheBox();
    void kneeIsTheBend();
    void votesDecide();
    void threadsChangeNothing();
    void cancelledProgressCancels();
};

void TestClusterQuality::silhouetteIsItsDefinition()
{
    // 0, 1 | 5: a = 1, b = 5 and 4; the lone row counts 0: (4/5 + 3/4 + 0) / 3.
    const Features three = toyFeatures(1, {0, 1, 5});
    const std::vector<std::int32_t> labels = {0, 0, 1};
    const double closed = silhouette(three, labels, allRows(3), Progress::none()).value().mean;
    QVERIFY(std::abs(closed - (0.8 + 0.75) / 3.0) < 1e-15);
    const TrainingData data = toyClouds(300, 3, 4, 6);
    const double slow = silhouetteByDefinition(data.features, data.labels.codes(), 4);
    for (const int threads : {1, 2, 3}) {
        setThreadCount(threads);
        const double fast =
            silhouette(data.features, data.labels.codes(), data.rows, Progress::none()).value().mean;
        QVERIFY(std::abs(fast - slow) < 1e-12);
    }
    setThreadCount(0);
}

void TestClusterQuality::silhouetteRefusesAndSamples()
{
    const Features features = toyFeatures(1, {0, 1, 5});
    const auto fails = [&](const std::vector<std::int32_t> &labels, const std::vector<std::uint32_t> &rows) {
        return !silhouette(features, labels, rows, Progress::none());
    };
    QVERIFY(fails({0, 0, 0}, allRows(3)));
    QVERIFY(fails({0, 1, 2}, allRows(3)));
    QVERIFY(fails({0, 0, unlabelled}, allRows(3)));
    QVERIFY(fails({0, 1}, allRows(2)));
    QVERIFY(fails({0, 0, 1}, {7}));
    const std::vector<std::uint32_t> sample = sampleRows(1000, 100, 3);
    QCOMPARE(sample.size(), std::size_t(100));
    QVERIFY(std::is_sorted(sample.begin(), sample.end()));
    QCOMPARE(std::set<std::uint32_t>(sample.begin(), sample.end()).size(), std::size_t(100));
    QVERIFY(sampleRows(1000, 100, 4) != sample);
    QCOMPARE(sampleRows(5, 100, 3), allRows(5));
}

void TestClusterQuality::dispersionIsItsDefinition()
{
    // Means 1 and 11 of 0, 2 | 10, 12, and 6 of all: between 4 * 25, within 4 * 1, spreads of 1, 10 apart.
    const Features features = toyFeatures(1, {0, 2, 10, 12, 99});
    const std::vector<std::int32_t> labels = {0, 0, 2, 2, unlabelled};
    const Dispersion found = dispersion(features, labels, allRows(5), Progress::none()).value();
    QCOMPARE(found.calinskiHarabasz, (100.0 / 1.0) / (4.0 / 2.0));
    QCOMPARE(found.daviesBouldin, 0.2);
    // Three classes: the worst neighbour of each counts.
    const Features three = toyFeatures(1, {0, 2, 10, 12, 30, 34});
    const Dispersion worst =
        dispersion(three, std::vector<std::int32_t>{0, 0, 1, 1, 2, 2}, allRows(6), Progress::none()).value();
    QVERIFY(near(worst.daviesBouldin, (2.0 / 10.0 + 2.0 / 10.0 + 3.0 / 21.0) / 3.0, 1e-15));
    const Features points = toyFeatures(1, {1, 1, 3, 3});
    const Dispersion tight =
        dispersion(points, std::vector<std::int32_t>{0, 0, 1, 1}, allRows(4), Progress::none()).value();
    QVERIFY(std::isinf(tight.calinskiHarabasz));
    QCOMPARE(tight.daviesBouldin, 0.0);
}

void TestClusterQuality::dispersionRefuses()
{
    const Features features = toyFeatures(1, {0, 1, 5});
    const auto fails = [&](const std::vector<std::int32_t> &labels) {
        return !dispersion(features, labels, allRows(3), Progress::none());
    };
    QVERIFY(fails({0, 0, 0}));
    QVERIFY(fails({0, 1, 2}));
    QVERIFY(fails({0, 1}));
    QVERIFY(!fails({0, 1, 1}));
}

void TestClusterQuality::standardErrorIsThatOfAMean()
{
    // The silhouettes are 4/5, 3/4 and 0 (see tst_k_means).
    const Silhouette found = silhouette(toyFeatures(1, {0, 1, 5}), std::vector<std::int32_t>{0, 0, 2},
                                        allRows(3), Progress::none())
                                 .value();
    const double mean = 1.55 / 3.0;
    const double squares = std::pow(0.8 - mean, 2) + std::pow(0.75 - mean, 2) + mean * mean;
    QVERIFY(near(found.mean, mean, 1e-15));
    QVERIFY(near(found.standardError, std::sqrt(squares / 2.0 / 3.0), 1e-14));
    QCOMPARE(found.rows, std::size_t(3));
    QVERIFY(near(found.classMeans[0], 0.775, 1e-15));
    QVERIFY(std::isnan(found.classMeans[1]));
    QCOMPARE(found.classMeans[2], 0.0);
}

void TestClusterQuality::studyIndicesAreTheReference()
{
    GENRELENS_NEED_STUDY(study);
    GENRELENS_NEED_SHARED(path, "reference/sample5000_rows.csv");
    GENRELENS_NEED_SHARED(numbers, "reference/study_numbers.json");
    const auto reference = nlohmann::json::parse(std::ifstream(numbers));
    const std::vector<std::uint32_t> sample = rowsOfFile(path);
    const std::vector<std::uint32_t> all = allRows(study.features.rows());
    for (const auto &[name, labels] :
         {std::pair("super_genre", study.superGenres), std::pair("cluster", study.clusters)}) {
        for (const auto &[section, rows] :
             {std::pair("validity_on_sample5000", sample), std::pair("validity_all_rows", all)}) {
            const auto &expected = reference[section][name];
            const Dispersion found =
                dispersion(study.features, labels.codes(), rows, Progress::none()).value();
            QVERIFY(near(found.calinskiHarabasz, expected["calinski_harabasz"], 1e-6));
            QVERIFY(near(found.daviesBouldin, expected["davies_bouldin"], 1e-6));
        }
        const Silhouette found = silhouette(study.features, labels.codes(), sample, Progress::none()).value();
        const double expected = reference["validity_on_sample5000"][name]["silhouette"];
        QVERIFY(std::abs(found.mean - expected) < 1e-9);
    }
}

void TestClusterQuality::clearClustersAreStable()
{
    StabilityOptions options;
    options.clusters = 3;
    options.resamples = 5;
    const Stability found = stability(islands(600, 3, 1), options, Progress::none()).value();
    QCOMPARE(found.adjustedRand, std::vector<double>(10, 1.0));
    QCOMPARE(found.meanAdjustedRand, 1.0);
    QCOMPARE(found.deviation, 0.0);
    options.resamples = 1;
    QVERIFY(stability(islands(600, 3, 1), options, Progress::none()).error().kind == ErrorKind::Usage);
    options.resamples = 3;
    QVERIFY(!stability(Features(), options, Progress::none()));
}

void TestClusterQuality::chanceIsNotStable()
{
    // One round cloud cut in five: where the cuts lie is up to the resample.
    StabilityOptions options;
    options.clusters = 5;
    options.rows = 300;
    const Features cloud = islands(1500, 1, 2);
    const Stability found = stability(cloud, options, Progress::none()).value();
    QVERIFY(found.meanAdjustedRand < 0.9);
    QVERIFY(found.deviation > 0.0);
    options.seed = 2;
    QVERIFY(stability(cloud, options, Progress::none()).value().meanAdjustedRand != found.meanAdjustedRand);
}

void TestClusterQuality::gapFindsIslands()
{
    const Features features = islands(900, 4, 3);
    const ReferenceBox box = referenceBox(features, Progress::none()).value();
    std::vector<ClusterQuality> qualities;
    for (std::size_t k = 1; k <= 6; ++k) {
        const double wcss = wcssOf(features, k);
        const GapPoint point = gapStatistic(features, box, k, wcss, {}, Progress::none()).value();
        QVERIFY(point.error > 0.0);
        QVERIFY(near(std::log(point.expectedWcss) - std::log(wcss), point.gap, 1e-9));
        qualities.push_back({k, wcss, {}, {}, {}, point.gap, point.error, {}});
    }
    const ClusterChoice choice = chooseClusters(qualities);
    QCOMPARE(choice.cast.front().criterion, ClusterCriterion::Gap);
    QCOMPARE(choice.cast.front().clusters, std::size_t(4));
    // A reference of fewer rows is scaled up: the same but for chance and what k means fit of fewer rows.
    const GapPoint whole = gapStatistic(features, box, 2, 1.0, {}, Progress::none()).value();
    GapOptions fewer;
    fewer.rows = 450;
    const GapPoint half = gapStatistic(features, box, 2, 1.0, fewer, Progress::none()).value();
    QVERIFY(near(half.expectedWcss, whole.expectedWcss, 0.1));
    fewer.references = 0;
    QVERIFY(gapStatistic(features, box, 2, 1.0, fewer, Progress::none()).error().kind == ErrorKind::Usage);
}

void TestClusterQuality::referenceFillsTheBox()
{
    // On the diagonal: one axis of length 10 sqrt 2, the other of none.
    std::vector<float> values;
    for (int i = 0; i <= 10; ++i)
        values.insert(values.end(), 2, static_cast<float>(i));
    const Features line = toyFeatures(2, std::move(values));
    const ReferenceBox box = referenceBox(line, Progress::none()).value();
    const Features drawn = drawReference(line, box, {}, 0);
    QCOMPARE(drawn.rows(), std::size_t(11));
    for (std::size_t row = 0; row < drawn.rows(); ++row) {
        QVERIFY(std::abs(drawn.row(row)[0] - drawn.row(row)[1]) < 1e-5F);
        QVERIFY(drawn.row(row)[0] > -1e-5F && drawn.row(row)[0] < 10.0F + 1e-5F);
    }
    QVERIFY(std::ranges::equal(drawReference(line, box, {}, 0).values(), drawn.values()));
    QVERIFY(!std::ranges::equal(drawReference(line, box, {}, 1).values(), drawn.values()));
}

void TestClusterQuality::kneeIsTheBend()
{
    std::vector<double> x;
    std::vector<double> bent;
    std::vector<double> straight;
    std::vector<double> inverse;
    for (int i = 0; i < 10; ++i) {
        x.push_back(double(i));
        bent.push_back(i < 4 ? 100.0 - 20.0 * i : 40.0 - (i - 3));
        straight.push_back(100.0 - 5.0 * i);
        inverse.push_back(1.0 / (1.0 + double(i)));
    }
    QCOMPARE(kneePoint(x, bent), std::optional<std::size_t>(3));
    QCOMPARE(kneePoint(x, straight), std::nullopt);
    // Of 1 / (1 + x) over 0..9 the chord's slope is -1/10: the bend is where (1 + x)^2 = 10.
    QCOMPARE(kneePoint(x, inverse), std::optional<std::size_t>(2));
    QCOMPARE(kneePoint(std::span(x).first(2), std::span(bent).first(2)), std::nullopt);
    QCOMPARE(kneePoint(x, std::vector<double>(10, 1.0)), std::nullopt);
    QCOMPARE(kneePoint({}, {}), std::nullopt);
    bent[2] = std::numeric_limits<double>::quiet_NaN();
    QVERIFY(kneePoint(x, std::vector<double>(10, bent[2])) == std::nullopt);
}

void TestClusterQuality::votesDecide()
{
    QCOMPARE(chooseClusters({}).clusters, std::size_t(0));
    const std::vector<ClusterQuality> nothing{quality(2, ClusterQuality::unknown)};
    QCOMPARE(chooseClusters(nothing).clusters, std::size_t(0));
    std::vector<ClusterQuality> qualities{quality(2, 0.3), quality(3, 0.4, 0.5), quality(4, 0.2, 0.9),
                                          quality(5, 0.1)};
    ClusterChoice choice = chooseClusters(qualities);
    QCOMPARE(choice.clusters, std::size_t(3));
    QCOMPARE(choice.votes, std::size_t(1));
    QCOMPARE(choice.stability, 0.5);
    // One each: the more stable.
    for (ClusterQuality &each : qualities)
        each.daviesBouldin = each.clusters == 4 ? 1.0 : 2.0;
    choice = chooseClusters(qualities);
    QCOMPARE(choice.clusters, std::size_t(4));
    QCOMPARE(choice.cast.size(), std::size_t(2));
    QCOMPARE(choice.cast.back().figure, 1.0);
    // An optimum at the end of the range gives way to one within it, but is better than none.
    for (ClusterQuality &each : qualities)
        each.calinskiHarabasz = -double(each.clusters);
    QVERIFY(chooseClusters(qualities).cast[1].atEdge);
    QCOMPARE(chooseClusters(qualities).clusters, std::size_t(4));
    for (ClusterQuality &each : qualities)
        each.silhouette = each.daviesBouldin = ClusterQuality::unknown;
    QCOMPARE(chooseClusters(qualities).clusters, std::size_t(2));
}

void TestClusterQuality::threadsChangeNothing()
{
    const TrainingData data = toyClouds(1500, 4, 3, 8);
    StabilityOptions options;
    options.clusters = 4;
    options.resamples = 3;
    std::vector<std::vector<double>> seen;
    for (const int threads : {1, 2, 3}) {
        setThreadCount(threads);
        const Silhouette width =
            silhouette(data.features, data.labels.codes(), data.rows, Progress::none()).value();
        const Dispersion spread =
            dispersion(data.features, data.labels.codes(), data.rows, Progress::none()).value();
        const Stability stable = stability(data.features, options, Progress::none()).value();
        const ReferenceBox box = referenceBox(data.features, Progress::none()).value();
        const GapPoint gap =
            gapStatistic(data.features, box, 3, 1.0, {3, 1000, 2, 1}, Progress::none()).value();
        seen.push_back({width.mean, width.standardError, spread.calinskiHarabasz, spread.daviesBouldin,
                        stable.meanAdjustedRand, gap.gap, gap.error});
    }
    setThreadCount(0);
    QVERIFY(seen[0] == seen[1] && seen[0] == seen[2]);
}

void TestClusterQuality::cancelledProgressCancels()
{
    const TrainingData data = toyClouds(1500, 4, 3, 8);
    const ReferenceBox box = referenceBox(data.features, Progress::none()).value();
    for (const int patience : {0, 5}) {
        const auto cancels = [&](const auto &call) {
            WatchedProgress progress(patience);
            return call(progress).error().kind == ErrorKind::Cancelled;
        };
        QVERIFY(cancels([&](Progress &p) { return stability(data.features, {}, p); }));
        QVERIFY(cancels([&](Progress &p) { return gapStatistic(data.features, box, 3, 1.0, {}, p); }));
        QVERIFY(cancels(
            [&](Progress &p) { return silhouette(data.features, data.labels.codes(), data.rows, p); }));
    }
    WatchedProgress cancelled(0);
    QVERIFY(referenceBox(data.features, cancelled).error().kind == ErrorKind::Cancelled);
    WatchedProgress other(0);
    QVERIFY(dispersion(data.features, data.labels.codes(), data.rows, other).error().kind ==
            ErrorKind::Cancelled);
}

QTEST_APPLESS_MAIN(TestClusterQuality)
#include "tst_cluster_quality.moc"
