#include "widgets/plots/colour_math.h"
#include "widgets/plots/palette.h"
#include "widgets/plots/theme.h"
#include "widgets/plots/value_colours.h"

#include <QApplication>
#include <QSet>
#include <QTest>

#include <algorithm>
#include <cmath>
#include <limits>

using namespace genrelens;

namespace
{

double smallestDistance(const std::vector<QColor> &colours, Vision vision)
{
    double smallest = std::numeric_limits<double>::max();
    for (std::size_t i = 0; i < colours.size(); ++i) {
        for (std::size_t j = i + 1; j < colours.size(); ++j)
            smallest =
                std::min(smallest, ciede2000(simulate(colours[i], vision), simulate(colours[j], vision)));
    }
    return smallest;
}

double smallestContrast(const std::vector<QColor> &colours)
{
    double smallest = 21;
    for (const QColor &colour : colours) {
        for (const Theme &theme : {Theme::light(), Theme::dark()})
            smallest = std::min(smallest, contrastRatio(colour, theme.base));
    }
    return smallest;
}

} // namespace

class TestPalette : public QObject
{
    Q_OBJECT

private slots:
    void ciede2000_data();
    void ciede2000();
    void okLabKnownValues();
    void okLabRoundTrip();
    void contrastKnownValues();
    void eightColoursAreSafe();
    void moreColoursNeverRepeat();
    void shadesKeepTheHue();
    void magnitudeIsEven();
    void signedIsSymmetric();
    void featureValuesAreEven();
    void scaleOfValues();
    void textIsReadable();
    void themeThroughPalette();
    void themeFollowsDesktop();
    void fontsNeverBelowEightPoints();
};

void TestPalette::ciede2000_data()
{
    QTest::addColumn<double>("l1");
    QTest::addColumn<double>("a1");
    QTest::addColumn<double>("b1");
    QTest::addColumn<double>("l2");
    QTest::addColumn<double>("a2");
    QTest::addColumn<double>("b2");
    QTest::addColumn<double>("expected");
    // Test pairs published with Sharma, Wu, Dalal (2005).
    QTest::newRow("1") << 50.0 << 2.6772 << -79.7751 << 50.0 << 0.0 << -82.7485 << 2.0425;
    QTest::newRow("7") << 50.0 << 0.0 << 0.0 << 50.0 << -1.0 << 2.0 << 2.3669;
    QTest::newRow("9") << 50.0 << 2.49 << -0.001 << 50.0 << -2.49 << 0.0009 << 7.1792;
    QTest::newRow("11") << 50.0 << 2.49 << -0.001 << 50.0 << -2.49 << 0.0011 << 7.2195;
    QTest::newRow("17") << 50.0 << 2.5 << 0.0 << 73.0 << 25.0 << -18.0 << 27.1492;
    QTest::newRow("25") << 60.2574 << -34.0099 << 36.2677 << 60.4626 << -34.1751 << 39.4387 << 1.2644;
    QTest::newRow("34") << 2.0776 << 0.0795 << -1.1350 << 0.9033 << -0.0636 << -0.5514 << 0.9082;
}

void TestPalette::ciede2000()
{
    QFETCH(double, l1);
    QFETCH(double, a1);
    QFETCH(double, b1);
    QFETCH(double, l2);
    QFETCH(double, a2);
    QFETCH(double, b2);
    QFETCH(double, expected);
    const CieLab x{l1, a1, b1};
    const CieLab y{l2, a2, b2};
    QVERIFY(std::abs(genrelens::ciede2000(x, y) - expected) < 1e-4);
    QVERIFY(std::abs(genrelens::ciede2000(y, x) - expected) < 1e-4);
    QCOMPARE(genrelens::ciede2000(x, x), 0.0);
}

void TestPalette::okLabKnownValues()
{
    const OkLab white = toOkLab(Qt::white);
    QVERIFY(std::abs(white.l - 1) < 1e-3 && std::hypot(white.a, white.b) < 1e-3);
    const OkLab red = toOkLab(QColor(255, 0, 0));
    QVERIFY(std::abs(red.l - 0.6280) < 1e-3);
    QVERIFY(std::abs(red.a - 0.2249) < 1e-3);
    QVERIFY(std::abs(red.b - 0.1258) < 1e-3);
}

void TestPalette::okLabRoundTrip()
{
    for (int r = 0; r < 256; r += 51) {
        for (int g = 0; g < 256; g += 51) {
            for (int b = 0; b < 256; b += 51) {
                const QColor colour(r, g, b);
                QCOMPARE(fromOkLab(toOkLab(colour)).rgb(), colour.rgb());
            }
        }
    }
}

void TestPalette::contrastKnownValues()
{
    QCOMPARE(contrastRatio(Qt::black, Qt::white), 21.0);
    QCOMPARE(contrastRatio(Qt::white, Qt::white), 1.0);
    QVERIFY(std::abs(contrastRatio(QColor(0x77, 0x77, 0x77), Qt::white) - 4.48) < 0.01);
}

void TestPalette::eightColoursAreSafe()
{
    const std::vector<QColor> eight = classColours(8);
    QCOMPARE(eight.front(), QColor(0x0a, 0x84, 0xfa));
    QCOMPARE(eight.back(), QColor(0x77, 0x0b, 0xe6));
    const double normal = smallestDistance(eight, Vision::Normal);
    const double protan = smallestDistance(eight, Vision::Protan);
    const double deutan = smallestDistance(eight, Vision::Deutan);
    qInfo("smallest CIEDE2000: %.1f normal, %.1f protan, %.1f deutan; contrast %.2f", normal, protan, deutan,
          smallestContrast(eight));
    QVERIFY(normal >= 20);
    QVERIFY(protan >= 12);
    QVERIFY(deutan >= 12);
    QVERIFY(smallestContrast(eight) >= 2.5);
}

void TestPalette::moreColoursNeverRepeat()
{
    const std::vector<QColor> many = classColours(distinctClassColours);
    QSet<QRgb> seen;
    for (const QColor &colour : many)
        seen.insert(colour.rgb());
    QCOMPARE(seen.size(), distinctClassColours);
    QVERIFY(smallestContrast(many) >= 2.5);
    const std::vector<QColor> twenty = classColours(20);
    const std::vector<QColor> genres = classColours(113);
    qInfo("smallest CIEDE2000: %.1f of 20, %.1f of 113", smallestDistance(twenty, Vision::Normal),
          smallestDistance(genres, Vision::Normal));
    QVERIFY(smallestDistance(twenty, Vision::Normal) >= 8);
    QVERIFY(smallestDistance(genres, Vision::Normal) >= 3);
    for (int i = 0; i < 20; ++i)
        QCOMPARE(genres[static_cast<std::size_t>(i)], twenty[static_cast<std::size_t>(i)]);
    QCOMPARE(classColour(-1), unmappedColour());
}

void TestPalette::shadesKeepTheHue()
{
    for (const QColor &base : classColours(8)) {
        QCOMPARE(shade(base, 0, 1), base);
        double lightness = 0;
        for (int i = 0; i < 14; ++i) {
            const QColor colour = shade(base, i, 14);
            const OkLch lch = toOkLch(colour);
            QVERIFY(lch.l > lightness);
            lightness = lch.l;
            QVERIFY(std::abs(std::remainder(lch.h - toOkLch(base).h, 6.283185)) < 0.1);
            QVERIFY(smallestContrast({colour}) >= 2);
        }
    }
}

void TestPalette::magnitudeIsEven()
{
    for (const Theme &theme : {Theme::light(), Theme::dark()}) {
        QCOMPARE(magnitudeColour(0, theme).rgb(), theme.base.rgb());
        const QColor end = magnitudeColour(1, theme);
        QVERIFY(std::abs(std::remainder(toOkLch(end).h - toOkLch(theme.accent).h, 6.283185)) < 0.1);
        QVERIFY(contrastRatio(end, theme.base) >= 4.5);
        QCOMPARE(magnitudeColour(std::nan(""), theme).rgb(), theme.base.rgb());
        const double whole = okDistance(toOkLab(theme.base), toOkLab(end));
        for (int i = 0; i < 10; ++i) {
            const double step = okDistance(toOkLab(magnitudeColour(i / 10.0, theme)),
                                           toOkLab(magnitudeColour((i + 1) / 10.0, theme)));
            QVERIFY(std::abs(step - whole / 10) < 0.01);
        }
    }
}

void TestPalette::signedIsSymmetric()
{
    for (const Theme &theme : {Theme::light(), Theme::dark()}) {
        const QColor neutral = signedColour(0, theme);
        QVERIFY(toOkLch(neutral).c < 0.02);
        const double down = okDistance(toOkLab(neutral), toOkLab(signedColour(-1, theme)));
        const double up = okDistance(toOkLab(neutral), toOkLab(signedColour(1, theme)));
        QVERIFY(std::abs(down - up) < 0.1);
        QVERIFY(signedColour(-1, theme).blue() > signedColour(-1, theme).red());
        QVERIFY(signedColour(1, theme).red() > signedColour(1, theme).blue());
    }
}

void TestPalette::featureValuesAreEven()
{
    QCOMPARE(featureColour(0), QColor(0x1e, 0x88, 0xe5));
    QCOMPARE(featureColour(1), QColor(0xff, 0x0d, 0x57));
    QCOMPARE(featureColour(-0.1), featureColour(0));
    QCOMPARE(featureColour(7), featureColour(1));
    QCOMPARE(featureColour(std::nan("")), unmappedColour());
    constexpr int steps = 10;
    double whole = 0;
    std::vector<double> way;
    for (int i = 0; i < steps; ++i) {
        way.push_back(okDistance(toOkLab(featureColour(double(i) / steps)),
                                 toOkLab(featureColour(double(i + 1) / steps))));
        whole += way.back();
    }
    for (int i = 0; i < steps; ++i) {
        // A chord is a little shorter than its arc, the more so where the wheel is turned fast.
        QVERIFY(std::abs(way[static_cast<std::size_t>(i)] - whole / steps) < 0.1 * whole / steps);
        // That of the ends is 0.618 and 0.638: neither low nor high values stand out by lightness.
        QVERIFY(std::abs(toOkLch(featureColour(double(i) / steps)).l - 0.628) < 0.02);
        QVERIFY(toOkLch(featureColour(double(i) / steps)).c > 0.12); // far from the grey of missing values
    }
}

void TestPalette::scaleOfValues()
{
    std::vector<float> values;
    for (int i = 100; i >= 0; --i)
        values.push_back(static_cast<float>(i));
    values.push_back(std::numeric_limits<float>::quiet_NaN());
    const ValueScale scale = valueScale(values);
    QCOMPARE(scale.low, 5.0);
    QCOMPARE(scale.high, 95.0);
    QCOMPARE(scale.colour(-1e9), featureColour(0));
    QCOMPARE(scale.colour(50), featureColour(0.5));
    QCOMPARE(scale.colour(96), featureColour(1));
    QCOMPARE(scale.colour(std::nan("")), unmappedColour());
    // Rare values still tell 0 from 1, and one value alone is neither low nor high.
    std::vector<float> rare(1000, 0.0F);
    rare.back() = 1.0F;
    QCOMPARE(valueScale(rare).high, 1.0);
    QCOMPARE(valueScale(std::vector<float>(3, 7.0F)).colour(7), featureColour(0.5));
    QCOMPARE(valueScale({}).colour(1), featureColour(0.5));
}

void TestPalette::textIsReadable()
{
    for (const Theme &theme : {Theme::light(), Theme::dark()}) {
        for (const QColor &ground : {theme.window, theme.base}) {
            QVERIFY(contrastRatio(theme.text, ground) >= 4.5);
            QVERIFY(contrastRatio(theme.quiet, ground) >= 4.5);
            QVERIFY(contrastRatio(theme.accent, ground) >= 3);
        }
        QVERIFY(contrastRatio(theme.onAccent, theme.accent) >= 4.5);
        QVERIFY(contrastRatio(theme.onTooltip, theme.tooltip) >= 4.5);
        QVERIFY(contrastRatio(theme.warning, theme.warningGround) >= 4.5);
        for (int i = 0; i <= 100; ++i) {
            const QColor cell = magnitudeColour(i / 100.0, theme);
            QVERIFY(contrastRatio(textOn(cell), cell) >= 4.5);
        }
    }
    for (const QColor &colour : classColours(113))
        QVERIFY(contrastRatio(textOn(colour), colour) >= 4.5);
}

void TestPalette::themeThroughPalette()
{
    for (const Theme &theme : {Theme::light(), Theme::dark()})
        QVERIFY(Theme::of(theme.palette()) == theme);
}

void TestPalette::themeFollowsDesktop()
{
    QPalette desktop;
    desktop.setColor(QPalette::Window, QColor(0x2a, 0x2a, 0x2a));
    desktop.setColor(QPalette::WindowText, Qt::white);
    desktop.setColor(QPalette::Base, QColor(0x1c, 0x1c, 0x1c));
    desktop.setColor(QPalette::Text, Qt::white);
    desktop.setColor(QPalette::Highlight, QColor(0xff, 0x9a, 0x3c));
    const Theme theme = Theme::of(desktop);
    QVERIFY(theme.isDark);
    QCOMPARE(theme.base, QColor(0x1c, 0x1c, 0x1c));
    QCOMPARE(theme.accent, QColor(0xff, 0x9a, 0x3c));
    QVERIFY(contrastRatio(theme.quiet, theme.window) >= 4.5);
    QVERIFY(contrastRatio(theme.onAccent, theme.accent) >= 4.5);
    QVERIFY(Theme::of(theme.palette()) == theme);

    desktop.setColor(QPalette::Text, QColor(0x33, 0x33, 0x33)); // unreadable: ours instead
    QCOMPARE(Theme::of(desktop).text, Theme::dark().text);
}

void TestPalette::fontsNeverBelowEightPoints()
{
    QFont font;
    font.setPointSizeF(8.2);
    QCOMPARE(axisFont(font).pointSizeF(), 8.0);
    font.setPointSizeF(20);
    QCOMPARE(axisFont(font).pointSizeF(), 18.0);
    QCOMPARE(headlineFont(font).pointSizeF(), 32.0);
    QVERIFY(headlineFont(font).weight() == QFont::DemiBold);
    font.setPixelSize(20);
    QVERIFY(axisFont(font).pointSizeF() >= 8);
}

QTEST_MAIN(TestPalette)
#include "tst_palette.moc"
