#include "core/base/random.h"
#include "core/labels/leaf_order.h"
#include "core/learn/class_order.h"

#include <QTest>

#include <algorithm>
#include <cmath>
#include <limits>

using namespace genrelens;

namespace
{

using Order = std::vector<std::size_t>;

// Distances of points in a plane, or whole ones of which many are equal.
std::vector<double> randomDistances(std::size_t count, std::uint64_t seed, bool whole = false)
{
    Random random(seed, RandomPurpose::Test, 5);
    std::vector<double> x;
    for (std::size_t i = 0; i < 2 * count; ++i)
        x.push_back(random.normal());
    std::vector<double> all(count * count, 0.0);
    for (std::size_t a = 0; a < count; ++a)
        for (std::size_t b = 0; b < count; ++b) {
            const double d = std::hypot(x[a] - x[b], x[count + a] - x[count + b]);
            all[a * count + b] = whole ? std::round(d) : d;
        }
    return all;
}

double length(const Order &order, const std::vector<double> &distances)
{
    double sum = 0.0;
    for (std::size_t i = 1; i < order.size(); ++i)
        sum += distances[order[i - 1] * order.size() + order[i]];
    return sum;
}

// The orders of the leaves below a node in which nothing crosses, by turning every merge both ways.
std::vector<Order> allOrders(const MergeTree &tree, std::size_t node)
{
    if (node < tree.leaves)
        return {{node}};
    std::vector<Order> orders;
    const Merge &merge = tree.merges[node - tree.leaves];
    for (const Order &left : allOrders(tree, merge.left))
        for (const Order &right : allOrders(tree, merge.right))
            for (const bool turned : {false, true}) {
                Order order = turned ? right : left;
                const Order &rest = turned ? left : right;
                order.insert(order.end(), rest.begin(), rest.end());
                orders.push_back(order);
            }
    return orders;
}

Order optimal(const MergeTree &tree, const std::vector<double> &distances)
{
    return optimalLeafOrder(tree, distances, Progress::none()).value();
}

// Two pairs that are confused, 0 with 3 and 1 with 2, and 3 a little with 1.
ConfusionMatrix pairs()
{
    return {4, {6, 0, 0, 4, /**/ 0, 14, 5, 1, /**/ 0, 6, 4, 0, /**/ 20, 6, 0, 14}};
}

Order orderedBy(ClassOrder order, const ConfusionMatrix &confusion, const ClassGroups &groups = {})
{
    return orderedClasses(order, confusion, groups, Progress::none()).value();
}

} // namespace

class TestClassOrder : public QObject
{
    Q_OBJECT

private slots:
    void averageTreeMergesByMeanDistance();
    void leafOrderIsTheShortestOfAll_data();
    void leafOrderIsTheShortestOfAll();
    void groupsOfTheTreeStayTogether();
    void fewLeaves();
    void cancelled();
    void alikeStandSideBySide();
    void sizeAndGiven();
    void groupsStandTogether();
    void classesWithoutRows();
};

void TestClassOrder::averageTreeMergesByMeanDistance()
{
    // On a line at 0, 1, 3 and 7: 1; then 3 to {0, 1}: (3 + 2) / 2; then 7 to all: (7 + 6 + 4) / 3.
    const std::vector<double> places{0, 1, 3, 7};
    std::vector<double> distances;
    for (const double a : places)
        for (const double b : places)
            distances.push_back(std::abs(a - b));
    const MergeTree tree = averageTree(4, distances);
    QCOMPARE(tree.merges.size(), std::size_t(3));
    QCOMPARE(tree.merges[0].height, 1.0);
    QCOMPARE(tree.merges[1].height, 2.5);
    QCOMPARE(tree.merges[2].height, 17.0 / 3.0);
    QCOMPARE(tree.merges[2].right, std::size_t(3));
}

void TestClassOrder::leafOrderIsTheShortestOfAll_data()
{
    QTest::addColumn<int>("leaves");
    QTest::addColumn<int>("seed");
    QTest::addColumn<bool>("whole");
    for (int leaves = 2; leaves <= 9; ++leaves)
        for (int seed = 1; seed <= 4; ++seed)
            QTest::addRow("%d leaves, %d", leaves, seed) << leaves << seed << (seed == 4);
}

void TestClassOrder::leafOrderIsTheShortestOfAll()
{
    QFETCH(int, leaves);
    QFETCH(int, seed);
    QFETCH(bool, whole);
    const auto count = static_cast<std::size_t>(leaves);
    const std::vector<double> distances = randomDistances(count, static_cast<std::uint64_t>(seed), whole);
    const MergeTree tree = averageTree(count, distances);
    double shortest = std::numeric_limits<double>::infinity();
    for (const Order &order : allOrders(tree, 2 * count - 2))
        shortest = std::min(shortest, length(order, distances));
    const Order found = optimal(tree, distances);
    QVERIFY(std::abs(length(found, distances) - shortest) < 1e-12); // sums in another order
    QVERIFY(found.front() < found.back());
    QCOMPARE(optimal(tree, distances), found);
}

void TestClassOrder::groupsOfTheTreeStayTogether()
{
    const std::vector<double> distances = randomDistances(60, 9);
    const MergeTree tree = averageTree(60, distances);
    const Order order = optimal(tree, distances);
    QVERIFY(length(order, distances) < length(leafOrder(tree), distances));
    std::vector<std::size_t> placeOf(60, 60);
    for (std::size_t place = 0; place < order.size(); ++place)
        placeOf[order[place]] = place;
    for (std::size_t node = 0; node < 119; ++node) {
        std::size_t first = 60;
        std::size_t last = 0;
        const Order leaves = leavesOf(tree, node);
        for (const std::size_t leaf : leaves) {
            first = std::min(first, placeOf[leaf]);
            last = std::max(last, placeOf[leaf]);
        }
        QCOMPARE(last - first + 1, leaves.size());
    }
}

void TestClassOrder::fewLeaves()
{
    QVERIFY(optimal(averageTree(0, {}), {}).empty());
    QCOMPARE(optimal(averageTree(1, std::vector<double>{0.0}), {0.0}), Order{0});
}

void TestClassOrder::cancelled()
{
    class Stopped final : public Progress
    {
        void report(double, std::string_view) override {}
        [[nodiscard]] bool cancelled() const override { return true; }
    } stopped;
    const std::vector<double> distances = randomDistances(30, 3);
    const auto order = optimalLeafOrder(averageTree(30, distances), distances, stopped);
    QVERIFY(!order.ok());
    QVERIFY(order.error().kind == ErrorKind::Cancelled);
}

void TestClassOrder::alikeStandSideBySide()
{
    QCOMPARE(orderedBy(ClassOrder::Similarity, pairs()), (Order{0, 3, 1, 2}));
    // A chain that was shuffled: each class is taken for the two beside it.
    const Order shuffled{4, 0, 6, 2, 7, 1, 5, 3};
    ConfusionMatrix chain{8, std::vector<std::uint64_t>(64, 0)};
    for (std::size_t i = 0; i < 8; ++i)
        for (std::size_t k = 0; k < 8; ++k)
            chain.counts[shuffled[i] * 8 + shuffled[k]] = i == k ? 50 : i + 1 == k || k + 1 == i ? 20 : 0;
    const Order found = orderedBy(ClassOrder::Similarity, chain);
    QCOMPARE(found, (Order{3, 5, 1, 7, 2, 6, 0, 4})); // the shuffled one from its end, which is the smaller
}

void TestClassOrder::sizeAndGiven()
{
    QCOMPARE(orderedBy(ClassOrder::Given, pairs()), (Order{0, 1, 2, 3}));
    QCOMPARE(orderedBy(ClassOrder::Size, pairs()), (Order{3, 1, 0, 2})); // 40, 20, 10 and 10 rows
}

void TestClassOrder::groupsStandTogether()
{
    const ClassGroups groups{{"x", "y"}, {1, 0, 0, 1}};
    QCOMPARE(orderedBy(ClassOrder::Given, pairs(), groups), (Order{1, 2, 0, 3}));
    QCOMPARE(orderedBy(ClassOrder::Size, pairs(), groups), (Order{3, 0, 1, 2}));
    QCOMPARE(orderedBy(ClassOrder::Similarity, pairs(), groups), (Order{1, 2, 0, 3}));
    const ClassGroups oneIsEmpty{{"x", "nothing", "y"}, {2, 0, 0, 2}};
    for (const ClassOrder order : {ClassOrder::Given, ClassOrder::Size, ClassOrder::Similarity})
        QCOMPARE(orderedBy(order, pairs(), oneIsEmpty).size(), std::size_t(4));
}

void TestClassOrder::classesWithoutRows()
{
    const ConfusionMatrix confusion{3, {0, 0, 0, 0, 5, 0, 0, 0, 0}};
    Order order = orderedBy(ClassOrder::Similarity, confusion);
    std::sort(order.begin(), order.end());
    QCOMPARE(order, (Order{0, 1, 2}));
    QVERIFY(orderedBy(ClassOrder::Similarity, {}).empty());
}

QTEST_APPLESS_MAIN(TestClassOrder)
#include "tst_class_order.moc"
