#include "core/base/random.h"
#include "core/labels/merge_tree.h"

#include <QTest>

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <set>

using namespace genrelens;

namespace
{

// Ten points in a plane, and weights, of which the numbers below were made.
const WeightedPoints unitPoints{2,
                                {0, 0, 1, 0.5, 5, 5, 6, 5.2, 0.3, 4, 9, 1, 8.5, 0.2, 4, 2.5, 2, 7, 7, 7},
                                std::vector<double>(10, 1.0)};
const std::vector<double> someWeights{1, 3, 2, 10, 4, 1, 6, 2.5, 7, 5};

WeightedPoints randomPoints(std::size_t count, std::size_t columns, std::uint64_t seed, bool grid = false)
{
    Random random(seed, RandomPurpose::Test, 3);
    WeightedPoints points;
    points.columns = columns;
    for (std::size_t i = 0; i < count; ++i) {
        points.weights.push_back(grid ? 1.0 : std::floor(1.0 + std::abs(random.normal()) * 100.0));
        for (std::size_t c = 0; c < columns; ++c)
            points.values.push_back(grid ? std::floor(random.normal() * 2.0) : random.normal());
    }
    return points;
}

double sumOfSquares(const WeightedPoints &points, const std::vector<std::size_t> &members)
{
    double sum = 0.0;
    double weight = 0.0;
    std::vector<double> mean(points.columns, 0.0);
    for (const std::size_t m : members) {
        weight += points.weights[m];
        for (std::size_t c = 0; c < points.columns; ++c)
            mean[c] += points.weights[m] * points.point(m)[c];
    }
    for (const std::size_t m : members)
        for (std::size_t c = 0; c < points.columns; ++c)
            sum += points.weights[m] * std::pow(points.point(m)[c] - mean[c] / weight, 2);
    return sum;
}

// By definition: of all pairs the one whose union adds least, from the points themselves every time.
std::vector<double> heightsByDefinition(const WeightedPoints &points)
{
    std::vector<std::vector<std::size_t>> groups;
    for (std::size_t i = 0; i < points.size(); ++i)
        groups.push_back({i});
    std::vector<double> heights;
    while (groups.size() > 1) {
        double smallest = std::numeric_limits<double>::infinity();
        std::size_t bestA = 0;
        std::size_t bestB = 0;
        for (std::size_t a = 0; a < groups.size(); ++a) {
            for (std::size_t b = a + 1; b < groups.size(); ++b) {
                std::vector<std::size_t> both = groups[a];
                both.insert(both.end(), groups[b].begin(), groups[b].end());
                const double increase = sumOfSquares(points, both) - sumOfSquares(points, groups[a]) -
                                        sumOfSquares(points, groups[b]);
                if (increase < smallest) {
                    smallest = increase;
                    bestA = a;
                    bestB = b;
                }
            }
        }
        heights.push_back(std::sqrt(2.0 * smallest));
        groups[bestA].insert(groups[bestA].end(), groups[bestB].begin(), groups[bestB].end());
        groups.erase(groups.begin() + static_cast<std::ptrdiff_t>(bestB));
    }
    return heights;
}

std::vector<double> heights(const MergeTree &tree)
{
    std::vector<double> all;
    for (const Merge &merge : tree.merges)
        all.push_back(merge.height);
    return all;
}

bool areClose(const std::vector<double> &a, const std::vector<double> &b, double tolerance)
{
    return a.size() == b.size() && std::equal(a.begin(), a.end(), b.begin(), [tolerance](double x, double y) {
               return std::abs(x - y) <= tolerance * std::max(1.0, y);
           });
}

} // namespace

class TestMergeTree : public QObject
{
    Q_OBJECT

private slots:
    void agreesWithR();
    void agreesWithTheDefinition();
    void weightIsSoManyPoints();
    void equalsHaveOneOrder();
    void cutsAreNested();
    void cutHeightLeadsBack();
    void groupsAreInOnePiece();
    void fewPoints();
    void pointsWithoutWeight();
};

// R 4.2.2: hclust(dist(x), method = "ward.D2"), printed to 15 digits, which is SciPy's linkage too; weighted
// with members = w and the dissimilarities dist(x) * sqrt(2 * outer(w, w) / outer(w, w, "+")).
void TestMergeTree::agreesWithR()
{
    const MergeTree unit = wardTree(unitPoints);
    QVERIFY(
        areClose(heights(unit),
                 {0.94339811320566, 1.01980390271856, 1.11803398874989, 2.79523403909822, 3.44818792991333,
                  4.65635766094774, 7.16530994909967, 10.43363950562474, 11.60829444836751},
                 1e-13));
    QCOMPARE(cut(unit, 4), (std::vector<std::int32_t>{0, 0, 1, 1, 2, 3, 3, 1, 2, 1}));
    WeightedPoints points = unitPoints;
    points.weights = someWeights;
    const MergeTree weighted = wardTree(points);
    QVERIFY(
        areClose(heights(weighted),
                 {1.23519807549813, 1.36930639376292, 1.86189867250253, 5.77350269189626, 6.81133105708648,
                  7.30429147780084, 13.76892636821525, 20.08209909182174, 22.47592621779914},
                 1e-13));
    QCOMPARE(cut(weighted, 4), (std::vector<std::int32_t>{0, 0, 1, 1, 0, 2, 2, 0, 3, 1}));
    QCOMPARE(cut(weighted, 3), (std::vector<std::int32_t>{0, 0, 1, 1, 0, 2, 2, 0, 1, 1}));
}

void TestMergeTree::agreesWithTheDefinition()
{
    for (const std::uint64_t seed : {1, 2, 3}) {
        const WeightedPoints points = randomPoints(40, 5, seed);
        // Both add some hundred products of numbers up to a thousand; the definition loses digits by
        // subtracting sums.
        QVERIFY(areClose(heights(wardTree(points)), heightsByDefinition(points), 1e-9));
    }
}

// Three points in one place merge at no cost and then are one of weight 3.
void TestMergeTree::weightIsSoManyPoints()
{
    WeightedPoints repeated{2, {}, {}};
    for (std::size_t i = 0; i < unitPoints.size(); ++i) {
        for (int copy = 0; copy < static_cast<int>(someWeights[i] * 2.0); ++copy) {
            repeated.weights.push_back(0.5);
            repeated.values.insert(repeated.values.end(), unitPoints.point(i).begin(),
                                   unitPoints.point(i).end());
        }
    }
    WeightedPoints weighted = unitPoints;
    weighted.weights = someWeights;
    const std::vector<double> all = heights(wardTree(repeated));
    const std::vector<double> last(all.end() - 9, all.end());
    QVERIFY(areClose(last, heights(wardTree(weighted)), 1e-12));
    QVERIFY(all[all.size() - 10] < 1e-6); // the root of what rounding leaves of 0
}

void TestMergeTree::equalsHaveOneOrder()
{
    const WeightedPoints points = randomPoints(80, 2, 4, true); // many in one place, many equally far
    const MergeTree tree = wardTree(points);
    for (std::size_t i = 1; i < tree.merges.size(); ++i)
        QVERIFY(tree.merges[i].height >= tree.merges[i - 1].height);
    const MergeTree again = wardTree(points);
    for (std::size_t i = 0; i < tree.merges.size(); ++i) {
        QCOMPARE(tree.merges[i].left, again.merges[i].left);
        QCOMPARE(tree.merges[i].right, again.merges[i].right);
    }
    // The corners of a square: all four sides are equal, and the first two corners come first.
    const MergeTree square = wardTree({2, {0, 0, 0, 1, 1, 0, 1, 1}, {1, 1, 1, 1}});
    QCOMPARE(cut(square, 3), (std::vector<std::int32_t>{0, 0, 1, 2}));
    QCOMPARE(cut(square, 2), (std::vector<std::int32_t>{0, 0, 1, 1}));
}

void TestMergeTree::cutsAreNested()
{
    const MergeTree tree = wardTree(randomPoints(60, 3, 5));
    for (std::size_t k = 1; k <= 60; ++k) {
        const std::vector<std::int32_t> groups = cut(tree, k);
        std::int32_t next = 0;
        for (const std::int32_t group : groups) { // numbered by first leaf
            QVERIFY(group <= next);
            next = std::max(next, group + 1);
        }
        QCOMPARE(static_cast<std::size_t>(next), k);
        if (k == 60)
            continue;
        const std::vector<std::int32_t> finer = cut(tree, k + 1);
        std::set<std::pair<std::int32_t, std::int32_t>> pairs;
        for (std::size_t leaf = 0; leaf < 60; ++leaf)
            pairs.emplace(finer[leaf], groups[leaf]);
        QCOMPARE(pairs.size(), k + 1); // each finer group lies in one group
    }
}

void TestMergeTree::cutHeightLeadsBack()
{
    const MergeTree tree = wardTree(randomPoints(60, 3, 6));
    for (std::size_t k = 1; k <= 60; ++k)
        QCOMPARE(groupsAt(tree, cutHeight(tree, k)), k);
    QCOMPARE(groupsAt(tree, -1.0), std::size_t(60));
    QCOMPARE(groupsAt(tree, 1e9), std::size_t(1));
}

void TestMergeTree::groupsAreInOnePiece()
{
    const MergeTree tree = wardTree(randomPoints(50, 3, 7));
    const std::vector<std::size_t> order = leafOrder(tree);
    std::vector<std::size_t> sorted = order;
    std::sort(sorted.begin(), sorted.end());
    for (std::size_t i = 0; i < 50; ++i)
        QCOMPARE(sorted[i], i);
    for (std::size_t node = 0; node < 99; ++node) {
        const std::vector<std::size_t> leaves = leavesOf(tree, node);
        const auto at = std::search(order.begin(), order.end(), leaves.begin(), leaves.end());
        QVERIFY(at != order.end());
    }
}

void TestMergeTree::fewPoints()
{
    const MergeTree none = wardTree({2, {}, {}});
    QVERIFY(none.merges.empty() && leafOrder(none).empty() && cut(none, 1).empty());
    const MergeTree one = wardTree({1, {5.0}, {3.0}});
    QVERIFY(one.merges.empty());
    QCOMPARE(cut(one, 1), std::vector<std::int32_t>{0});
    QCOMPARE(leafOrder(one), std::vector<std::size_t>{0});
    QCOMPARE(groupsAt(one, 0.0), std::size_t(1));
    const MergeTree two = wardTree({1, {5.0, 8.0}, {1.0, 1.0}});
    QCOMPARE(two.merges[0].height, 3.0);
    QCOMPARE(cut(two, 2), (std::vector<std::int32_t>{0, 1}));
}

void TestMergeTree::pointsWithoutWeight()
{
    const MergeTree tree = wardTree({1, {0.0, 1.0, 7.0, 9.0}, {0.0, 0.0, 0.0, 2.0}});
    QCOMPARE(tree.merges.size(), std::size_t(3));
    for (const Merge &merge : tree.merges)
        QCOMPARE(merge.height, 0.0); // what weighs nothing costs nothing
}

QTEST_APPLESS_MAIN(TestMergeTree)
#include "tst_merge_tree.moc"
