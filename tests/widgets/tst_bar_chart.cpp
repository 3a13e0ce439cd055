#include "tests/widgets/plot_events.h"
#include "widgets/plots/bar_chart.h"
#include "widgets/plots/palette.h"
#include "widgets/plots/text.h"

#include <QScrollBar>
#include <QSignalSpy>
#include <QTest>

#include <algorithm>
#include <cstdlib>
#include <limits>

using namespace genrelens;

namespace
{

std::vector<Bar> bars(int count, qint64 selected = -1)
{
    std::vector<Bar> result;
    for (int i = 0; i < count; ++i)
        result.push_back({QStringLiteral("genre-%1").arg(i), 2000 - 10 * i, selected, classColour(i), {}});
    return result;
}

void open(BarChart &chart, QSize size)
{
    chart.setPalette(Theme::light().palette());
    chart.resize(size);
    chart.show();
    QVERIFY(QTest::qWaitForWindowExposed(&chart));
}

} // namespace

class TestBarChart : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates)); }
    void layoutBothWays_data();
    void layoutBothWays();
    void layoutAtAnySize();
    void numbersAreNeverCut();
    void hoverAndTooltip();
    void clickNamesTheBar();
    void solidPartIsTheSelection();
    void scrollsAndZooms();
    void keyboardMovesAndClicks();
    void allBarsAtOnce();
    void someBarsKeepTheirLengths();
    void emptyAndDegenerate();
    void rightToLeft();
};

void TestBarChart::layoutBothWays_data()
{
    QTest::addColumn<int>("count");
    QTest::addColumn<int>("columns");
    QTest::addColumn<bool>("mirrored");
    QTest::newRow("one") << 1 << 1 << false;
    QTest::newRow("eight") << 8 << 1 << false;
    QTest::newRow("eight mirrored") << 8 << 1 << true;
    QTest::newRow("113 in four") << 113 << 4 << false;
    QTest::newRow("113 in four mirrored") << 113 << 4 << true;
}

void TestBarChart::layoutBothWays()
{
    QFETCH(int, count);
    QFETCH(int, columns);
    QFETCH(bool, mirrored);
    const QRectF area(10, 20, 1200, 900);
    const BarLayout layout = BarLayout::make(area, {count, 90, 40, 20, mirrored}, columns);
    for (int i = 0; i < count; ++i) {
        QCOMPARE(layout.rowAt(layout.row(i).center()), i);
        QVERIFY(area.contains(layout.name(i)));
        QVERIFY(area.contains(layout.value(i, 1.0)));
        QVERIFY(!layout.name(i).intersects(layout.track(i)));
        QVERIFY(!layout.track(i).intersects(layout.value(i, 1.0)));
    }
    QCOMPARE(layout.rowAt({5, 25}), -1);
    QCOMPARE(layout.rowAt({15, 919}), -1);
}

void TestBarChart::layoutAtAnySize()
{
    for (const int count : {0, 1, 8, 113}) {
        for (const QSizeF size : {QSizeF(1, 1), QSizeF(240, 160), QSizeF(400, 300), QSizeF(1600, 1000)}) {
            const QRectF area(QPointF(0, 0), size);
            const BarLayout layout = BarLayout::fitted(area, {count, 120, 40, 20, false});
            QVERIFY(layout.contentHeight() <= size.height() + 0.01);
            QVERIFY(layout.columns * layout.rowsPerColumn >= count);
            for (int i = 0; i < count; ++i)
                QVERIFY(layout.track(i).width() > 0);
        }
    }
    // The 113 genres of the study can be read in a picture of 1600 x 1000.
    QVERIFY(BarLayout::fitted({0, 0, 1600, 1000}, {113, 120, 40, 20, false}).rowHeight >= 20);
}

void TestBarChart::numbersAreNeverCut()
{
    BarChart chart;
    std::vector<Bar> few = bars(3);
    few[0].name = QString(300, u'W');
    few[1].count = 20577;
    chart.setBars(few);
    for (const int width : {240, 300, 900}) {
        open(chart, {width, 200});
        const BarLayout layout = chart.windowLayout();
        const QRectF number = layout.value(1, 1.0);
        QVERIFY(number.width() >= textWidth(QStringLiteral("20,577"), chart.font()));
        QVERIFY(number.right() <= chart.viewport()->width());
        QVERIFY(layout.trackWidth >= 24);
    }
}

void TestBarChart::hoverAndTooltip()
{
    BarChart chart;
    std::vector<Bar> some = bars(8, 100);
    some[2].name = QStringLiteral("<rock & roll>");
    some[2].tooltip = QStringLiteral("12 genres");
    chart.setBars(some);
    open(chart, {320, 240});
    const QPointF there = chart.windowLayout().track(2).center();
    test::hover(chart, there);
    QCOMPARE(chart.hoveredBar(), 2);
    const QRectF row = chart.windowLayout().row(2);
    QVERIFY(test::pixel(chart, {row.right() - 2, row.center().y()}) != Theme::light().base);
    test::leave(chart);
    QCOMPARE(chart.hoveredBar(), -1);

    const QString tip = chart.barTooltip(2);
    QVERIFY(tip.contains(QStringLiteral("&lt;rock &amp; roll&gt;")));
    QVERIFY(tip.contains(QStringLiteral("1,980 tracks (12.6\u00a0% of all)")));
    QVERIFY(tip.contains(QStringLiteral("100 selected (5.1\u00a0%)")));
    QVERIFY(tip.contains(QStringLiteral("12 genres")));
}

void TestBarChart::clickNamesTheBar()
{
    BarChart chart;
    chart.setBars(bars(8));
    open(chart, {320, 240});
    QSignalSpy clicked(&chart, &BarChart::barClicked);
    test::click(chart, chart.windowLayout().name(3).center(), Qt::ControlModifier);
    QCOMPARE(clicked.count(), 1);
    QCOMPARE(clicked[0][0].toInt(), 3);
    QCOMPARE(clicked[0][1].value<Qt::KeyboardModifiers>(), Qt::KeyboardModifiers(Qt::ControlModifier));
    test::click(chart, {20, 235}); // below the last bar
    QCOMPARE(clicked.count(), 1);
}

void TestBarChart::solidPartIsTheSelection()
{
    BarChart chart;
    chart.setBars(bars(4, 1000));
    open(chart, {400, 200});
    const QRectF whole = chart.windowLayout().bar(0, 1.0);
    const auto at = [&](double share) {
        return QPointF(whole.left() + share * whole.width(), whole.center().y());
    };
    QCOMPARE(test::pixel(chart, at(0.25)), classColour(0));
    QCOMPARE(test::pixel(chart, at(0.75)), faded(classColour(0), Theme::light().base, 0.35));
    chart.setBars(bars(4));
    QCOMPARE(test::pixel(chart, at(0.75)), classColour(0));
}

void TestBarChart::scrollsAndZooms()
{
    BarChart chart;
    chart.setBars(bars(113));
    open(chart, {240, 300});
    QScrollBar *bar = chart.verticalScrollBar();
    QVERIFY(bar->maximum() > 1500);
    test::wheel(chart, {100, 100}, -3, Qt::NoModifier);
    QVERIFY(bar->value() > 0);
    const int row = chart.windowLayout().rowAt({50, 150});
    QVERIFY(row > 7);

    test::wheel(chart, {100, 150}, 3, Qt::ControlModifier);
    QVERIFY(chart.zoom() > 1.4);
    QVERIFY(std::abs(chart.windowLayout().rowAt({50, 150}) - row) <= 1); // the middle stays
    test::wheel(chart, {100, 150}, 90, Qt::ControlModifier);
    QCOMPARE(chart.zoom(), 2.5);
    test::wheel(chart, {100, 150}, -90, Qt::ControlModifier);
    QCOMPARE(chart.zoom(), 0.6);
    bar->setValue(bar->maximum());
    QVERIFY(chart.windowLayout().row(112).bottom() <= chart.viewport()->height());
}

void TestBarChart::keyboardMovesAndClicks()
{
    BarChart chart;
    chart.setBars(bars(113));
    open(chart, {240, 300});
    chart.setFocus();
    QSignalSpy clicked(&chart, &BarChart::barClicked);
    QTest::keyClick(&chart, Qt::Key_Space); // no bar is current yet
    QCOMPARE(clicked.count(), 0);
    QTest::keyClick(&chart, Qt::Key_End);
    QCOMPARE(chart.currentBar(), 112);
    QCOMPARE(chart.verticalScrollBar()->value(), chart.verticalScrollBar()->maximum());
    QTest::keyClick(&chart, Qt::Key_Home);
    QCOMPARE(chart.currentBar(), 0);
    QCOMPARE(chart.verticalScrollBar()->value(), 0);
    QTest::keyClick(&chart, Qt::Key_Down);
    QTest::keyClick(&chart, Qt::Key_Down);
    QTest::keyClick(&chart, Qt::Key_Up);
    QCOMPARE(chart.currentBar(), 1);
    QTest::keyClick(&chart, Qt::Key_PageDown);
    QTest::keyClick(&chart, Qt::Key_PageDown);
    QVERIFY(chart.currentBar() > 20);
    const QRectF row = chart.windowLayout().row(chart.currentBar());
    QVERIFY(row.top() >= 0 && row.bottom() <= chart.viewport()->height()); // what is current is seen
    QTest::keyClick(&chart, Qt::Key_Return, Qt::ShiftModifier);
    QCOMPARE(clicked.count(), 1);
    QCOMPARE(clicked[0][0].toInt(), chart.currentBar());
    QCOMPARE(clicked[0][1].value<Qt::KeyboardModifiers>(), Qt::KeyboardModifiers(Qt::ShiftModifier));
    // It stays at its class, wherever the class's bar comes to stand.
    std::vector<Bar> turned = bars(113);
    const QString name = turned[static_cast<std::size_t>(chart.currentBar())].name;
    std::reverse(turned.begin(), turned.end());
    chart.setBars(turned);
    QCOMPARE(turned[static_cast<std::size_t>(chart.currentBar())].name, name);
}

void TestBarChart::allBarsAtOnce()
{
    BarChart chart;
    chart.setBars(bars(113));
    open(chart, {240, 300});
    QSignalSpy fitted(&chart, &BarChart::fittedChanged);
    chart.setFitted(true);
    QCOMPARE(chart.verticalScrollBar()->maximum(), 0);
    for (const int i : {0, 112})
        QVERIFY(QRectF(chart.viewport()->rect()).contains(chart.windowLayout().row(i)));
    QTest::keyClick(&chart, Qt::Key_Plus, Qt::ControlModifier);
    QVERIFY(!chart.isFitted()); // taller bars have no room all at once
    QCOMPARE(fitted.count(), 2);
    chart.setBars(bars(5));
    chart.setFitted(true);
    QVERIFY(chart.windowLayout().rowHeight < 30); // few bars need not grow
}

void TestBarChart::someBarsKeepTheirLengths()
{
    BarChart chart;
    std::vector<Bar> some = bars(4);
    open(chart, {400, 200});
    chart.setBars({some[2], some[3]}, {10000, 2 * some[2].count});
    const BarLayout layout = chart.windowLayout();
    QCOMPARE(test::pixel(chart, layout.bar(0, 0.25).center()), classColour(2));
    const QRectF whole = layout.bar(0, 1.0);
    QCOMPARE(test::pixel(chart, {whole.left() + 0.9 * whole.width(), whole.center().y()}),
             Theme::light().base);
    QVERIFY(chart.barTooltip(0).contains(QStringLiteral("1,980 tracks (19.8\u00a0% of all)")));
}

void TestBarChart::emptyAndDegenerate()
{
    BarChart chart;
    QVERIFY(chart.isEmpty());
    chart.setEmptyText(QStringLiteral("Open a table to see its classes."));
    open(chart, {300, 200});
    test::hover(chart, {50, 50});
    test::click(chart, {50, 50});
    test::wheel(chart, {50, 50}, 1, Qt::ControlModifier);
    QCOMPARE(chart.hoveredBar(), -1);

    chart.setBars({{QString(), 0, 0, Qt::gray, {}}});
    QVERIFY(!chart.viewport()->grab().isNull());
    QVERIFY(chart.barTooltip(0).contains(QStringLiteral("0 tracks (0.0\u00a0% of all)")));
    chart.setBars({{QStringLiteral("many"), std::numeric_limits<qint64>::max() / 4, 1, Qt::gray, {}}});
    QVERIFY(!chart.viewport()->grab().isNull());
}

void TestBarChart::rightToLeft()
{
    BarChart chart;
    std::vector<Bar> some = bars(3);
    some[0].name = QStringLiteral("مالوف");
    chart.setBars(some);
    chart.setLayoutDirection(Qt::RightToLeft);
    open(chart, {300, 200});
    const BarLayout layout = chart.windowLayout();
    QVERIFY(layout.name(0).left() > layout.bar(0, 1.0).right());
    QCOMPARE(layout.rowAt(layout.name(1).center()), 1);
    QCOMPARE(test::pixel(chart, layout.bar(0, 1.0).center()), classColour(0));
}

QTEST_MAIN(TestBarChart)
#include "tst_bar_chart.moc"
