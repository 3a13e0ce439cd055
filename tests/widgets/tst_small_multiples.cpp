#include "tests/widgets/plot_events.h"
#include "widgets/plots/palette.h"
#include "widgets/plots/small_multiples.h"

#include <QTest>

#include <cmath>

using namespace genrelens;

namespace
{

const QStringList features{QStringLiteral("popularity"), QStringLiteral("energy"), QStringLiteral("tempo"),
                           QStringLiteral("valence")};

} // namespace

class TestSmallMultiples : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates)); }
    void barsShareAScale();
    void barsScrollAndHover();
};

void TestSmallMultiples::barsShareAScale()
{
    MultiplesSpec spec;
    spec.names = features;
    for (int c = 0; c < 7; ++c)
        spec.panels.push_back({QStringLiteral("class-%1").arg(c), classColour(c), {0.5 * c, -1, 0, 2}});
    SmallMultiples bars;
    bars.setSpec(spec);
    bars.resize(700, 500);
    bars.show();
    QVERIFY(QTest::qWaitForWindowExposed(&bars));
    const MultiplesLayout layout = bars.windowLayout();
    const double perUnit = layout.bar(0, 3, 2).width() / 2;
    for (int panel = 0; panel < 7; ++panel) {
        const QRectF field = layout.field(panel);
        QVERIFY(layout.panel(panel).contains(field));
        for (int bar = 0; bar < 4; ++bar) {
            const double value =
                spec.panels[static_cast<std::size_t>(panel)].values[static_cast<std::size_t>(bar)];
            const QRectF rect = layout.bar(panel, bar, value);
            QVERIFY(std::abs(rect.width() - perUnit * std::abs(value)) < 1e-6);
            QCOMPARE(value < 0 ? rect.right() : rect.left(), layout.x(panel, 0));
            QVERIFY(rect.left() >= field.left() - 1e-6 && rect.right() <= field.right() + 1e-6);
            QVERIFY(rect.top() >= field.top() - 1e-6 && rect.bottom() <= field.bottom() + 1e-6);
        }
        QVERIFY(layout.bar(panel, 0, 1).bottom() <= layout.bar(panel, 1, 1).top());
    }
    for (const QSizeF size : {QSizeF(300, 300), QSizeF(1200, 200)}) {
        const MultiplesLayout fitted = MultiplesLayout::fitted(QRectF(QPointF(3, 4), size), layout.needs);
        for (int panel = 0; panel < 7; ++panel)
            QVERIFY(fitted.area.adjusted(-1, -1, 1, 1).contains(fitted.panel(panel)));
    }
    const QPointF inBar = layout.bar(1, 3, 2).center();
    QCOMPARE(test::pixel(bars, inBar), classColour(1));
}

void TestSmallMultiples::barsScrollAndHover()
{
    MultiplesSpec spec;
    spec.names = features;
    for (int c = 0; c < 113; ++c)
        spec.panels.push_back({QStringLiteral("class-%1").arg(c), classColour(c), {0.62, -1, 0, 2}});
    SmallMultiples bars;
    bars.setSpec(spec);
    bars.resize(430, 300);
    bars.show();
    QVERIFY(QTest::qWaitForWindowExposed(&bars));
    test::hover(bars, bars.windowLayout().barRow(1, 0).center());
    QVERIFY(bars.hoveredBar() == (MultiplesBar{1, 0}));
    QVERIFY(bars.barTooltip({1, 0}).contains(QStringLiteral("popularity +0.62 standard deviations")));
    const double before = bars.windowLayout().panel(112).top();
    QVERIFY(before > 300);
    test::wheel(bars, {200, 150}, -2, Qt::NoModifier);
    QVERIFY(bars.windowLayout().panel(112).top() < before);
    QVERIFY(bars.naturalSize().height() < 8000);
    test::leave(bars);
    QVERIFY(!bars.hoveredBar());
}

QTEST_MAIN(TestSmallMultiples)
#include "tst_small_multiples.moc"
