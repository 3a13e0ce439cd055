#include "core/base/parallel.h"
#include "core/base/random.h"
#include "core/explain/shap_bootstrap.h"
#include "core/explain/shap_importance.h"
#include "core/explain/shap_interactions.h"
#include "tests/support/toy_shap.h"

#include <QTest>

#include <cmath>
#include <numeric>

using namespace genrelens;

namespace
{

constexpr std::size_t classes = 2;
constexpr std::size_t features = 3;

// value(row, class, feature)
template <typename Value>
ShapValues valuesOf(std::size_t rows, const Value &value)
{
    ShapTable table(rows, features, std::vector<double>(classes, 0.5));
    std::vector<double> values;
    std::vector<double> outputs;
    for (std::size_t r = 0; r < rows; ++r)
        for (std::size_t c = 0; c < classes; ++c) {
            double sum = 0.5;
            for (std::size_t f = 0; f < features; ++f) {
                values.push_back(value(r, c, f));
                sum += values.back();
            }
            outputs.push_back(sum);
        }
    test::appendByRow(table, values, outputs);
    return table.shown();
}

ShapIntervals intervalsOf(const ShapValues &values, const ShapBootstrapOptions &options = {})
{
    return shapIntervals(values, options, Progress::none()).value();
}

// Of normal values: |x| of a standard normal has mean sqrt(2/pi) and variance 1 - 2/pi.
ShapValues normalValues(std::size_t rows)
{
    Random random(1, RandomPurpose::Test);
    return valuesOf(rows, [&](std::size_t, std::size_t, std::size_t f) {
        return static_cast<double>(f + 1) * random.normal();
    });
}

Features featuresOf(std::vector<float> values, std::size_t columns)
{
    std::vector<std::string> names;
    for (std::size_t f = 0; f < columns; ++f)
        names.push_back(std::string(1, static_cast<char>('a' + f)));
    std::vector<std::uint32_t> rows(values.size() / columns);
    std::iota(rows.begin(), rows.end(), 0U);
    return {names, std::vector<FeatureScaling>(columns), std::move(values), rows};
}

} // namespace

class TestShapBootstrap : public QObject
{
    Q_OBJECT

private slots:
    void whatNeverVariesIsCertain();
    void widthIsThatOfTheMeansError();
    void totalsAreResampledTogether();
    void sameBitsForAnyThreads();
    void seedsDiffer();
    void nothingToResample();
    void isCancelled();
    void interactionWithWhatDecides();
    void interactionOfFewRows();
    void noInteraction();
};

void TestShapBootstrap::whatNeverVariesIsCertain()
{
    const ShapValues values = valuesOf(100, [](std::size_t r, std::size_t c, std::size_t f) {
        const double size = 0.25 * static_cast<double>(1 + c + 2 * f);
        return r % 2 == 0 ? size : -size; // only its size counts
    });
    const ShapIntervals intervals = intervalsOf(values);
    const ShapImportance importance = shapImportance(values);
    for (std::size_t f = 0; f < features; ++f) {
        // Quarters and counts are floats without rounding.
        QCOMPARE(intervals.totals[f].low, importance.total(f));
        QCOMPARE(intervals.totals[f].high, importance.total(f));
        for (std::size_t c = 0; c < classes; ++c) {
            QCOMPARE(intervals.of(c, f).low, importance.of(c, f));
            QCOMPARE(intervals.of(c, f).high, importance.of(c, f));
        }
    }
}

void TestShapBootstrap::widthIsThatOfTheMeansError()
{
    constexpr std::size_t rows = 700; // no whole number of blocks
    const ShapValues values = normalValues(rows);
    const ShapIntervals intervals = intervalsOf(values, {2'000, 0.95, 1});
    const ShapImportance importance = shapImportance(values);
    const double error = std::sqrt((1.0 - 2.0 / M_PI) / rows);
    for (std::size_t f = 0; f < features; ++f) {
        const double scale = static_cast<double>(f + 1);
        for (std::size_t c = 0; c < classes; ++c) {
            const Interval &interval = intervals.of(c, f);
            QVERIFY(interval.low < importance.of(c, f) && importance.of(c, f) < interval.high);
            // The sample's deviation and 2,000 resamples' percentiles are each a few per cent off.
            const double expected = 2.0 * 1.96 * scale * error;
            QVERIFY(std::abs(interval.high - interval.low - expected) < 0.15 * expected);
        }
        const double expected = 2.0 * 1.96 * scale * error * std::sqrt(double(classes));
        const Interval &total = intervals.totals[f];
        QVERIFY(std::abs(total.high - total.low - expected) < 0.15 * expected);
    }
    const Interval narrow = intervalsOf(values, {2'000, 0.5, 1}).totals[0];
    QVERIFY(narrow.low > intervals.totals[0].low && narrow.high < intervals.totals[0].high);
}

// Where one class's value is large the other's is small: each varies, their sum does not.
void TestShapBootstrap::totalsAreResampledTogether()
{
    const ShapValues values = valuesOf(300, [](std::size_t r, std::size_t c, std::size_t) {
        const double size = static_cast<double>(r % 8) / 8.0;
        return c == 0 ? size : 1.0 - size;
    });
    const ShapIntervals intervals = intervalsOf(values);
    for (std::size_t f = 0; f < features; ++f) {
        QVERIFY(intervals.of(0, f).high - intervals.of(0, f).low > 0.02);
        QVERIFY(std::abs(intervals.totals[f].low - 1.0) < 1e-12);
        QVERIFY(std::abs(intervals.totals[f].high - 1.0) < 1e-12);
    }
}

void TestShapBootstrap::sameBitsForAnyThreads()
{
    const ShapValues values = normalValues(600);
    setThreadCount(1);
    const ShapIntervals alone = intervalsOf(values);
    setThreadCount(4);
    const ShapIntervals together = intervalsOf(values);
    setThreadCount(0);
    for (std::size_t i = 0; i < alone.means.size(); ++i) {
        QVERIFY(alone.means[i].low == together.means[i].low);
        QVERIFY(alone.means[i].high == together.means[i].high);
    }
    for (std::size_t f = 0; f < features; ++f)
        QVERIFY(alone.totals[f].low == together.totals[f].low &&
                alone.totals[f].high == together.totals[f].high);
}

void TestShapBootstrap::seedsDiffer()
{
    const ShapValues values = normalValues(200);
    QVERIFY(intervalsOf(values, {200, 0.95, 1}).totals[0].low !=
            intervalsOf(values, {200, 0.95, 2}).totals[0].low);
}

void TestShapBootstrap::nothingToResample()
{
    QVERIFY(!shapIntervals({}, {}, Progress::none()).ok());
    QVERIFY(!shapIntervals(normalValues(5), {0, 0.95, 1}, Progress::none()).ok());
    // One row is always drawn.
    const ShapValues one = valuesOf(1, [](std::size_t, std::size_t, std::size_t) { return -0.5; });
    QCOMPARE(intervalsOf(one).totals[0].low, 1.0);
    QCOMPARE(intervalsOf(one).totals[0].high, 1.0);
}

void TestShapBootstrap::isCancelled()
{
    struct Cancelled : Progress {
        void report(double, std::string_view) override {}
        [[nodiscard]] bool cancelled() const override { return true; }
    } progress;
    const auto result = shapIntervals(normalValues(50), {}, progress);
    QVERIFY(!result.ok());
    QCOMPARE(result.error().kind, ErrorKind::Cancelled);
}

// SHAP of a is its value times b's sign; c is noise. 1,000 rows are 20 stretches of 50.
void TestShapBootstrap::interactionWithWhatDecides()
{
    Random random(3, RandomPurpose::Test);
    std::vector<float> values;
    std::vector<float> shap;
    for (int i = 0; i < 1'000; ++i) {
        const auto a = static_cast<float>(1.0 + random.uniform());
        const float b = random.uniform() < 0.5 ? -1.0F : 1.0F;
        values.insert(values.end(), {a, b, static_cast<float>(random.normal()), 4.0F});
        shap.push_back(a * b);
    }
    const Features table = featuresOf(values, 4);
    std::vector<std::uint32_t> rows(1'000);
    std::iota(rows.begin(), rows.end(), 0U);
    const std::vector<double> strengths = shapInteractions(shap, 0, table, rows);
    QCOMPARE(strengths[0], 0.0);
    QVERIFY(strengths[1] > 19.5 && strengths[1] <= 20.0 + 1e-9); // a hardly varies within a stretch
    QVERIFY(strengths[2] > 0.0 && strengths[2] < 6.0); // |correlation| of 50 is about 0.11 by chance
    QCOMPARE(strengths[3], 0.0);
    QCOMPARE(strongestInteraction(strengths), std::optional<std::size_t>(1));
    // Rows are looked up: half of them, from behind.
    std::vector<std::uint32_t> backwards;
    std::vector<float> theirs;
    for (std::uint32_t i = 0; i < 500; ++i) {
        backwards.push_back(999 - i);
        theirs.push_back(shap[999 - i]);
    }
    const std::vector<double> half = shapInteractions(theirs, 0, table, backwards);
    QVERIFY(half[1] > 9.5 && half[1] <= 10.0 + 1e-9);
}

// 20 rows are ten stretches of two, in which any two that vary are correlated by 1.
void TestShapBootstrap::interactionOfFewRows()
{
    std::vector<float> values;
    std::vector<float> shap;
    for (int i = 0; i < 20; ++i) {
        values.insert(values.end(),
                      {static_cast<float>(i), static_cast<float>((i * 7) % 20), i < 10 ? 0.0F : float(i)});
        shap.push_back(static_cast<float>((i * 3) % 20));
    }
    std::vector<std::uint32_t> rows(20);
    std::iota(rows.begin(), rows.end(), 0U);
    const std::vector<double> strengths = shapInteractions(shap, 0, featuresOf(values, 3), rows);
    QVERIFY(std::abs(strengths[1] - 10.0) < 1e-9);
    QVERIFY(std::abs(strengths[2] - 5.0) < 1e-9); // does not vary in the first five
}

void TestShapBootstrap::noInteraction()
{
    const std::vector<std::uint32_t> rows = {0, 1, 2};
    const Features table = featuresOf({1, 5, 2, 5, 3, 5}, 2);
    const std::vector<float> shap = {0.1F, 0.2F, 0.3F};
    QVERIFY(!strongestInteraction(shapInteractions(shap, 0, table, rows)));
    QVERIFY(!strongestInteraction(shapInteractions({}, 0, table, {})));
    QVERIFY(!strongestInteraction({}));
}

QTEST_GUILESS_MAIN(TestShapBootstrap)
#include "tst_shap_bootstrap.moc"
