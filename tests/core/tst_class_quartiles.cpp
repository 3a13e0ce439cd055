#include "core/labels/class_quartiles.h"
#include "core/prepare/row_values.h"
#include "tests/support/toy_data.h"

#include <QTest>

#include <algorithm>
#include <cmath>
#include <limits>
#include <set>

using namespace genrelens;

namespace
{

constexpr double infinity = std::numeric_limits<double>::infinity();

// Quartiles by sorting, the plain way.
double sortedQuantile(std::vector<float> values, double share)
{
    std::sort(values.begin(), values.end());
    const double place = share * static_cast<double>(values.size() - 1);
    const auto below = static_cast<std::size_t>(std::floor(place));
    const std::size_t above = std::min(below + 1, values.size() - 1);
    const double part = place - std::floor(place);
    return (1 - part) * static_cast<double>(values[below]) + part * static_cast<double>(values[above]);
}

} // namespace

class TestClassQuartiles : public QObject
{
    Q_OBJECT

private slots:
    void knownQuartiles();
    void likeSorting();
    void onlyGivenRows();
    void canBeGivenUp();
    void rowsInRanges();
    void meansOfRows();
    void rangeOfMost();
    void ownUnitIsTheWayBack();
};

void TestClassQuartiles::knownQuartiles()
{
    // Class 0 has 1, 2, 3, 4, class 1 has only 7, class 2 nothing; one row has no class.
    const Features features = test::toyFeatures(1, {4, 7, 1, 100, 3, 2});
    const LabelSet labels = test::toyLabels(3, {0, 1, 0, unlabelled, 0, 0});
    const Result<ClassQuartiles> found = classQuartiles(features, labels, Progress::none());
    QVERIFY(found.ok());
    const ClassQuartiles &quartiles = found.value();
    QCOMPARE(quartiles.classes(), std::size_t(3));
    QCOMPARE(quartiles.lower[0], 1.75); // numpy.percentile([1, 2, 3, 4], 25)
    QCOMPARE(quartiles.median[0], 2.5);
    QCOMPARE(quartiles.upper[0], 3.25);
    for (const std::vector<double> *values : {&quartiles.lower, &quartiles.median, &quartiles.upper}) {
        QCOMPARE((*values)[1], 7.0);
        QVERIFY(std::isnan((*values)[2]));
    }
}

void TestClassQuartiles::likeSorting()
{
    const TrainingData data = test::toyClouds(997, 3, 4, 5, 8.0F); // with ties
    const Result<ClassQuartiles> found = classQuartiles(data.features, data.labels, Progress::none());
    QVERIFY(found.ok());
    for (std::size_t c = 0; c < 4; ++c)
        for (std::size_t f = 0; f < 3; ++f) {
            std::vector<float> values;
            for (std::size_t row = 0; row < data.features.rows(); ++row)
                if (data.labels.codes()[row] == static_cast<std::int32_t>(c))
                    values.push_back(data.features.row(row)[f]);
            // Only the last bits of a sum in another order may differ.
            QVERIFY(std::abs(found.value().lower[c * 3 + f] - sortedQuantile(values, 0.25)) < 1e-12);
            QVERIFY(std::abs(found.value().median[c * 3 + f] - sortedQuantile(values, 0.5)) < 1e-12);
            QVERIFY(std::abs(found.value().upper[c * 3 + f] - sortedQuantile(values, 0.75)) < 1e-12);
        }
}

void TestClassQuartiles::onlyGivenRows()
{
    const Features features = test::toyFeatures(1, {1, 2, 3, 1000});
    const LabelSet labels = test::toyLabels(1, {0, 0, 0, 0});
    const std::vector<std::uint32_t> rows{0, 1, 2};
    const Result<ClassQuartiles> found = classQuartiles(features, labels, rows, Progress::none());
    QCOMPARE(found.value().median[0], 2.0);
    QCOMPARE(found.value().upper[0], 2.5);
}

void TestClassQuartiles::canBeGivenUp()
{
    const TrainingData data = test::toyClouds(100, 2, 3, 1);
    test::WatchedProgress progress(0);
    const Result<ClassQuartiles> found = classQuartiles(data.features, data.labels, progress);
    QVERIFY(!found.ok());
    QVERIFY(found.error().kind == ErrorKind::Cancelled);
}

void TestClassQuartiles::rowsInRanges()
{
    const Features features = test::toyFeatures(2, {1, 10, 2, 20, 3, 30, 4, 40});
    using Rows = std::vector<std::uint32_t>;
    using Ranges = std::vector<ValueRange>;
    QCOMPARE(rowsWithin(features, {}), (Rows{0, 1, 2, 3}));
    QCOMPARE(rowsWithin(features, Ranges{{0, 2, 3}}), (Rows{1, 2})); // both ends included
    QCOMPARE(rowsWithin(features, Ranges{{0, 2, infinity}}), (Rows{1, 2, 3}));
    QCOMPARE(rowsWithin(features, Ranges{{0, 2, infinity}, {1, -infinity, 30}}), (Rows{1, 2}));
    QCOMPARE(rowsWithin(features, Ranges{{0, 2.5, 2.6}}), Rows());
    QCOMPARE(rowsWithin(Features(), {}), Rows());
}

void TestClassQuartiles::meansOfRows()
{
    const Features features = test::toyFeatures(2, {1, 10, 2, 20, 6, 60});
    const std::vector<std::uint32_t> rows{0, 2};
    QCOMPARE(columnMeans(features, rows), (std::vector<double>{3.5, 35.0}));
    QVERIFY(std::isnan(columnMeans(features, {})[0]));
}

void TestClassQuartiles::rangeOfMost()
{
    std::vector<float> values;
    for (int i = 0; i <= 100; ++i) {
        values.push_back(static_cast<float>(i));
        values.push_back(static_cast<float>(-2 * i));
    }
    const Features features = test::toyFeatures(2, values);
    const std::vector<std::size_t> both{0, 1};
    const auto [low, high] = commonRange(features, both, 0.01);
    QCOMPARE(low, -198.0);
    QCOMPARE(high, 99.0);
    const auto [nothing, none] = commonRange(Features(), {}, 0.01);
    QVERIFY(nothing == 0.0 && none == 0.0);
}

void TestClassQuartiles::ownUnitIsTheWayBack()
{
    FeatureScaling scaling;
    scaling.mean = 2.5;
    scaling.sd = 0.5;
    for (const bool logarithm : {false, true}) {
        scaling.logarithm = logarithm;
        for (const double x : {0.0, 3.0, 250.0})
            QVERIFY(std::abs(scaling.toOwn(scaling.toScaled(x)) - x) < 1e-9);
    }
    scaling.standardized = false;
    scaling.logarithm = false;
    QCOMPARE(scaling.toOwn(7.0), 7.0);
}

QTEST_APPLESS_MAIN(TestClassQuartiles)
#include "tst_class_quartiles.moc"
