#include "core/base/parallel.h"
#include "core/embed/umap.h"
#include "core/embed/umap_layout.h"
#include "core/embed/umap_memberships.h"
#include "tests/support/toy_data.h"

#include <QTest>
#include <hwy/targets.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>

using namespace genrelens;
using namespace genrelens::test;

namespace
{

constexpr std::size_t neighbours = 15;

NeighbourLists listsOf(const Features &features, std::size_t k = neighbours)
{
    NeighbourOptions options;
    options.neighbours = k;
    return nearestNeighbours(features, options, Progress::none()).value();
}

UmapGraph graphOf(const Features &features, const LabelSet *labels = nullptr, double labelWeight = 0.0)
{
    UmapOptions options;
    options.labelWeight = labelWeight;
    return umapGraph(listsOf(features), options, labels, Progress::none()).value();
}

UmapOptions shortOptions()
{
    UmapOptions options;
    options.epochs = 30;
    return options;
}

std::vector<MapPoint> startOf(const Features &features, const UmapGraph &graph, const UmapOptions &options)
{
    return umapStart(features, graph, options, Progress::none()).value().points;
}

// Mean distance of rows of one class from each other, against that of rows of two classes.
double togetherness(const std::vector<MapPoint> &points, const std::vector<std::int32_t> &codes)
{
    double within = 0.0;
    double between = 0.0;
    double pairsWithin = 0.0;
    double pairsBetween = 0.0;
    for (std::size_t i = 0; i < points.size(); ++i)
        for (std::size_t j = 0; j < i; ++j) {
            const double d = std::hypot(static_cast<double>(points[i].x - points[j].x),
                                        static_cast<double>(points[i].y - points[j].y));
            (codes[i] == codes[j] ? within : between) += d;
            (codes[i] == codes[j] ? pairsWithin : pairsBetween) += 1.0;
        }
    return (within / pairsWithin) / (between / pairsBetween);
}

} // namespace

class TestUmap : public QObject
{
    Q_OBJECT

private slots:
    void membershipsAddUpToTheLogarithm();
    void nearestBelongsWholly();
    void newRowsCountFromZero();
    void twinsBelongWholly();
    void graphIsTheFuzzyUnion();
    void labelsFadeEdgesBetweenClasses();
    void labelsPullClassesApart();
    void sameBitsForAnyThreads_data();
    void sameBitsForAnyThreads();
    void sameBitsForAnyInstructions();
    void seedsDiffer();
    void stoppedLayoutGoesOnAsIfItHadNot();
    void copyIsASnapshot();
    void allIsCancelled();
    void wrongInputsAreRefused();
};

void TestUmap::membershipsAddUpToTheLogarithm()
{
    const TrainingData data = toyClouds(500, 6, 3, 1);
    for (const std::size_t k : {5U, 15U, 40U}) {
        const NeighbourLists lists = listsOf(data.features, k);
        const std::vector<float> weights =
            umapMemberships(lists.distances, k, true, Progress::none()).value();
        for (std::size_t row = 0; row < lists.size(); ++row) {
            const auto begin = weights.begin() + static_cast<std::ptrdiff_t>(row * k);
            const double sum = std::accumulate(begin, begin + static_cast<std::ptrdiff_t>(k), 0.0);
            // The search ends within 1e-5; sums are in float.
            QVERIFY(std::abs(sum - std::log2(static_cast<double>(k))) < 5e-5);
            QVERIFY(std::is_sorted(begin, begin + static_cast<std::ptrdiff_t>(k), std::greater<>()));
        }
    }
}

void TestUmap::nearestBelongsWholly()
{
    const std::vector<float> distances{0.0F, 0.5F, 0.5F, 2.0F, 7.0F, 1.0F, 2.0F, 3.0F, 4.0F, 50.0F};
    const std::vector<float> weights = umapMemberships(distances, 5, true, Progress::none()).value();
    QCOMPARE(weights[0], 1.0F);
    QCOMPARE(weights[1], 1.0F);
    QCOMPARE(weights[2], 1.0F);
    QVERIFY(weights[3] < 1.0F);
    QCOMPARE(weights[5], 1.0F);
    // exp(-x) + exp(-2x) + exp(-3x) + exp(-49x) = log2(5) - 1 at x = 1 / sigma.
    const double x = -std::log(static_cast<double>(weights[6]));
    QVERIFY(std::abs(std::exp(-x) + std::exp(-2 * x) + std::exp(-3 * x) + std::exp(-49 * x) + 1.0 -
                     std::log2(5.0)) < 2e-5);
    QVERIFY(std::abs(static_cast<double>(weights[8]) - std::exp(-3 * x)) < 1e-6);
}

void TestUmap::newRowsCountFromZero()
{
    const std::vector<float> weights =
        umapMemberships(std::vector<float>{1.0F, 2.0F, 3.0F, 4.0F}, 4, false, Progress::none()).value();
    const double x = -std::log(static_cast<double>(weights[0]));
    QVERIFY(x > 0.0);
    QVERIFY(std::abs(static_cast<double>(weights[3]) - std::exp(-4.0 * x)) < 1e-6);
    QVERIFY(std::abs(std::accumulate(weights.begin(), weights.end(), 0.0) - 2.0) < 2e-5);
}

// More twins than the logarithm of neighbours: sigma would be 0 but for a thousandth of the mean distance.
void TestUmap::twinsBelongWholly()
{
    const std::vector<float> weights =
        umapMemberships(std::vector<float>{0.0F, 0.0F, 0.0F, 0.0F, 0.1F, 0.2F}, 6, true, Progress::none())
            .value();
    QCOMPARE(weights[4], 1.0F);
    const double sigma = 0.3 / 6.0 * 1e-3;
    QVERIFY(static_cast<double>(weights[5]) <= std::exp(-0.1 / sigma) + 1e-30);
    for (const float weight :
         umapMemberships(std::vector<float>(12, 0.0F), 4, true, Progress::none()).value())
        QCOMPARE(weight, 1.0F);
}

void TestUmap::graphIsTheFuzzyUnion()
{
    const TrainingData data = toyClouds(400, 5, 3, 2, 4.0F); // with twins
    const NeighbourLists lists = listsOf(data.features);
    const std::vector<float> weights =
        umapMemberships(lists.distances, neighbours, true, Progress::none()).value();
    std::map<std::pair<std::uint32_t, std::uint32_t>, float> directed;
    for (std::uint32_t row = 0; row < lists.size(); ++row)
        for (std::size_t j = 0; j < neighbours; ++j)
            directed[{row, lists.of(row)[j]}] = weights[row * neighbours + j];
    std::map<std::pair<std::uint32_t, std::uint32_t>, float> expected;
    for (const auto &[pair, a] : directed) {
        const auto back = directed.find({pair.second, pair.first});
        const float b = back == directed.end() ? 0.0F : back->second;
        expected[pair] = expected[{pair.second, pair.first}] = a + b - a * b;
    }
    const UmapGraph graph = graphOf(data.features);
    QCOMPARE(graph.rows(), std::size_t(400));
    QCOMPARE(graph.ends.size(), expected.size());
    for (std::uint32_t row = 0; row < graph.rows(); ++row) {
        const std::span<const std::uint32_t> ends = graph.endsOf(row);
        QVERIFY(std::is_sorted(ends.begin(), ends.end()));
        for (std::size_t e = 0; e < ends.size(); ++e) {
            const float weight = expected.at({row, ends[e]});
            QVERIFY(std::abs(graph.weightsOf(row)[e] - weight) < 1e-6F); // a and b may be swapped
        }
    }
}

void TestUmap::labelsFadeEdgesBetweenClasses()
{
    const TrainingData data = toyClouds(200, 4, 2, 3);
    std::vector<std::int32_t> codes = data.labels.codes();
    codes[0] = unlabelled;
    const LabelSet labels = toyLabels(2, codes);
    const UmapGraph plain = graphOf(data.features);
    const UmapGraph graph = graphOf(data.features, &labels, 0.5);
    const auto faded = [&](std::size_t row, std::size_t e) {
        const std::uint32_t end = plain.ends[e];
        const double weight = static_cast<double>(plain.weights[e]);
        if (codes[row] == unlabelled || codes[end] == unlabelled)
            return weight * std::exp(-1.0);
        return codes[row] == codes[end] ? weight : weight * std::exp(-2.5 / (1.0 - 0.5));
    };
    std::vector<double> strongest(plain.rows(), 0.0);
    for (std::size_t row = 0; row < plain.rows(); ++row)
        for (std::size_t e = plain.begins[row]; e < plain.begins[row + 1]; ++e)
            strongest[row] = std::max(strongest[row], faded(row, e));
    QVERIFY(graph.ends == plain.ends);
    for (std::size_t row = 0; row < plain.rows(); ++row)
        for (std::size_t e = plain.begins[row]; e < plain.begins[row + 1]; ++e) {
            const double a = faded(row, e) / strongest[row];
            const double b = faded(row, e) / strongest[plain.ends[e]];
            QVERIFY(std::abs(static_cast<double>(graph.weights[e]) - (a + b - a * b)) < 1e-5);
        }
    QVERIFY(graphOf(data.features, &labels, 0.0).weights == plain.weights);
}

void TestUmap::labelsPullClassesApart()
{
    // Classes that have nothing to do with the features.
    const TrainingData data = toyClouds(300, 4, 3, 4);
    std::vector<std::int32_t> codes;
    for (std::size_t i = 0; i < 300; ++i)
        codes.push_back(static_cast<std::int32_t>(i / 3 % 2));
    const LabelSet labels = toyLabels(2, codes);
    UmapOptions options;
    options.epochs = 200;
    const auto mapOf = [&](double weight) {
        options.labelWeight = weight;
        return umapMap(data.features, listsOf(data.features), &labels, options, Progress::none())
            .value()
            .points;
    };
    const double plain = togetherness(mapOf(0.0), codes);
    const double pulled = togetherness(mapOf(0.9), codes);
    QVERIFY(plain > 0.9);
    QVERIFY(pulled < 0.85);
}

void TestUmap::sameBitsForAnyThreads_data()
{
    QTest::addColumn<int>("start");
    QTest::newRow("pca") << static_cast<int>(UmapStart::Pca);
    QTest::newRow("spectral") << static_cast<int>(UmapStart::Spectral);
    QTest::newRow("random") << static_cast<int>(UmapStart::Random);
}

void TestUmap::sameBitsForAnyThreads()
{
    QFETCH(int, start);
    const TrainingData data = toyClouds(12'000, 5, 4, 5);
    const NeighbourLists lists = listsOf(data.features);
    UmapOptions options = shortOptions();
    options.start = static_cast<UmapStart>(start);
    options.epochs = 10;
    std::vector<std::vector<MapPoint>> maps;
    for (const int threads : {1, 2, 3}) {
        setThreadCount(threads);
        maps.push_back(umapMap(data.features, lists, nullptr, options, Progress::none()).value().points);
    }
    setThreadCount(0);
    QVERIFY(maps[0] == maps[1]);
    QVERIFY(maps[0] == maps[2]);
}

void TestUmap::sameBitsForAnyInstructions()
{
    const TrainingData data = toyClouds(2000, 5, 4, 12, 8.0F);
    const NeighbourLists lists = listsOf(data.features);
    const auto mapPoints = [&] {
        return umapMap(data.features, lists, nullptr, shortOptions(), Progress::none()).value().points;
    };
    const std::vector<MapPoint> best = mapPoints();
    const std::int64_t all = hwy::SupportedTargets();
    for (std::int64_t left = all; left != 0; left &= left - 1) {
        const std::int64_t target = left & -left;
        hwy::GetChosenTarget().Update(target);
        const std::vector<MapPoint> points = mapPoints();
        hwy::GetChosenTarget().Update(all);
        QVERIFY2(points == best, hwy::TargetName(target));
    }
}

void TestUmap::seedsDiffer()
{
    const TrainingData data = toyClouds(500, 5, 4, 6);
    const NeighbourLists lists = listsOf(data.features);
    UmapOptions options = shortOptions();
    const auto first = umapMap(data.features, lists, nullptr, options, Progress::none()).value().points;
    options.seed = 2;
    QVERIFY(umapMap(data.features, lists, nullptr, options, Progress::none()).value().points != first);
}

void TestUmap::stoppedLayoutGoesOnAsIfItHadNot()
{
    const TrainingData data = toyClouds(700, 5, 4, 7);
    const UmapGraph graph = graphOf(data.features);
    const UmapOptions options = shortOptions();
    const std::vector<MapPoint> start = startOf(data.features, graph, options);
    UmapLayout whole(graph, start, options);
    while (!whole.isDone())
        QVERIFY(whole.step(Progress::none()));
    QCOMPARE(whole.epoch(), 30);

    UmapLayout stopped(graph, start, options);
    int stops = 0;
    while (!stopped.isDone()) {
        const WatchedProgress impatient(5); // blocks, of the 16 of an epoch
        const int before = stopped.epoch();
        if (stopped.step(impatient))
            QCOMPARE(stopped.epoch(), before + 1);
        else
            ++stops;
        stopped = UmapLayout(stopped); // as if it had been kept
    }
    QVERIFY(stops >= 60);
    QVERIFY(stopped.points() == whole.points());
    QVERIFY(stopped.step(Progress::none()));
    QCOMPARE(stopped.epoch(), 30);
}

void TestUmap::copyIsASnapshot()
{
    const TrainingData data = toyClouds(300, 5, 4, 8);
    const UmapGraph graph = graphOf(data.features);
    const UmapOptions options = shortOptions();
    const std::vector<MapPoint> start = startOf(data.features, graph, options);
    UmapLayout layout(graph, start, options);
    QVERIFY(layout.points() == start);
    layout.step(Progress::none());
    layout.step(Progress::none());
    const UmapLayout copy = layout;
    const std::vector<MapPoint> then = layout.points();
    QVERIFY(then != start);
    layout.step(Progress::none());
    QVERIFY(copy.points() == then);
    QVERIFY(layout.points() != then);
}

void TestUmap::allIsCancelled()
{
    const TrainingData data = toyClouds(300, 5, 4, 9);
    const NeighbourLists lists = listsOf(data.features);
    const UmapGraph graph = graphOf(data.features);
    for (const int patience : {0, 3, 6, 20, 60, 200}) {
        WatchedProgress progress(patience);
        const auto map = umapMap(data.features, lists, nullptr, shortOptions(), progress);
        QVERIFY(!map);
        QCOMPARE(map.error().kind, ErrorKind::Cancelled);
    }
    UmapOptions options = shortOptions();
    for (const UmapStart start : {UmapStart::Pca, UmapStart::Spectral}) {
        options.start = start;
        WatchedProgress progress(0);
        QCOMPARE(umapStart(data.features, graph, options, progress).error().kind, ErrorKind::Cancelled);
    }
    const WatchedProgress impatient(0);
    const std::vector<MapPoint> start(300);
    QCOMPARE(UmapLayout::make(graph, start, options, impatient).error().kind, ErrorKind::Cancelled);
    WatchedProgress progress(0);
    QCOMPARE(umapGraph(lists, options, nullptr, progress).error().kind, ErrorKind::Cancelled);
    const std::vector<MapPoint> points(300);
    WatchedProgress another(0);
    QCOMPARE(umapTransform({data.features, points}, data.features, options, another).error().kind,
             ErrorKind::Cancelled);
}

void TestUmap::wrongInputsAreRefused()
{
    const TrainingData data = toyClouds(100, 5, 2, 10);
    const TrainingData other = toyClouds(101, 4, 2, 10);
    QVERIFY(!umapGraph(NeighbourLists{}, UmapOptions{}, nullptr, Progress::none()));
    QVERIFY(!umapGraph(listsOf(data.features), UmapOptions{}, &other.labels, Progress::none()));
    QVERIFY(!umapStart(other.features, graphOf(data.features), UmapOptions{}, Progress::none()));
    const std::vector<MapPoint> points(100);
    QVERIFY(!umapTransform({data.features, points}, other.features, UmapOptions{}, Progress::none()));
    QVERIFY(!umapTransform({other.features, points}, other.features, UmapOptions{}, Progress::none()));
    QVERIFY(!umapTransform({Features(), {}}, data.features, UmapOptions{}, Progress::none()));
}

QTEST_APPLESS_MAIN(TestUmap)
#include "tst_umap.moc"
