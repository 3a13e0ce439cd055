#include "core/labels/selection_profile.h"
#include "tests/support/tables.h"

#include <QTest>

#include <cmath>
#include <random>

using namespace genrelens;

namespace
{

// Raw values, so that the matrix holds them as they are.
Features featuresOf(std::size_t columns, std::vector<float> values)
{
    std::vector<std::string> names;
    for (std::size_t c = 0; c < columns; ++c)
        names.push_back("f" + std::to_string(c));
    FeatureScaling raw;
    raw.standardized = false;
    std::vector<std::uint32_t> rows(values.size() / columns);
    for (std::size_t i = 0; i < rows.size(); ++i)
        rows[i] = static_cast<std::uint32_t>(i);
    return {std::move(names), std::vector<FeatureScaling>(columns, raw), std::move(values), std::move(rows)};
}

SelectionGround groundOf(const Features &features)
{
    return SelectionGround::of(features, Progress::none()).value();
}

// The definition: every selected row beside every other.
double cliffsDelta(const Features &features, const RowSet &selection, std::size_t column)
{
    double higher = 0.0;
    double pairs = 0.0;
    for (std::size_t a = 0; a < features.rows(); ++a)
        for (std::size_t b = 0; b < features.rows(); ++b) {
            if (!selection.contains(a) || selection.contains(b))
                continue;
            const float x = features.row(a)[column];
            const float y = features.row(b)[column];
            higher += x > y ? 1.0 : x < y ? -1.0 : 0.0;
            pairs += 1.0;
        }
    return higher / pairs;
}

} // namespace

class TestSelectionProfile : public QObject
{
    Q_OBJECT

private slots:
    void effectsOfFewRows();
    void effectsAreThoseOfTheDefinition();
    void histogramsHoldEveryRow();
    void nothingAndAllHaveNoEffect();
    void sharesAndLift();
    void mostAreLeftOut();
    void canBeGivenUp();
};

void TestSelectionProfile::effectsOfFewRows()
{
    // f0: the selected are above all others; f1: below; f2: the same for all.
    const Features features = featuresOf(3, {1, 9, 5, 2, 8, 5, 3, 2, 5, 4, 1, 5});
    const std::vector<FeatureContrast> contrasts =
        featureContrasts(groundOf(features), RowSet(4, std::vector<std::uint32_t>{2, 3}));
    QCOMPARE(contrasts.size(), std::size_t(3));
    QCOMPARE(contrasts[0].column, std::size_t(0));
    QCOMPARE(contrasts[0].effect, 1.0);
    QCOMPARE(contrasts[0].mean, 3.5);
    QCOMPARE(contrasts[0].meanOfOthers, 1.5);
    QCOMPARE(contrasts[1].effect, -1.0);
    QCOMPARE(contrasts[2].column, std::size_t(2));
    QCOMPARE(contrasts[2].effect, 0.0);
}

void TestSelectionProfile::effectsAreThoseOfTheDefinition()
{
    std::mt19937 random(5); // NOLINT: the test must be the same each time
    std::vector<float> values;
    RowSet selection(300);
    for (std::size_t row = 0; row < 300; ++row) {
        for (int c = 0; c < 3; ++c)
            values.push_back(static_cast<float>(random() % (c == 0 ? 3U : 200U))); // many ties, few ties
        if (random() % 3 == 0)
            selection.insert(row);
    }
    const Features features = featuresOf(3, values);
    double last = 2.0;
    for (const FeatureContrast &contrast : featureContrasts(groundOf(features), selection)) {
        const double expected = cliffsDelta(features, selection, contrast.column);
        QVERIFY(std::abs(contrast.effect - expected) < 1e-12); // sums of whole numbers, divided once
        QVERIFY(std::abs(contrast.effect) <= last);
        last = std::abs(contrast.effect);
    }
}

void TestSelectionProfile::histogramsHoldEveryRow()
{
    std::vector<float> values;
    for (int i = 0; i < 1000; ++i)
        values.push_back(i == 0 ? 1e6F : static_cast<float>(i)); // one far out
    const Features features = featuresOf(1, values);
    RowSet selection(1000);
    for (std::size_t i = 0; i < 250; ++i)
        selection.insert(i);
    const FeatureContrast contrast = featureContrasts(groundOf(features), selection).front();
    std::uint32_t selected = 0;
    std::uint32_t others = 0;
    for (std::size_t b = 0; b < SelectionGround::bins; ++b) {
        selected += contrast.selected[b];
        others += contrast.others[b];
    }
    QCOMPARE(selected, 250U);
    QCOMPARE(others, 750U);
    QVERIFY(contrast.others[SelectionGround::bins / 2] > 0); // the one far out has not pushed them together
    QVERIFY(contrast.selected[0] > contrast.others[0]);
}

void TestSelectionProfile::nothingAndAllHaveNoEffect()
{
    const Features features = featuresOf(1, {1, 2, 3});
    const FeatureContrast none = featureContrasts(groundOf(features), RowSet(3)).front();
    QCOMPARE(none.effect, 0.0);
    QVERIFY(std::isnan(none.mean));
    QCOMPARE(none.meanOfOthers, 2.0);
    const FeatureContrast all =
        featureContrasts(groundOf(features), RowSet(3, std::vector<std::uint32_t>{0, 1, 2})).front();
    QCOMPARE(all.effect, 0.0);
    QVERIFY(std::isnan(all.meanOfOthers));
}

void TestSelectionProfile::sharesAndLift()
{
    // Eight rows; the selected four are two of class 0 (of four), one of class 2 (its only), one without.
    const std::vector<std::int32_t> codes{0, 0, 0, 0, 1, 1, 2, -1};
    const RowSet selection(8, std::vector<std::uint32_t>{1, 3, 6, 7});
    const std::vector<GroupShare> shares = groupShares(codes, selection, 10);
    QCOMPARE(shares.size(), std::size_t(2));
    QCOMPARE(shares[0].group, 0);
    QCOMPARE(shares[0].selected, std::size_t(2));
    QCOMPARE(shares[0].all, std::size_t(4));
    QCOMPARE(shares[0].first, 1U);
    QCOMPARE(shares[0].lift, 1.0); // 2/4 of the selected, 4/8 of all
    QCOMPARE(shares[1].group, 2);
    QCOMPARE(shares[1].lift, 2.0); // 1/4 of the selected, 1/8 of all
}

void TestSelectionProfile::mostAreLeftOut()
{
    const std::vector<std::int32_t> codes{0, 1, 2, 2, 1};
    const RowSet all(5, std::vector<std::uint32_t>{0, 1, 2, 3, 4});
    const std::vector<GroupShare> shares = groupShares(codes, all, 2);
    QCOMPARE(shares.size(), std::size_t(2));
    QCOMPARE(shares[0].group, 1);
    QCOMPARE(shares[1].group, 2);
    QVERIFY(groupShares(codes, RowSet(5), 2).empty());
    QVERIFY(groupShares({}, all, 2).empty());
}

void TestSelectionProfile::canBeGivenUp()
{
    test::Impatient impatient(0);
    const auto ground = SelectionGround::of(featuresOf(1, {1, 2, 3}), impatient);
    QVERIFY(!ground.ok());
    QVERIFY(ground.error().kind == ErrorKind::Cancelled);
}

QTEST_GUILESS_MAIN(TestSelectionProfile)
#include "tst_selection_profile.moc"
