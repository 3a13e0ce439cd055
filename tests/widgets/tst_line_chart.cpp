#include "tests/widgets/plot_events.h"
#include "widgets/plots/axis_ticks.h"
#include "widgets/plots/line_chart.h"
#include "widgets/plots/palette.h"
#include "widgets/plots/plot_export.h"
#include "widgets/plots/text.h"

#include <QSignalSpy>
#include <QTest>

#include <algorithm>
#include <cmath>
#include <limits>

using namespace genrelens;

namespace
{

LineChartSpec elbow()
{
    LineChartSpec spec;
    spec.title = QStringLiteral("Elbow");
    spec.xTitle = QStringLiteral("k");
    spec.yTitle = QStringLiteral("within-cluster sum of squares");
    spec.wholeX = true;
    spec.pointMarks = true;
    LineSeries series{{}, classColour(0), {}};
    for (int k = 2; k <= 20; ++k)
        series.points.emplace_back(k, 2'000'000.0 / k);
    spec.series.push_back(series);
    return spec;
}

LineChartSpec several(int count)
{
    LineChartSpec spec;
    spec.xTitle = QStringLiteral("k");
    spec.yTitle = QStringLiteral("difference");
    for (int i = 0; i < count; ++i) {
        LineSeries series{QStringLiteral("class-%1").arg(i), classColour(i), {}};
        for (int x = 0; x < 5; ++x)
            series.points.emplace_back(x, std::sin(i + x));
        spec.series.push_back(series);
    }
    return spec;
}

void open(LineChart &chart, QSize size)
{
    chart.setPalette(Theme::light().palette());
    chart.resize(size);
    chart.show();
    QVERIFY(QTest::qWaitForWindowExposed(&chart));
}

} // namespace

class TestLineChart : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates)); }
    void ticksAreRound();
    void layoutBothWays();
    void labelsAreGroupedAndWhole();
    void nothingIsCutOff_data();
    void nothingIsCutOff();
    void linesAreWhereTheLayoutSays();
    void hoverClickAndTooltip();
    void highlightFadesTheOthers();
    void brokenAndEmpty();
};

void TestLineChart::ticksAreRound()
{
    for (const auto &[low, high] :
         {std::pair{0.0, 1.0}, {-0.83, 1.27}, {300'000.0, 1'100'000.0}, {1e-9, 3e-9}}) {
        for (const int most : {2, 3, 5, 9}) {
            const Ticks around = ticksAround(low, high, most);
            QVERIFY(around.count >= 2 && around.count <= std::max(3, most));
            QVERIFY(around.first <= low + 1e-9 * high && around.last() >= high - 1e-9 * high);
            const Ticks within = ticksWithin(low, high, most);
            QVERIFY(within.count <= most);
            QVERIFY(within.first >= low - 1e-9 && within.last() <= high + 1e-9 * high);
        }
    }
    QCOMPARE(ticksWithin(2, 4, 30, true).step, 1.0);
    const double nan = std::numeric_limits<double>::quiet_NaN();
    QCOMPARE(ticksAround(nan, nan, 5).first, 0.0);
    QVERIFY(ticksAround(5, 5, 5).last() > ticksAround(5, 5, 5).first);
}

void TestLineChart::layoutBothWays()
{
    const LineLayout layout = LineLayout::make({10, 10, 600, 300}, elbow(), QFont());
    for (const QPointF value : {QPointF(2, 1'000'000), QPointF(8, 250'000), QPointF(20, 100'000)}) {
        QVERIFY(layout.plot.contains(layout.position(value)));
        const QPointF back = layout.value(layout.position(value));
        QVERIFY(std::abs(back.x() - value.x()) < 1e-6 && std::abs(back.y() - value.y()) < 1e-3);
    }
}

void TestLineChart::labelsAreGroupedAndWhole()
{
    const LineLayout layout = LineLayout::make({0, 0, 600, 300}, elbow(), QFont());
    QVERIFY(layout.yLabels.back().startsWith(QStringLiteral("1,0")));
    for (const QString &label : layout.yLabels)
        QVERIFY(!label.contains(u'e') && !label.contains(u'E'));
    for (const QString &label : layout.xLabels)
        QVERIFY(!label.contains(u'.'));
    const LineLayout differences = LineLayout::make({0, 0, 600, 300}, several(3), QFont());
    QVERIFY(differences.yLabels.front().startsWith(u'−'));
}

void TestLineChart::nothingIsCutOff_data()
{
    QTest::addColumn<QSizeF>("size");
    QTest::addColumn<int>("classes");
    for (const QSizeF size : {QSizeF(224, 150), QSizeF(400, 300), QSizeF(930, 240), QSizeF(1600, 1000)}) {
        for (const int classes : {1, 8, 113})
            QTest::addRow("%.0f x %.0f, %d", size.width(), size.height(), classes) << size << classes;
    }
}

void TestLineChart::nothingIsCutOff()
{
    QFETCH(QSizeF, size);
    QFETCH(int, classes);
    const QFont font;
    const QRectF area(QPointF(5, 5), size);
    const LineLayout layout = LineLayout::make(area, several(classes), font);
    QVERIFY(area.contains(layout.plot));
    QVERIFY(layout.plot.width() > 60 && layout.plot.height() > 20);
    for (const LineLayout::Entry &entry : layout.entries) {
        QVERIFY(area.adjusted(-1, -1, 1, 1).contains(entry.rect));
        QVERIFY(!entry.rect.intersects(layout.plot));
    }
    QVERIFY(classes < 113 || layout.entries.back().series == -1);
    for (std::size_t i = 0; i < layout.xLabels.size(); ++i) {
        const double width = textWidth(layout.xLabels[i], font);
        const double x = layout.position({layout.xTicks.at(static_cast<int>(i)), 0}).x();
        QVERIFY(x - width / 2 >= area.left() - 4 && x + width / 2 <= area.right() + 4);
    }
    for (const QString &label : layout.yLabels)
        QVERIFY(layout.plot.left() - 6 - textWidth(label, font) >= area.left() - 2);
}

void TestLineChart::linesAreWhereTheLayoutSays()
{
    LineChart chart;
    LineChartSpec spec;
    spec.series.push_back({QStringLiteral("flat"), QColor(255, 0, 0), {{0, 1}, {1, 1}, {2, 1}}});
    chart.setSpec(spec);
    open(chart, {400, 300});
    const QPointF middle = chart.windowLayout().position({0.5, 1});
    const QColor there = test::pixel(chart, middle);
    QVERIFY2(there.red() > 200 && there.green() < 120, qPrintable(there.name()));
    QCOMPARE(test::pixel(chart, middle - QPointF(7, 20)), Theme::light().base);
}

void TestLineChart::hoverClickAndTooltip()
{
    LineChart chart;
    chart.setSpec(elbow());
    chart.setMarkedX(8, QStringLiteral("k = 8"));
    open(chart, {400, 300});
    QCOMPARE(chart.title(), QStringLiteral("Elbow"));
    const QPointF there = chart.windowLayout().position({8, 250'000});
    test::hover(chart, there + QPointF(3, 2));
    QVERIFY(chart.hoveredPoint() == (ChartPoint{0, 6}));
    const QString tip = chart.pointTooltip({0, 6});
    QVERIFY(tip.contains(QStringLiteral("k 8")));
    QVERIFY(tip.contains(QStringLiteral("250,000")));
    QSignalSpy clicked(&chart, &LineChart::pointClicked);
    test::click(chart, there);
    QCOMPARE(clicked.count(), 1);
    QCOMPARE(clicked[0][1].toInt(), 6);
    test::hover(chart, {395, 5});
    QVERIFY(!chart.hoveredPoint());

    chart.setSpec(several(3));
    const QString named = chart.pointTooltip({1, 0});
    QVERIFY(named.contains(QStringLiteral("class-1")));
    QVERIFY(named.contains(QStringLiteral("k 0: 0.841471 difference")));
}

void TestLineChart::highlightFadesTheOthers()
{
    LineChart chart;
    LineChartSpec spec;
    spec.series.push_back({QStringLiteral("a"), QColor(255, 0, 0), {{0, 1}, {1, 1}}});
    spec.series.push_back({QStringLiteral("b"), QColor(0, 0, 255), {{0, 2}, {1, 2}}});
    chart.setSpec(spec);
    open(chart, {400, 300});
    chart.setHighlighted(1);
    QCOMPARE(chart.highlighted(), 1);
    QVERIFY(test::pixel(chart, chart.windowLayout().position({0.3, 1})).green() > 100);
    QVERIFY(test::pixel(chart, chart.windowLayout().position({0.3, 2})).green() < 60);
    chart.setHighlighted(99);
    QCOMPARE(chart.highlighted(), -1);
}

void TestLineChart::brokenAndEmpty()
{
    LineChart chart;
    chart.setEmptyText(QStringLiteral("No clusters yet."));
    QVERIFY(chart.isEmpty());
    open(chart, {300, 200});
    test::hover(chart, {100, 100});
    test::click(chart, {100, 100});
    const double nan = std::numeric_limits<double>::quiet_NaN();
    LineChartSpec spec;
    spec.series.push_back({QStringLiteral("gone"), Qt::red, {{0, nan}, {1, nan}}});
    chart.setSpec(spec);
    QVERIFY(chart.isEmpty());
    spec.series.push_back({QString(300, u'W'), Qt::red, {{0, 1}, {1, nan}, {2, 3}}});
    spec.series.push_back({QStringLiteral("אחד"), Qt::blue, {{1, 2}}});
    chart.setSpec(spec);
    QVERIFY(!chart.isEmpty());
    for (const QSize size : {QSize(300, 200), QSize(40, 40), QSize(1200, 90)}) {
        chart.resize(size);
        QVERIFY(!chart.viewport()->grab().isNull());
        QVERIFY(!renderPlot(chart, size, 2, Theme::dark()).isNull());
    }
    test::hover(chart, chart.windowLayout().position({1, 2}));
}

QTEST_MAIN(TestLineChart)
#include "tst_line_chart.moc"
