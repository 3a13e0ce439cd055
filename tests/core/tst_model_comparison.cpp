#include "core/learn/distributions.h"
#include "core/learn/model_comparison.h"
#include "core/learn/spread.h"

#include <QTest>

#include <cmath>
#include <vector>

using namespace genrelens;

namespace
{

bool near(double value, double expected, double relative = 1e-12)
{
    return std::abs(value - expected) <= relative * std::abs(expected);
}

// Answers of which both models, the first, the second and neither get so many right.
AnswerComparison compared(std::size_t both, std::size_t first, std::size_t second, std::size_t neither)
{
    const std::size_t rows = both + first + second + neither;
    const std::vector<std::int32_t> truth(rows, 1);
    std::vector<std::int32_t> ofFirst(rows, 0);
    std::vector<std::int32_t> ofSecond(rows, 0);
    for (std::size_t i = 0; i < both + first; ++i)
        ofFirst[i] = 1;
    for (std::size_t i = 0; i < both; ++i)
        ofSecond[i] = 1;
    for (std::size_t i = 0; i < second; ++i)
        ofSecond[both + first + i] = 1;
    return compareAnswers(truth, ofFirst, ofSecond);
}

} // namespace

class TestModelComparison : public QObject
{
    Q_OBJECT

private slots:
    void incompleteBetaHasKnownValues();
    void studentsDistributionHasKnownValues();
    void coinsAndChiSquareHaveKnownValues();
    void answersAreCountedInPairs();
    void fewDisagreementsAreJudgedExactly();
    void manyDisagreementsAreJudgedByChiSquare();
    void equalModelsDoNotDiffer();
    void intervalsMirror();
    void foldsAreJudgedWithTheCorrectedVariance();
    void tooFewFoldsSayNothing();
    void spreadIsThatOfASample();
};

// Expected values of the distributions: SciPy 1.10 (special.betainc, stats.t, stats.binomtest, stats.chi2),
// whose own precision is the tolerance.
void TestModelComparison::incompleteBetaHasKnownValues()
{
    QVERIFY(near(regularizedBeta(2, 3, 0.4), 0.5248)); // 6 x^2 - 8 x^3 + 3 x^4
    QVERIFY(near(regularizedBeta(0.5, 0.5, 0.3), 0.3690101195655454));
    QVERIFY(near(regularizedBeta(0.5, 10, 0.01), 0.3420718248432155));
    QVERIFY(near(regularizedBeta(50, 0.5, 0.9), 0.0012041498325598133));
    QVERIFY(near(regularizedBeta(1000, 2000, 0.34), 0.781215091161411, 1e-10));
    QVERIFY(near(regularizedBeta(5, 1, 0.7), 0.16807)); // x^5
    QCOMPARE(regularizedBeta(2, 3, 0.0), 0.0);
    QCOMPARE(regularizedBeta(2, 3, 1.0), 1.0);
}

void TestModelComparison::studentsDistributionHasKnownValues()
{
    QVERIFY(near(studentTwoSided(2.0, 4), 0.1161165235168155));
    QVERIFY(near(studentTwoSided(-2.0, 4), 0.1161165235168155));
    QVERIFY(near(studentTwoSided(0.5, 1), 0.7048327646991336));
    QVERIFY(near(studentTwoSided(10.0, 99), 1.0939757007992122e-16, 1e-9));
    QVERIFY(near(studentTwoSided(1.3, 2.5), 0.30048678927070793));
    QCOMPARE(studentTwoSided(0.0, 7), 1.0);
    QCOMPARE(studentTwoSided(std::numeric_limits<double>::infinity(), 7), 0.0);
    QVERIFY(near(studentQuantile(0.95, 1), std::tan(0.475 * std::acos(-1.0))));
    for (const double freedom : {2.0, 9.0, 29.0, 400.0})
        QVERIFY(near(studentTwoSided(studentQuantile(0.95, freedom), freedom), 0.05));
    // SciPy's quantiles keep ten digits.
    QVERIFY(near(studentQuantile(0.95, 4), 2.7764451051977987, 1e-9));
    QVERIFY(near(studentQuantile(0.95, 9), 2.2621571627409915, 1e-9));
    QVERIFY(near(studentQuantile(0.99, 29), 2.756385903670335, 1e-9));
    QVERIFY(near(studentQuantile(0.5, 3), 0.764892328080891, 1e-9));
}

void TestModelComparison::coinsAndChiSquareHaveKnownValues()
{
    QVERIFY(near(fairCoinTwoSided(3, 12), 0.14599609375)); // 2 * 299 / 4096
    QVERIFY(near(fairCoinTwoSided(0, 5), 0.0625));
    QVERIFY(near(fairCoinTwoSided(6, 24), 0.022655844688415527));
    QCOMPARE(fairCoinTwoSided(3, 6), 1.0);
    QCOMPARE(fairCoinTwoSided(0, 0), 1.0);
    QVERIFY(near(chiSquareAbove(3.84145882069412), 0.05));
    QCOMPARE(chiSquareAbove(0.0), 1.0);
}

void TestModelComparison::answersAreCountedInPairs()
{
    const AnswerComparison result = compared(10, 7, 3, 4);
    QCOMPARE(result.rows, std::size_t(24));
    QCOMPARE(result.bothRight, std::size_t(10));
    QCOMPARE(result.onlyFirstRight, std::size_t(7));
    QCOMPARE(result.onlySecondRight, std::size_t(3));
    QCOMPARE(result.bothWrong(), std::size_t(4));
    QCOMPARE(result.difference, 4.0 / 24.0);
}

void TestModelComparison::fewDisagreementsAreJudgedExactly()
{
    const AnswerComparison result = compared(10, 18, 6, 4);
    QVERIFY(result.exact);
    QVERIFY(near(result.pValue, 0.022655844688415527));
}

void TestModelComparison::manyDisagreementsAreJudgedByChiSquare()
{
    const AnswerComparison result = compared(40, 30, 14, 16);
    QVERIFY(!result.exact);
    QVERIFY(near(result.pValue, 0.023738515250054576)); // chi2.sf(15^2 / 44, 1)
    // A half added to each cell: (16 +- 1.96 sqrt(45 - 16^2 / 102)) / 102.
    const double half = 1.959963984540054 * std::sqrt(45.0 - 256.0 / 102.0) / 102.0;
    QVERIFY(near(result.interval.low, 16.0 / 102.0 - half));
    QVERIFY(near(result.interval.high, 16.0 / 102.0 + half));
    // A p-value far below what 1 - P could hold is still one.
    QVERIFY(near(compared(9000, 2144, 512, 6293).pValue, 8.198506633160694e-220, 1e-9));
}

void TestModelComparison::equalModelsDoNotDiffer()
{
    const AnswerComparison same = compared(50, 0, 0, 20);
    QCOMPARE(same.pValue, 1.0);
    QCOMPARE(same.difference, 0.0);
    QVERIFY(same.interval.low < 0.0 && same.interval.high > 0.0);
    const AnswerComparison even = compared(5, 30, 30, 0); // the correction must not go below 0
    QCOMPARE(even.pValue, 1.0);
    const AnswerComparison none = compared(0, 0, 0, 0);
    QCOMPARE(none.pValue, 1.0);
    QCOMPARE(none.difference, 0.0);
}

void TestModelComparison::intervalsMirror()
{
    const AnswerComparison one = compared(1, 5, 0, 0);
    const AnswerComparison other = compared(1, 0, 5, 0);
    QCOMPARE(one.interval.low, -other.interval.high);
    QCOMPARE(one.interval.high, -other.interval.low);
    QCOMPARE(one.pValue, other.pValue);
    const AnswerComparison all = compared(0, 4, 0, 0);
    QVERIFY(all.interval.high <= 1.0 && all.interval.low < all.difference);
}

void TestModelComparison::foldsAreJudgedWithTheCorrectedVariance()
{
    // By SciPy: t = mean / sqrt(var * (1/10 + 1/9)) = 2.7709684321277908 with 9 degrees of freedom.
    const std::vector<double> first = {0.62, 0.61, 0.63, 0.595, 0.615, 0.62, 0.61, 0.625, 0.6, 0.612};
    const std::vector<double> second(10, 0.6);
    const FoldMean result = compareFolds(first, second, 1.0 / 9.0);
    QVERIFY(near(result.mean, 0.0137));
    QVERIFY(near(result.pValue, 0.021719091085832618, 1e-10));
    QVERIFY(near(result.interval.low, 0.002515623891552755, 1e-9));
    QVERIFY(near(result.interval.high, 0.024884376108447244, 1e-9));
    // Without the overlap of the training rows the interval would be that of independent folds.
    const FoldMean independent = compareFolds(first, second, 0.0);
    QVERIFY(independent.interval.high < result.interval.high);
    QVERIFY(independent.pValue < result.pValue);
}

void TestModelComparison::tooFewFoldsSayNothing()
{
    const std::vector<double> one = {0.5};
    QCOMPARE(correctedMean(one, 0.25).mean, 0.5);
    QCOMPARE(correctedMean(one, 0.25).pValue, 1.0);
    QVERIFY(std::isinf(correctedMean(one, 0.25).interval.high));
    QCOMPARE(correctedMean({}, 0.25).mean, 0.0);
    const std::vector<double> same = {0.5, 0.5, 0.5};
    QCOMPARE(compareFolds(same, same, 0.5).pValue, 1.0);
    const std::vector<double> less = {0.25, 0.25, 0.25};
    QCOMPARE(compareFolds(same, less, 0.5).pValue, 0.0);
    QCOMPARE(compareFolds(same, less, 0.5).interval.low, 0.25);
}

void TestModelComparison::spreadIsThatOfASample()
{
    const std::vector<double> values = {2, 4, 4, 4, 5, 5, 7, 9}; // squares about the mean 5 add up to 32
    QCOMPARE(spreadOf(values).mean, 5.0);
    QVERIFY(near(spreadOf(values).sd, std::sqrt(32.0 / 7.0)));
    QCOMPARE(spreadOf(std::span(values).first(1)).sd, 0.0);
    QCOMPARE(spreadOf({}).mean, 0.0);
}

QTEST_APPLESS_MAIN(TestModelComparison)
#include "tst_model_comparison.moc"
