#include "core/base/parallel.h"
#include "core/embed/rows_among.h"
#include "tests/support/toy_data.h"

#include <QTest>

#include <algorithm>
#include <cmath>
#include <utility>

using namespace genrelens;
using namespace genrelens::test;

namespace
{

constexpr std::size_t columns = 5;

// On a grid, so that there are twins and equally near rows; every ninth row is all zeros.
Features rowsOf(std::size_t rows, std::uint64_t seed)
{
    std::vector<float> values;
    const Features some = toyClouds(rows, columns, 3, seed, 1.0F).features;
    for (std::size_t i = 0; i < rows; ++i)
        for (const float x : some.row(i))
            values.push_back(i % 9 == 4 ? 0.0F : x);
    return toyFeatures(columns, std::move(values));
}

double distanceOf(std::span<const float> a, std::span<const float> b, Metric metric)
{
    double squares = 0.0;
    double absolutes = 0.0;
    double products = 0.0;
    double ofA = 0.0;
    double ofB = 0.0;
    for (std::size_t m = 0; m < columns; ++m) {
        const auto x = static_cast<double>(a[m]);
        const auto y = static_cast<double>(b[m]);
        squares += (x - y) * (x - y);
        absolutes += std::abs(x - y);
        products += x * y;
        ofA += x * x;
        ofB += y * y;
    }
    if (metric == Metric::Cosine)
        return ofA > 0.0 && ofB > 0.0 ? std::max(1.0 - products / std::sqrt(ofA * ofB), 0.0) : 1.0;
    return metric == Metric::Manhattan ? absolutes : std::sqrt(squares);
}

} // namespace

Q_DECLARE_METATYPE(Metric)

class TestRowsAmong : public QObject
{
    Q_OBJECT

private slots:
    void nearestAreThoseOfTheDefinition_data();
    void nearestAreThoseOfTheDefinition();
    void threadsChangeNothing();
    void searchesCanBeCancelled();
};

void TestRowsAmong::nearestAreThoseOfTheDefinition_data()
{
    QTest::addColumn<Metric>("metric");
    QTest::addColumn<int>("rows");
    QTest::addColumn<int>("neighbours");
    for (const auto &[name, metric] :
         {std::pair("euclidean", Metric::Euclidean), std::pair("cosine", Metric::Cosine),
          std::pair("manhattan", Metric::Manhattan)}) {
        QTest::addRow("%s", name) << metric << 700 << 15;
        QTest::addRow("%s, one row", name) << metric << 1 << 15;
        QTest::addRow("%s, whole tiles", name) << metric << 128 << 1;
        QTest::addRow("%s, a row more", name) << metric << 129 << 200;
    }
}

void TestRowsAmong::nearestAreThoseOfTheDefinition()
{
    QFETCH(const Metric, metric);
    QFETCH(const int, rows);
    QFETCH(const int, neighbours);
    const Features old = rowsOf(static_cast<std::size_t>(rows), 3);
    const Features added = rowsOf(70, 4);
    const NeighbourLists lists =
        rowsAmong(old, added, static_cast<std::size_t>(neighbours), metric, Progress::none()).value();
    QCOMPARE(lists.neighbours, static_cast<std::size_t>(std::min(neighbours, rows)));
    QCOMPARE(lists.size(), added.rows());
    for (std::size_t i = 0; i < added.rows(); ++i) {
        std::vector<std::pair<double, std::uint32_t>> nearest;
        for (std::uint32_t j = 0; j < old.rows(); ++j)
            nearest.emplace_back(distanceOf(old.row(j), added.row(i), metric), j);
        std::sort(nearest.begin(), nearest.end());
        for (std::size_t j = 0; j < lists.neighbours; ++j) {
            QCOMPARE(lists.of(i)[j], nearest[j].second);
            QVERIFY(lists.distancesOf(i)[j] == static_cast<float>(nearest[j].first));
        }
    }
}

void TestRowsAmong::threadsChangeNothing()
{
    const Features old = rowsOf(900, 5);
    const Features added = rowsOf(200, 6);
    for (const Metric metric : {Metric::Euclidean, Metric::Cosine, Metric::Manhattan}) {
        setThreadCount(1);
        const NeighbourLists one = rowsAmong(old, added, 9, metric, Progress::none()).value();
        setThreadCount(3);
        const NeighbourLists three = rowsAmong(old, added, 9, metric, Progress::none()).value();
        setThreadCount(0);
        QVERIFY(one.rows == three.rows);
        QVERIFY(one.distances == three.distances);
    }
}

void TestRowsAmong::searchesCanBeCancelled()
{
    const Features old = rowsOf(900, 5);
    const Features added = rowsOf(200, 6);
    for (const Metric metric : {Metric::Euclidean, Metric::Cosine, Metric::Manhattan}) {
        for (const int patience : {0, 5, 150}) {
            WatchedProgress cancelled(patience);
            QCOMPARE(rowsAmong(old, added, 9, metric, cancelled).error().kind, ErrorKind::Cancelled);
        }
        WatchedProgress watched;
        QVERIFY(rowsAmong(old, added, 9, metric, watched).ok());
        QCOMPARE(watched.last.load(), 1.0);
    }
}

QTEST_APPLESS_MAIN(TestRowsAmong)
#include "tst_rows_among.moc"
