#include "core/base/parallel.h"
#include "core/embed/map_quality.h"
#include "core/embed/pca.h"
#include "tests/support/toy_data.h"

#include <QTest>

#include <algorithm>
#include <cmath>
#include <set>
#include <utility>

using namespace genrelens;
using namespace genrelens::test;

namespace
{

using Ranked = std::vector<std::pair<double, std::uint32_t>>;

// All other rows by a distance, of equals the lower row first.
template <typename Distance>
Ranked ranked(std::size_t rows, std::uint32_t row, const Distance &distance)
{
    Ranked all;
    for (std::uint32_t i = 0; i < rows; ++i)
        if (i != row)
            all.emplace_back(distance(i), i);
    std::sort(all.begin(), all.end());
    return all;
}

Ranked rankedByFeatures(const Features &features, std::uint32_t row, Metric metric)
{
    return ranked(features.rows(), row, [&](std::uint32_t i) {
        double squares = 0.0;
        double absolutes = 0.0;
        double products = 0.0;
        double ofA = 0.0;
        double ofB = 0.0;
        for (std::size_t m = 0; m < features.columns(); ++m) {
            const auto a = static_cast<double>(features.row(i)[m]);
            const auto b = static_cast<double>(features.row(row)[m]);
            squares += (a - b) * (a - b);
            absolutes += std::abs(a - b);
            products += a * b;
            ofA += a * a;
            ofB += b * b;
        }
        if (metric == Metric::Cosine)
            return ofA > 0.0 && ofB > 0.0 ? 1.0 - products / std::sqrt(ofA * ofB) : 1.0;
        return metric == Metric::Manhattan ? absolutes : squares;
    });
}

Ranked rankedOnMap(std::span<const MapPoint> points, std::uint32_t row)
{
    return ranked(points.size(), row, [&](std::uint32_t i) {
        return std::pow(static_cast<double>(points[i].x) - static_cast<double>(points[row].x), 2) +
               std::pow(static_cast<double>(points[i].y) - static_cast<double>(points[row].y), 2);
    });
}

// The definition, over all rows.
MapQuality definition(const Features &features, std::span<const MapPoint> points, std::size_t k,
                      Metric metric)
{
    double beyond = 0.0;
    double kept = 0.0;
    for (std::uint32_t i = 0; i < features.rows(); ++i) {
        const Ranked high = rankedByFeatures(features, i, metric);
        const Ranked low = rankedOnMap(points, i);
        for (std::size_t j = 0; j < k; ++j) {
            const auto found = std::find_if(high.begin(), high.end(),
                                            [&](const auto &one) { return one.second == low[j].second; });
            const auto rank = static_cast<std::size_t>(found - high.begin()) + 1;
            beyond += rank > k ? static_cast<double>(rank - k) : 0.0;
            kept += rank <= k ? 1.0 : 0.0;
        }
    }
    const auto n = static_cast<double>(features.rows());
    const auto kk = static_cast<double>(k);
    return {1.0 - 2.0 / (n * kk * (2.0 * n - 3.0 * kk - 1.0)) * beyond, kept / (n * kk), k, features.rows()};
}

std::vector<MapPoint> flat(const Features &features)
{
    std::vector<MapPoint> points;
    for (std::size_t i = 0; i < features.rows(); ++i)
        points.push_back({features.row(i)[0], features.columns() > 1 ? features.row(i)[1] : 0.0F});
    return points;
}

MapQuality measured(const Features &features, std::span<const MapPoint> points, std::size_t k,
                    std::size_t queries = 1'000'000, Metric metric = Metric::Euclidean)
{
    return measureMap(features, points, {k, metric, queries, 5}, Progress::none()).value();
}

NeighbourLists listsOf(const Features &features, std::size_t k)
{
    NeighbourOptions options;
    options.neighbours = k;
    return nearestNeighbours(features, options, Progress::none()).value();
}

} // namespace

class TestMapQuality : public QObject
{
    Q_OBJECT

private slots:
    void qualityIsThatOfTheDefinition_data();
    void qualityIsThatOfTheDefinition();
    void neighboursAreThoseOfTheLists();
    void aFaithfulMapIsPerfect();
    void farthestNeighboursAreWorst();
    void aSampleIsNearTheWhole();
    void neighboursAreAtMostHalf();
    void survivalIsThatOfTheDefinition_data();
    void survivalIsThatOfTheDefinition();
    void threadsChangeNothing();
    void theyCanBeCancelled();
    void mapsOfOtherRowsAreRefused();
};

void TestMapQuality::qualityIsThatOfTheDefinition_data()
{
    QTest::addColumn<int>("rows");
    QTest::addColumn<int>("columns");
    QTest::addColumn<int>("k");
    QTest::addColumn<double>("grid");
    QTest::newRow("three rows") << 3 << 2 << 1 << 0.0;
    QTest::newRow("a few") << 40 << 3 << 5 << 0.0;
    QTest::newRow("tiles not full") << 300 << 7 << 15 << 0.0;
    QTest::newRow("many ties") << 300 << 4 << 15 << 0.7;
    QTest::newRow("one column") << 150 << 1 << 10 << 2.0;
    QTest::newRow("many neighbours") << 300 << 5 << 140 << 0.0;
}

void TestMapQuality::qualityIsThatOfTheDefinition()
{
    QFETCH(const int, rows);
    QFETCH(const int, columns);
    QFETCH(const int, k);
    QFETCH(const double, grid);
    const Features features = toyClouds(static_cast<std::size_t>(rows), static_cast<std::size_t>(columns), 3,
                                        21, static_cast<float>(grid))
                                  .features;
    const std::vector<MapPoint> points = flat(features);
    for (const Metric metric : {Metric::Euclidean, Metric::Manhattan, Metric::Cosine}) {
        if (metric == Metric::Cosine && (grid > 0.0 || columns == 1))
            continue; // rows of one direction, which rounding to a length of 1 puts in some order
        const MapQuality expected = definition(features, points, static_cast<std::size_t>(k), metric);
        const MapQuality found = measured(features, points, static_cast<std::size_t>(k), 1'000'000, metric);
        QVERIFY(std::abs(found.trustworthiness - expected.trustworthiness) < 1e-12);
        QVERIFY(std::abs(found.preservation - expected.preservation) < 1e-12);
        QCOMPARE(found.neighbours, expected.neighbours);
        QCOMPARE(found.queries, expected.queries);
    }
}

// Their share over all rows is the mean of what survives of each row's list, ties, twins and rows without a
// direction included.
void TestMapQuality::neighboursAreThoseOfTheLists()
{
    std::vector<float> values;
    const Features some = toyClouds(500, 3, 3, 41, 0.7F).features;
    for (std::size_t i = 0; i < some.rows(); ++i)
        for (const float x : some.row(i))
            values.push_back(i % 9 == 4 ? 0.0F : x);
    const Features features = toyFeatures(3, std::move(values));
    const std::vector<MapPoint> points = flat(toyClouds(500, 2, 3, 41).features);
    for (const Metric metric : {Metric::Euclidean, Metric::Manhattan, Metric::Cosine}) {
        NeighbourOptions options;
        options.metric = metric;
        const NeighbourLists lists = nearestNeighbours(features, options, Progress::none()).value();
        double sum = 0.0;
        for (const float share : neighbourhoodSurvival(lists, points, Progress::none()).value())
            sum += static_cast<double>(share);
        // Shares are rounded to float.
        const double found = measured(features, points, 15, 500, metric).preservation;
        QVERIFY2(std::abs(found - sum / 500.0) < 1e-7, qPrintable(QString::number(found)));
    }
}

void TestMapQuality::aFaithfulMapIsPerfect()
{
    const Features features = toyClouds(700, 2, 3, 12).features;
    const MapQuality quality = measured(features, flat(features), 15, 100);
    QCOMPARE(quality.trustworthiness, 1.0);
    QCOMPARE(quality.preservation, 1.0);
    QCOMPARE(quality.queries, std::size_t(100));
    // All alike: ties are broken the same way in both.
    const Features alike = toyFeatures(2, std::vector<float>(200, 1.0F));
    QCOMPARE(measured(alike, flat(alike), 7).preservation, 1.0);
}

void TestMapQuality::farthestNeighboursAreWorst()
{
    // On the map everybody's nearest is who is farthest among the features, in turn the first and the last
    // of them: 2 / (6 * 1 * 8) times ranks beyond the first.
    const Features line = toyFeatures(1, {0, 1, 2, 10, 11, 12});
    const std::vector<MapPoint> points{{0, 0}, {10, 0}, {20, 0}, {20, 1}, {10, 1}, {0, 1}};
    const MapQuality quality = measured(line, points, 1);
    // Ranks of 5, 4, 3, 3 (of row 2 for row 3: 11, 12 are nearer), 4 and 5.
    QVERIFY(std::abs(quality.trustworthiness - (1.0 - 2.0 / 48.0 * (4 + 3 + 2 + 2 + 3 + 4))) < 1e-12);
    QCOMPARE(quality.preservation, 0.0);
}

void TestMapQuality::aSampleIsNearTheWhole()
{
    const Features features = toyClouds(3000, 5, 3, 2).features;
    const std::vector<MapPoint> points = pcaMap(features, Progress::none()).value().points;
    const MapQuality whole = measured(features, points, 15);
    const MapQuality sample = measured(features, points, 15, 600);
    QCOMPARE(sample.queries, std::size_t(600));
    // A query's share of neighbours lies in 0..1, so 600 of them have a standard error below 0.5 / 24.5.
    QVERIFY(std::abs(whole.preservation - sample.preservation) < 0.08);
    QVERIFY(std::abs(whole.trustworthiness - sample.trustworthiness) < 0.08);
    QVERIFY(sample.preservation != whole.preservation);
}

void TestMapQuality::neighboursAreAtMostHalf()
{
    const Features features = toyClouds(21, 3, 3, 2).features;
    QCOMPARE(measured(features, flat(features), 15).neighbours, std::size_t(10));
    const MapQuality three = measured(toyFeatures(1, {1, 2, 3}), flat(toyFeatures(1, {1, 2, 3})), 15);
    QCOMPARE(three.neighbours, std::size_t(1));
    QCOMPARE(three.trustworthiness, 1.0);
}

void TestMapQuality::survivalIsThatOfTheDefinition_data()
{
    QTest::addColumn<int>("rows");
    QTest::addColumn<int>("k");
    QTest::addColumn<double>("grid");
    QTest::newRow("clouds") << 800 << 15 << 0.0;
    QTest::newRow("ties") << 800 << 15 << 1.0;
    QTest::newRow("few rows") << 6 << 15 << 0.0;
    QTest::newRow("many neighbours") << 300 << 80 << 0.0;
}

void TestMapQuality::survivalIsThatOfTheDefinition()
{
    QFETCH(const int, rows);
    QFETCH(const int, k);
    QFETCH(const double, grid);
    const Features features =
        toyClouds(static_cast<std::size_t>(rows), 5, 3, 31, static_cast<float>(grid)).features;
    const NeighbourLists lists = listsOf(features, static_cast<std::size_t>(k));
    const std::vector<MapPoint> points = flat(features);
    const std::vector<float> survival = neighbourhoodSurvival(lists, points, Progress::none()).value();
    QCOMPARE(survival.size(), features.rows());
    for (std::uint32_t i = 0; i < features.rows(); ++i) {
        const Ranked low = rankedOnMap(points, i);
        std::set<std::uint32_t> nearest;
        for (std::size_t j = 0; j < lists.neighbours; ++j)
            nearest.insert(low[j].second);
        float kept = 0.0F;
        for (const std::uint32_t row : lists.of(i))
            kept += static_cast<float>(nearest.count(row));
        QCOMPARE(survival[i], kept / static_cast<float>(lists.neighbours));
    }
}

void TestMapQuality::threadsChangeNothing()
{
    const Features features = toyClouds(2500, 5, 3, 2).features;
    const NeighbourLists lists = listsOf(features, 15);
    const std::vector<MapPoint> points = flat(features);
    setThreadCount(1);
    const MapQuality one = measured(features, points, 15, 500);
    const std::vector<float> survival = neighbourhoodSurvival(lists, points, Progress::none()).value();
    for (const int threads : {2, 3}) {
        setThreadCount(threads);
        const MapQuality more = measured(features, points, 15, 500);
        QCOMPARE(more.trustworthiness, one.trustworthiness);
        QCOMPARE(more.preservation, one.preservation);
        QVERIFY(neighbourhoodSurvival(lists, points, Progress::none()).value() == survival);
    }
    setThreadCount(0);
}

void TestMapQuality::theyCanBeCancelled()
{
    const Features features = toyClouds(3000, 5, 3, 2).features;
    const NeighbourLists lists = listsOf(features, 5);
    const std::vector<MapPoint> points = flat(features);
    for (const int patience : {0, 10, 50}) {
        WatchedProgress cancelled(patience);
        QVERIFY(measureMap(features, points, {15, Metric::Euclidean, 1000}, cancelled).error().kind ==
                ErrorKind::Cancelled);
        WatchedProgress cancelledToo(patience);
        QVERIFY(neighbourhoodSurvival(lists, points, cancelledToo).error().kind == ErrorKind::Cancelled);
    }
    WatchedProgress watched;
    QVERIFY(measureMap(features, points, {15, Metric::Euclidean, 100}, watched).ok());
    QCOMPARE(watched.last.load(), 1.0);
    WatchedProgress watchedToo;
    QVERIFY(neighbourhoodSurvival(lists, points, watchedToo).ok());
    QCOMPARE(watchedToo.last.load(), 1.0);
}

void TestMapQuality::mapsOfOtherRowsAreRefused()
{
    const Features features = toyClouds(100, 3, 3, 2).features;
    const std::vector<MapPoint> points = flat(features);
    const std::span<const MapPoint> fewer = std::span(points).first(99);
    QVERIFY(!measureMap(features, fewer, {}, Progress::none()));
    QVERIFY(!measureMap(features, points, {0}, Progress::none()));
    QVERIFY(!measureMap(features, points, {15, Metric::Euclidean, 0}, Progress::none()));
    QVERIFY(!measureMap(Features(), {}, {}, Progress::none()));
    QVERIFY(!neighbourhoodSurvival(listsOf(features, 5), fewer, Progress::none()));
    QVERIFY(neighbourhoodSurvival(NeighbourLists{}, {}, Progress::none()).value().empty());
}

QTEST_APPLESS_MAIN(TestMapQuality)
#include "tst_map_quality.moc"
