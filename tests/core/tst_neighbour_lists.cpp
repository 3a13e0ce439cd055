#include "core/base/parallel.h"
#include "core/embed/neighbour_lists.h"
#include "tests/support/shared_data.h"
#include "tests/support/study_features.h"
#include "tests/support/toy_data.h"

#include <QTest>

#include <algorithm>
#include <cmath>
#include <fstream>
#include <limits>
#include <sstream>

using namespace genrelens;
using namespace genrelens::test;

namespace
{

using Row = std::span<const float>;

double lengthOf(Row row)
{
    double squares = 0.0;
    for (const float x : row)
        squares += static_cast<double>(x) * static_cast<double>(x);
    return std::sqrt(squares);
}

// The definition of each metric, in double.
double distanceOf(Row a, Row b, Metric metric)
{
    double squares = 0.0;
    double absolutes = 0.0;
    double products = 0.0;
    for (std::size_t m = 0; m < a.size(); ++m) {
        const double apart = static_cast<double>(a[m]) - static_cast<double>(b[m]);
        squares += apart * apart;
        absolutes += std::abs(apart);
        products += static_cast<double>(a[m]) * static_cast<double>(b[m]);
    }
    if (metric == Metric::Manhattan)
        return absolutes;
    if (metric == Metric::Euclidean)
        return std::sqrt(squares);
    const double lengths = lengthOf(a) * lengthOf(b);
    return lengths > 0.0 ? 1.0 - products / lengths : 1.0;
}

// All other rows by distance, of equals the lower row first.
std::vector<std::pair<double, std::uint32_t>> sortedOut(const Features &features, std::uint32_t row,
                                                        Metric metric)
{
    std::vector<std::pair<double, std::uint32_t>> all;
    for (std::uint32_t i = 0; i < features.rows(); ++i)
        if (i != row)
            all.emplace_back(distanceOf(features.row(row), features.row(i), metric), i);
    std::sort(all.begin(), all.end());
    return all;
}

NeighbourLists listsOf(const Features &features, std::size_t k, Metric metric = Metric::Euclidean,
                       NeighbourSearch search = NeighbourSearch::Exact)
{
    NeighbourOptions options;
    options.neighbours = k;
    options.metric = metric;
    options.search = search;
    return nearestNeighbours(features, options, Progress::none()).value();
}

// Whether distances are those of the definition to the last bits of float, and so are rows where sums in
// double leave no doubt (always but for cosine, whose rows are brought to a length of 1 as floats).
void compareWithDefinition(const Features &features, std::size_t k, Metric metric, bool exactRows)
{
    const NeighbourLists lists = listsOf(features, k, metric);
    QVERIFY(lists.exact);
    QCOMPARE(lists.recall, 1.0);
    QCOMPARE(lists.neighbours, std::min(k, features.rows() - 1));
    QCOMPARE(lists.size(), features.rows());
    for (std::uint32_t i = 0; i<features.rows(); i += features.rows()> 500 ? 7 : 1) {
        const auto nearest = sortedOut(features, i, metric);
        for (std::size_t j = 0; j < lists.neighbours; ++j) {
            const auto found = static_cast<double>(lists.distancesOf(i)[j]);
            const std::uint32_t row = lists.of(i)[j];
            const double room = metric == Metric::Cosine ? 1e-6 : std::abs(nearest[j].first) * 1e-7;
            QVERIFY2(std::abs(found - nearest[j].first) <= room, qPrintable(QString::number(i)));
            QVERIFY(std::abs(found - distanceOf(features.row(i), features.row(row), metric)) <= room);
            QVERIFY(row != i);
            if (exactRows)
                QCOMPARE(row, nearest[j].second);
        }
    }
}

// All columns in units of their deviation.
Features standardized(const Features &features)
{
    std::vector<float> values(features.values().begin(), features.values().end());
    const std::size_t columns = features.columns();
    const auto n = static_cast<double>(features.rows());
    for (std::size_t m = 0; m < columns; ++m) {
        double sum = 0.0;
        double squares = 0.0;
        for (std::size_t i = m; i < values.size(); i += columns)
            sum += static_cast<double>(values[i]);
        for (std::size_t i = m; i < values.size(); i += columns)
            squares += std::pow(static_cast<double>(values[i]) - sum / n, 2);
        for (std::size_t i = m; i < values.size(); i += columns)
            values[i] =
                static_cast<float>((static_cast<double>(values[i]) - sum / n) / std::sqrt(squares / n));
    }
    return toyFeatures(columns, std::move(values));
}

std::vector<std::vector<double>> numbersOf(const std::string &path)
{
    std::ifstream file(path);
    std::string line;
    std::getline(file, line);
    std::vector<std::vector<double>> numbers;
    while (std::getline(file, line)) {
        std::istringstream cells(line);
        numbers.emplace_back();
        for (std::string cell; std::getline(cells, cell, ',');)
            numbers.back().push_back(std::strtod(cell.c_str(), nullptr));
    }
    return numbers;
}

bool areSame(const NeighbourLists &a, const NeighbourLists &b)
{
    return a.neighbours == b.neighbours && a.rows == b.rows && a.distances == b.distances &&
           a.exact == b.exact && a.recall == b.recall;
}

} // namespace

Q_DECLARE_METATYPE(Metric)

class TestNeighbourLists : public QObject
{
    Q_OBJECT

private slots:
    void listsAreThoseOfTheDefinition_data();
    void listsAreThoseOfTheDefinition();
    void twinsComeInOrder();
    void constantColumnsSayNothing();
    void extremesAreFound();
    void rowsWithoutDirectionAreAtOne();
    void descentFindsNearlyAll_data();
    void descentFindsNearlyAll();
    void threadsChangeNothing();
    void firstNeighboursAreThoseOfAShorterSearch();
    void searchesCanBeCancelled();
    void badOptionsAreRefused();
    void distancesAreThoseOfTheReference();
};

void TestNeighbourLists::listsAreThoseOfTheDefinition_data()
{
    QTest::addColumn<int>("rows");
    QTest::addColumn<int>("columns");
    QTest::addColumn<int>("k");
    QTest::addColumn<double>("grid");
    QTest::newRow("two rows") << 2 << 3 << 5 << 0.0;
    QTest::newRow("fewer rows than neighbours") << 12 << 4 << 15 << 0.0;
    QTest::newRow("one leaf") << 16 << 3 << 5 << 0.0;
    QTest::newRow("one leaf and a row") << 17 << 3 << 5 << 0.0;
    QTest::newRow("one neighbour") << 900 << 3 << 1 << 0.0;
    QTest::newRow("one column") << 700 << 1 << 4 << 0.0;
    QTest::newRow("two columns") << 3000 << 2 << 15 << 0.0;
    QTest::newRow("fifteen columns") << 3000 << 15 << 15 << 0.0;
    QTest::newRow("more columns than lanes") << 1000 << 33 << 15 << 0.0;
    QTest::newRow("more neighbours than lanes") << 1500 << 5 << 80 << 0.0;
    QTest::newRow("more neighbours than half of the rows") << 300 << 5 << 250 << 0.0;
    QTest::newRow("many ties") << 1500 << 2 << 15 << 2.0;
    QTest::newRow("mostly equal") << 1500 << 2 << 15 << 0.3;
    QTest::newRow("ties in many columns") << 1500 << 9 << 15 << 1.0;
}

void TestNeighbourLists::listsAreThoseOfTheDefinition()
{
    QFETCH(const int, rows);
    QFETCH(const int, columns);
    QFETCH(const int, k);
    QFETCH(const double, grid);
    const Features features = toyClouds(static_cast<std::size_t>(rows), static_cast<std::size_t>(columns), 3,
                                        11, static_cast<float>(grid))
                                  .features;
    compareWithDefinition(features, static_cast<std::size_t>(k), Metric::Euclidean, true);
    compareWithDefinition(features, static_cast<std::size_t>(k), Metric::Manhattan, true);
    compareWithDefinition(features, static_cast<std::size_t>(k), Metric::Cosine, false);
}

void TestNeighbourLists::twinsComeInOrder()
{
    // All alike: the lowest rows are the nearest of all.
    const NeighbourLists alike = listsOf(toyFeatures(2, std::vector<float>(2000, 3.0F)), 3);
    for (std::uint32_t i = 0; i < alike.size(); ++i) {
        std::vector<std::uint32_t> lowest;
        for (std::uint32_t j = 0; lowest.size() < 3; ++j)
            if (j != i)
                lowest.push_back(j);
        QVERIFY(std::equal(lowest.begin(), lowest.end(), alike.of(i).begin()));
        QCOMPARE(alike.distancesOf(i)[2], 0.0F);
    }
    // Two kinds: four fifths of one, the others among them.
    std::vector<float> values;
    for (int i = 0; i < 3000; ++i)
        values.push_back(i % 5 == 0 ? 1.0F : 0.0F);
    for (const Metric metric : {Metric::Euclidean, Metric::Manhattan})
        compareWithDefinition(toyFeatures(1, values), 20, metric, true);
}

void TestNeighbourLists::constantColumnsSayNothing()
{
    const Features plain = toyClouds(500, 3, 3, 5).features;
    std::vector<float> values;
    for (std::size_t i = 0; i < plain.rows(); ++i) {
        values.insert(values.end(), {7.0F, plain.row(i)[0], plain.row(i)[1], 0.0F, plain.row(i)[2], -1.0F});
    }
    const NeighbourLists lists = listsOf(plain, 8);
    const NeighbourLists same = listsOf(toyFeatures(6, values), 8);
    QVERIFY(lists.rows == same.rows);
    QVERIFY(lists.distances == same.distances);
}

void TestNeighbourLists::extremesAreFound()
{
    // Squares beyond and below the range of float, and neighbours that float cannot tell apart.
    std::vector<float> values;
    for (int i = 0; i < 400; ++i) {
        const float size = i % 4 == 0 ? 1e30F : i % 4 == 1 ? 1e-30F : i % 4 == 2 ? -3e38F : 1.0F;
        values.push_back(size * (1.0F + static_cast<float>(i / 4) * std::numeric_limits<float>::epsilon()));
    }
    const Features features = toyFeatures(1, values);
    const NeighbourLists lists = listsOf(features, 7);
    for (std::uint32_t i = 0; i < features.rows(); ++i) {
        const auto nearest = sortedOut(features, i, Metric::Euclidean);
        for (std::size_t j = 0; j < 7; ++j)
            QCOMPARE(lists.of(i)[j], nearest[j].second);
    }
}

void TestNeighbourLists::rowsWithoutDirectionAreAtOne()
{
    // Rows 1, 4 and 5 are all zeros; 0, 2 and 3 are at right angles, the same way and the other way.
    const Features features = toyFeatures(2, {2, 0, 0, 0, 0, 3, -1, 0, 0, 0, 0, 0, 7, 0});
    const NeighbourLists lists = listsOf(features, 6, Metric::Cosine);
    const auto listOf = [&](std::size_t row) {
        return std::vector<std::uint32_t>(lists.of(row).begin(), lists.of(row).end());
    };
    QCOMPARE(listOf(0), (std::vector<std::uint32_t>{6, 1, 2, 4, 5, 3}));
    QCOMPARE(listOf(4), (std::vector<std::uint32_t>{0, 1, 2, 3, 5, 6}));
    QCOMPARE(listOf(3), (std::vector<std::uint32_t>{1, 2, 4, 5, 0, 6}));
    QCOMPARE(lists.distancesOf(0)[0], 0.0F);
    QCOMPARE(lists.distancesOf(0)[2], 1.0F);
    QCOMPARE(lists.distancesOf(0)[5], 2.0F);
    // One row with a direction, and none.
    const NeighbourLists lonely = listsOf(toyFeatures(1, {0, 5, 0}), 2, Metric::Cosine);
    QCOMPARE(lonely.rows, (std::vector<std::uint32_t>{1, 2, 0, 2, 0, 1}));
    const NeighbourLists none = listsOf(toyFeatures(1, {0, 0, 0}), 2, Metric::Cosine);
    QCOMPARE(none.rows, (std::vector<std::uint32_t>{1, 2, 0, 2, 0, 1}));
}

void TestNeighbourLists::descentFindsNearlyAll_data()
{
    QTest::addColumn<int>("rows");
    QTest::addColumn<int>("columns");
    QTest::addColumn<int>("k");
    QTest::addColumn<double>("grid");
    QTest::newRow("two rows") << 2 << 3 << 5 << 0.0;
    QTest::newRow("fewer rows than neighbours") << 12 << 4 << 15 << 0.0;
    QTest::newRow("clouds") << 6000 << 8 << 15 << 0.0;
    QTest::newRow("mostly twins") << 3000 << 2 << 15 << 0.5;
    QTest::newRow("many neighbours") << 3000 << 5 << 90 << 0.0;
}

void TestNeighbourLists::descentFindsNearlyAll()
{
    QFETCH(const int, rows);
    QFETCH(const int, columns);
    QFETCH(const int, k);
    QFETCH(const double, grid);
    const Features features = toyClouds(static_cast<std::size_t>(rows), static_cast<std::size_t>(columns), 3,
                                        19, static_cast<float>(grid))
                                  .features;
    for (const Metric metric : {Metric::Euclidean, Metric::Manhattan, Metric::Cosine}) {
        const NeighbourLists lists =
            listsOf(features, static_cast<std::size_t>(k), metric, NeighbourSearch::Approximate);
        const NeighbourLists exact = listsOf(features, static_cast<std::size_t>(k), metric);
        QVERIFY(!lists.exact);
        QCOMPARE(lists.rows.size(), exact.rows.size());
        std::size_t found = 0;
        for (std::uint32_t i = 0; i < lists.size(); ++i) {
            std::vector<std::uint32_t> own(lists.of(i).begin(), lists.of(i).end());
            std::sort(own.begin(), own.end());
            QVERIFY(std::adjacent_find(own.begin(), own.end()) == own.end());
            QVERIFY(!std::binary_search(own.begin(), own.end(), i));
            for (std::size_t j = 0; j < lists.neighbours; ++j) {
                const float apart = lists.distancesOf(i)[j];
                QVERIFY(std::abs(static_cast<double>(apart) -
                                 distanceOf(features.row(i), features.row(lists.of(i)[j]), metric)) < 1e-5);
                QVERIFY(apart >= exact.distancesOf(i)[j]);
                found += apart <= exact.distancesOf(i).back() ? 1 : 0;
            }
        }
        // What it says of itself, from 500 rows drawn with replacement, and what is.
        const double share = static_cast<double>(found) / static_cast<double>(lists.rows.size());
        QVERIFY2(share > 0.95, qPrintable(QString::number(share)));
        QVERIFY(std::abs(share - lists.recall) < 0.02);
    }
    QVERIFY(listsOf(features, 3, Metric::Euclidean, NeighbourSearch::Automatic).exact);
}

void TestNeighbourLists::threadsChangeNothing()
{
    const Features features = toyClouds(9000, 6, 4, 3, 4.0F).features;
    for (const NeighbourSearch search : {NeighbourSearch::Exact, NeighbourSearch::Approximate}) {
        setThreadCount(1);
        const NeighbourLists one = listsOf(features, 10, Metric::Euclidean, search);
        for (const int threads : {2, 3}) {
            setThreadCount(threads);
            QVERIFY(areSame(one, listsOf(features, 10, Metric::Euclidean, search)));
        }
        setThreadCount(0);
    }
}

void TestNeighbourLists::firstNeighboursAreThoseOfAShorterSearch()
{
    const Features features = toyClouds(600, 4, 3, 8, 3.0F).features;
    const NeighbourLists lists = listsOf(features, 20);
    QVERIFY(areSame(firstNeighbours(lists, 5), listsOf(features, 5)));
    QVERIFY(areSame(firstNeighbours(lists, 20), lists));
    QVERIFY(areSame(firstNeighbours(lists, 30), lists));
    QCOMPARE(firstNeighbours(lists, 0).size(), std::size_t(0));
    QCOMPARE(firstNeighbours(NeighbourLists{}, 5).size(), std::size_t(0));
}

void TestNeighbourLists::searchesCanBeCancelled()
{
    const Features features = toyClouds(5000, 3, 3, 2).features;
    for (const NeighbourSearch search : {NeighbourSearch::Exact, NeighbourSearch::Approximate}) {
        NeighbourOptions options;
        options.search = search;
        for (const int patience : {0, 1, 20, 1000}) {
            WatchedProgress cancelled(patience);
            QVERIFY(nearestNeighbours(features, options, cancelled).error().kind == ErrorKind::Cancelled);
        }
        WatchedProgress watched;
        QVERIFY(nearestNeighbours(features, options, watched).ok());
        QCOMPARE(watched.last.load(), 1.0);
    }
}

void TestNeighbourLists::badOptionsAreRefused()
{
    NeighbourOptions options;
    QVERIFY(!nearestNeighbours(Features(), options, Progress::none()));
    QVERIFY(!nearestNeighbours(toyFeatures(2, {1, 2}), options, Progress::none()));
    options.neighbours = 0;
    QVERIFY(nearestNeighbours(toyFeatures(1, {1, 2}), options, Progress::none()).error().kind ==
            ErrorKind::Usage);
}

void TestNeighbourLists::distancesAreThoseOfTheReference()
{
    GENRELENS_NEED_STUDY(data);
    GENRELENS_NEED_SHARED(distancesFile, "reference/exact_neighbour_distances_all15_standardized.csv");
    GENRELENS_NEED_SHARED(rowsFile, "reference/exact_neighbours_all15_standardized.csv");
    const auto distances = numbersOf(distancesFile);
    const auto rows = numbersOf(rowsFile);
    QCOMPARE(distances.size(), std::size_t(500));
    QCOMPARE(rows.size(), distances.size());
    const NeighbourLists lists = listsOf(standardized(data.features), 16);
    std::size_t compared = 0;
    for (std::size_t i = 0; i < distances.size(); ++i) {
        // The query's row, then 16 rows, of which the first is itself or a twin.
        const auto row = static_cast<std::size_t>(rows[i].front());
        QCOMPARE(distances[i].size(), std::size_t(17));
        for (std::size_t j = 0; j < 15; ++j) {
            const double expected = distances[i][j + 2];
            const auto found = static_cast<double>(lists.distancesOf(row)[j]);
            QVERIFY(std::abs(found - expected) < 1e-5); // values and distances are rounded to float
        }
        // The same rows, where no other one is as near as the last.
        if (lists.distancesOf(row)[15] - lists.distancesOf(row)[14] < 1e-5F)
            continue;
        std::vector<double> own(lists.of(row).begin(), lists.of(row).begin() + 15);
        own.push_back(static_cast<double>(row));
        std::vector<double> theirs(rows[i].begin() + 1, rows[i].end());
        std::sort(own.begin(), own.end());
        std::sort(theirs.begin(), theirs.end());
        QVERIFY(own == theirs);
        ++compared;
    }
    QVERIFY(compared > 400);
}

QTEST_APPLESS_MAIN(TestNeighbourLists)
#include "tst_neighbour_lists.moc"
