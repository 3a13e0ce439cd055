#include "core/base/parallel.h"
#include "core/embed/pca.h"
#include "tests/support/study_features.h"
#include "tests/support/toy_data.h"

#include <QTest>

#include <cmath>
#include <numeric>

using namespace genrelens;
using namespace genrelens::test;

namespace
{

PcaMap mapOf(const Features &features)
{
    return pcaMap(features, Progress::none()).value();
}

double productOf(const std::vector<double> &a, const std::vector<double> &b)
{
    return std::inner_product(a.begin(), a.end(), b.begin(), 0.0);
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

} // namespace

class TestPca : public QObject
{
    Q_OBJECT

private slots:
    void directionsOfACrossAreItsArms();
    void pointsAreProjections_data();
    void pointsAreProjections();
    void fewRowsAndColumnsAreLaidOut();
    void threadsChangeNothing();
    void itCanBeCancelled();
    void sharesAreThoseOfTheReference();
};

void TestPca::directionsOfACrossAreItsArms()
{
    // Around (10, -5): two steps of 5 along (3, 4) / 5, two of 2.5 across. Variances 12.5 and 3.125.
    const Features cross = toyFeatures(2, {13, -1, 7, -9, 8, -3.5F, 12, -6.5F});
    const PcaMap map = mapOf(cross);
    QVERIFY(std::abs(map.shares[0] - 0.8) < 1e-12);
    QVERIFY(std::abs(map.shares[1] - 0.2) < 1e-12);
    QVERIFY(std::abs(map.loadings[0][0] - 0.6) < 1e-12 && std::abs(map.loadings[0][1] - 0.8) < 1e-12);
    QVERIFY(std::abs(map.loadings[1][0] - 0.8) < 1e-12 && std::abs(map.loadings[1][1] + 0.6) < 1e-12);
    QCOMPARE(map.points.size(), std::size_t(4));
    QVERIFY(std::abs(map.points[0].x - 5.0F) < 1e-5F && std::abs(map.points[0].y) < 1e-5F);
    QVERIFY(std::abs(map.points[3].y - 2.5F) < 1e-5F && std::abs(map.points[3].x) < 1e-5F);
}

void TestPca::pointsAreProjections_data()
{
    QTest::addColumn<int>("rows");
    QTest::addColumn<int>("columns");
    QTest::newRow("two columns") << 300 << 2;
    QTest::newRow("some columns") << 9000 << 7;
    QTest::newRow("more columns than rows") << 12 << 40;
}

void TestPca::pointsAreProjections()
{
    QFETCH(const int, rows);
    QFETCH(const int, columns);
    const Features features =
        toyClouds(static_cast<std::size_t>(rows), static_cast<std::size_t>(columns), 3, 6).features;
    const PcaMap map = mapOf(features);
    for (const auto &loadings : map.loadings) {
        QVERIFY(std::abs(productOf(loadings, loadings) - 1.0) < 1e-9);
        const auto largest = std::max_element(loadings.begin(), loadings.end(),
                                              [](double a, double b) { return std::abs(a) < std::abs(b); });
        QVERIFY(*largest > 0.0);
    }
    QVERIFY(std::abs(productOf(map.loadings[0], map.loadings[1])) < 1e-9);
    QVERIFY(map.shares[0] >= map.shares[1] && map.shares[1] >= 0.0);
    // Centred, uncorrelated, and their variances are the shares of the whole.
    double whole = 0.0;
    for (std::size_t m = 0; m < features.columns(); ++m) {
        double sum = 0.0;
        double squares = 0.0;
        for (std::size_t i = 0; i < features.rows(); ++i) {
            sum += static_cast<double>(features.row(i)[m]);
            squares += std::pow(static_cast<double>(features.row(i)[m]), 2);
        }
        whole += squares / rows - std::pow(sum / rows, 2);
    }
    double x = 0.0, y = 0.0, xx = 0.0, yy = 0.0, xy = 0.0;
    for (const MapPoint &point : map.points) {
        x += static_cast<double>(point.x);
        y += static_cast<double>(point.y);
        xx += std::pow(static_cast<double>(point.x), 2);
        yy += std::pow(static_cast<double>(point.y), 2);
        xy += static_cast<double>(point.x) * static_cast<double>(point.y);
    }
    // Points are rounded to float: relative errors of 1e-7, none of which adds up to more than 1e-5.
    QVERIFY(std::abs(x / rows) < 1e-5 && std::abs(y / rows) < 1e-5 && std::abs(xy / rows) < 1e-4);
    QVERIFY(std::abs(xx / rows / whole - map.shares[0]) < 1e-5);
    QVERIFY(std::abs(yy / rows / whole - map.shares[1]) < 1e-5);
}

void TestPca::fewRowsAndColumnsAreLaidOut()
{
    QVERIFY(!pcaMap(Features(), Progress::none()));
    const PcaMap one = mapOf(toyFeatures(3, {1, 2, 3}));
    QCOMPARE(one.points, (std::vector<MapPoint>{{0, 0}}));
    QCOMPARE(one.shares[0], 0.0);
    const PcaMap alike = mapOf(toyFeatures(2, {4, 4, 4, 4, 4, 4}));
    QCOMPARE(alike.points, (std::vector<MapPoint>{{0, 0}, {0, 0}, {0, 0}}));
    const PcaMap line = mapOf(toyFeatures(1, {1, 2, 6}));
    QCOMPARE(line.points, (std::vector<MapPoint>{{-2, 0}, {-1, 0}, {3, 0}}));
    QCOMPARE(line.loadings[0], (std::vector<double>{1}));
    QCOMPARE(line.loadings[1], (std::vector<double>{0}));
    QCOMPARE(line.shares[0], 1.0);
    QCOMPARE(line.shares[1], 0.0);
}

void TestPca::threadsChangeNothing()
{
    const Features features = toyClouds(20000, 5, 3, 9).features;
    setThreadCount(1);
    const PcaMap one = mapOf(features);
    for (const int threads : {2, 3}) {
        setThreadCount(threads);
        const PcaMap more = mapOf(features);
        QVERIFY(one.points == more.points);
        QVERIFY(one.loadings == more.loadings);
        QVERIFY(one.shares == more.shares);
    }
    setThreadCount(0);
}

void TestPca::itCanBeCancelled()
{
    const Features features = toyClouds(20000, 3, 3, 2).features;
    for (const int patience : {0, 3, 8}) {
        WatchedProgress cancelled(patience);
        QVERIFY(pcaMap(features, cancelled).error().kind == ErrorKind::Cancelled);
    }
    WatchedProgress watched;
    QVERIFY(pcaMap(features, watched).ok());
    QCOMPARE(watched.last.load(), 1.0);
}

void TestPca::sharesAreThoseOfTheReference()
{
    GENRELENS_NEED_STUDY(data);
    const PcaMap map = mapOf(standardized(data.features));
    // study_numbers.json (scikit-learn, in double); values are rounded to float here.
    QVERIFY(std::abs(map.shares[0] - 0.20129034357134512) < 1e-6);
    QVERIFY(std::abs(map.shares[1] - 0.10349006873695152) < 1e-6);
}

QTEST_APPLESS_MAIN(TestPca)
#include "tst_pca.moc"
