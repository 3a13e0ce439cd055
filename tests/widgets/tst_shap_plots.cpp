#include "tests/widgets/plot_events.h"
#include "widgets/plots/colour_math.h"
#include "widgets/plots/dependence_plot.h"
#include "widgets/plots/palette.h"
#include "widgets/plots/stacked_bars.h"
#include "widgets/plots/waterfall.h"

#include <QPainter>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTest>

#include <algorithm>
#include <cmath>
#include <limits>

using namespace genrelens;

namespace
{

// So many classes; a row's values are 1, 2, 3, ... of its number.
StackedBarsSpec barsSpec(int classes, int rows)
{
    StackedBarsSpec spec;
    spec.axisTitle = QStringLiteral("points");
    for (int c = 0; c < classes; ++c)
        spec.classes.push_back({QStringLiteral("class-%1").arg(c), classColour(c), 10 + c});
    for (int r = 0; r < rows; ++r) {
        StackedRow row{QStringLiteral("row-%1").arg(r), 100 + r, {}, {}, {}, {}, {}};
        for (int c = 0; c < classes; ++c)
            row.values.push_back(static_cast<double>(c + 1) * (r + 1));
        spec.rows.push_back(std::move(row));
    }
    return spec;
}

template <typename PlotType>
void show(PlotType &plot, const QSize &size)
{
    plot.resize(size);
    plot.show();
    QVERIFY(QTest::qWaitForWindowExposed(&plot));
}

DependenceSpec cloud(int points)
{
    DependenceSpec spec;
    spec.xTitle = QStringLiteral("tempo (BPM)");
    spec.yTitle = QStringLiteral("SHAP (points)");
    spec.colourTitle = QStringLiteral("energy");
    spec.colourLow = QStringLiteral("0.1");
    spec.colourHigh = QStringLiteral("0.9");
    for (int i = 0; i < points; ++i)
        spec.points.push_back(
            {100.0 + i, i % 2 == 0 ? 5.0 : -5.0, i % 2 == 0 ? 0.0 : 1.0, static_cast<std::uint32_t>(i)});
    spec.ranges = dependenceRanges(spec.points);
    return spec;
}

WaterfallSpec fall(const std::vector<double> &values)
{
    WaterfallSpec spec;
    spec.start = 12.5;
    spec.unit = QStringLiteral("%");
    spec.stepUnit = QStringLiteral("points");
    spec.startTitle = QStringLiteral("base value");
    spec.endTitle = QStringLiteral("rock");
    spec.upText = QStringLiteral("speaks for rock");
    spec.downText = QStringLiteral("speaks against rock");
    for (std::size_t i = 0; i < values.size(); ++i)
        spec.steps.push_back(
            {QStringLiteral("f%1").arg(i), QStringLiteral("%1 BPM").arg(i), values[i], static_cast<int>(i)});
    return spec;
}

} // namespace

class TestShapPlots : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates)); }
    void partsLieOnEachOther();
    void groupsStandBelowEachOther();
    void barsSayTheirValues();
    void barsAreClicked();
    void legendTellsTheLargest();
    void thousandsOfClassesFillTheBar();
    void lowWindowsScroll();
    void lowPicturesSayWhatIsLeftOut();
    void narrowBarsKeepTheirBars();
    void keysMoveTheRow();
    void dotsAreRound();
    void dotsAreWhereTheyBelong();
    void fewFarOutStandAtTheEdge();
    void selectedDotsStandOut();
    void dotsAreClickedAndHovered();
    void rectanglesPickDots();
    void escapeEndsARectangle();
    void stepsLeadFromStartToEnd();
    void smallStepsAreFolded();
    void stepsSayTheirValuesAndAreClicked();
    void emptyPlotsSayWhy();
};

void TestShapPlots::partsLieOnEachOther()
{
    StackedBars bars;
    bars.setSpec(barsSpec(3, 2));
    show(bars, {500, 300});
    const StackedBarsLayout layout = bars.windowLayout();
    for (std::size_t row = 0; row < 2; ++row) {
        double x = layout.plot.left();
        for (std::size_t c = 0; c < 3; ++c) {
            const QRectF part = layout.barRect(bars.spec(), row, c);
            QVERIFY(std::abs(part.left() - x) < 1e-9);
            x = part.right();
            QVERIFY(layout.rowAt(row).contains(part));
            QCOMPARE(test::pixel(bars, part.center()), classColour(static_cast<int>(c)));
        }
        QVERIFY(x <= layout.plot.right() + 1e-9);
        QVERIFY(std::abs(x - layout.x(6.0 * static_cast<double>(row + 1))) < 1e-9);
    }
}

void TestShapPlots::groupsStandBelowEachOther()
{
    StackedBarsSpec spec = barsSpec(3, 2);
    spec.form = StackedBarsSpec::Form::Grouped;
    StackedBars bars;
    bars.setSpec(spec);
    show(bars, {500, 300});
    const StackedBarsLayout layout = bars.windowLayout();
    double bottom = layout.plot.top();
    for (std::size_t row = 0; row < 2; ++row)
        for (std::size_t c = 0; c < 3; ++c) {
            const QRectF bar = layout.barRect(spec, row, c);
            QCOMPARE(bar.left(), layout.plot.left());
            QVERIFY(bar.top() >= bottom);
            QVERIFY(std::abs(bar.right() - layout.x(spec.rows[row].values[c])) < 1e-9);
            bottom = bar.bottom();
            QCOMPARE(test::pixel(bars, bar.center()), classColour(static_cast<int>(c)));
        }
}

void TestShapPlots::barsSayTheirValues()
{
    StackedBarsSpec spec = barsSpec(2, 1);
    spec.rows[0].total = BarRange{2.5, 3.5};
    spec.rows[0].ranges = {{0.9, 1.1}, {1.5, 2.25}};
    spec.rows[0].tooltip = QStringLiteral("gini 7 %");
    StackedBars bars;
    bars.setSpec(spec);
    show(bars, {500, 200});
    const StackedBarsLayout layout = bars.windowLayout();
    const auto part = bars.partAt(layout.barRect(spec, 0, 1).center());
    QCOMPARE(part, std::optional(StackedPart{0, 1}));
    const QString tip = bars.partTooltip(*part);
    QVERIFY(tip.contains(QStringLiteral("row-0")));
    QVERIFY(tip.contains(QStringLiteral("class-1: 2 (1.5 to 2.25)")));
    QVERIFY(tip.contains(QStringLiteral("all classes: 3 (2.5 to 3.5)")));
    QVERIFY(tip.contains(QStringLiteral("gini 7 %")));
    spec.unit = QStringLiteral("points");
    bars.setSpec(spec);
    QVERIFY(bars.partTooltip(*part).contains(QStringLiteral("class-1: 2\u00a0points (1.5 to 2.25)")));
    // Beside the bar it is all classes alone.
    const auto beside = bars.partAt({layout.plot.right() - 1, layout.rowAt(0).center().y()});
    QVERIFY(beside && !beside->classIndex);
    QVERIFY(!bars.partAt({layout.plot.center().x(), layout.plot.top() - 3}));
    // Whiskers take room: the axis goes on to their end.
    QVERIFY(layout.x(3.5) <= layout.plot.right());
}

void TestShapPlots::barsAreClicked()
{
    StackedBars bars;
    bars.setSpec(barsSpec(3, 2));
    show(bars, {500, 300});
    QSignalSpy rows(&bars, &StackedBars::rowClicked);
    QSignalSpy classes(&bars, &StackedBars::classClicked);
    const StackedBarsLayout layout = bars.windowLayout();
    test::click(bars, layout.barRect(bars.spec(), 1, 0).center());
    QCOMPARE(rows.count(), 1);
    QCOMPARE(rows.first().first().toInt(), 101);
    test::click(bars, layout.legend[2].rect.center());
    QCOMPARE(classes.count(), 1);
    QCOMPARE(classes.first().first().toInt(), 12);
    QCOMPARE(rows.count(), 1);
}

void TestShapPlots::legendTellsTheLargest()
{
    StackedBarsSpec spec = barsSpec(113, 15);
    for (std::size_t c = 113; c-- > 0;)
        spec.legendOrder.push_back(c);
    StackedBars bars;
    bars.setSpec(spec);
    show(bars, {430, 260});
    const StackedBarsLayout layout = bars.windowLayout();
    QVERIFY(layout.legend.size() > 4);
    QCOMPARE(layout.legend.front().classIndex, 112);
    const auto told = static_cast<int>(layout.legend.size() - 1);
    QCOMPARE(layout.legend.back().classIndex, -1);
    QCOMPARE(layout.legend.back().text, QStringLiteral("%1 others").arg(113 - told));
    for (std::size_t i = 0; i < layout.legend.size(); ++i) {
        QVERIFY(layout.area.contains(layout.legend[i].rect));
        QVERIFY(layout.legend[i].rect.bottom() <= layout.plot.top());
        for (std::size_t j = 0; j < i; ++j)
            QVERIFY(!layout.legend[i].rect.intersects(layout.legend[j].rect));
    }
    // Eight have room for all.
    bars.setSpec(barsSpec(8, 15));
    QCOMPARE(bars.windowLayout().legend.size(), std::size_t(8));
    QCOMPARE(bars.windowLayout().legend.back().classIndex, 7);
    // One class needs none.
    bars.setSpec(barsSpec(1, 15));
    QVERIFY(bars.windowLayout().legend.empty());
}

// Many lie within a pixel; none of it stays empty, and each can be pointed at.
void TestShapPlots::thousandsOfClassesFillTheBar()
{
    StackedBarsSpec spec = barsSpec(10'000, 1);
    for (double &value : spec.rows[0].values)
        value = 0.5;
    StackedBars bars;
    bars.setSpec(spec);
    show(bars, {500, 200});
    const StackedBarsLayout layout = bars.windowLayout();
    const QImage image = bars.viewport()->grab().toImage();
    const QColor ground = Theme::of(bars.palette()).base;
    const int y = static_cast<int>(layout.rowAt(0).center().y());
    const int end = static_cast<int>(layout.x(5'000.0)) - 1;
    for (int x = static_cast<int>(layout.plot.left()) + 1; x < end; ++x)
        QVERIFY(image.pixelColor(x, y) != ground);
    for (const std::size_t c : {std::size_t(0), std::size_t(4'321), std::size_t(9'999)})
        QCOMPARE(bars.partAt({layout.x(0.5 * static_cast<double>(c) + 0.25), double(y)}),
                 std::optional(StackedPart{0, c}));
}

void TestShapPlots::lowWindowsScroll()
{
    StackedBars bars;
    bars.setSpec(barsSpec(3, 40));
    show(bars, {400, 220});
    QVERIFY(bars.verticalScrollBar()->maximum() > 0);
    const QPointF first = bars.windowLayout().rowAt(0).center();
    test::wheel(bars, {200, 150}, -3, Qt::NoModifier);
    QVERIFY(bars.windowLayout().rowAt(0).center().y() < first.y());
    bars.verticalScrollBar()->setValue(bars.verticalScrollBar()->maximum());
    const StackedBarsLayout layout = bars.windowLayout();
    QVERIFY(layout.rowAt(39).bottom() <= layout.plot.bottom() + 1);
    QCOMPARE(bars.partAt(layout.barRect(bars.spec(), 39, 0).center()), std::optional(StackedPart{39, 0}));
}

void TestShapPlots::lowPicturesSayWhatIsLeftOut()
{
    const StackedBarsSpec spec = barsSpec(3, 40);
    StackedBars bars;
    bars.setSpec(spec);
    const StackedBarsLayout low(spec, QRectF(0, 0, 500, 200), axisFont(bars.font()));
    QVERIFY(low.shown < 40);
    QVERIFY(low.rowAt(low.shown).bottom() <= 200 + 1e-6); // where "+ 30" stands
    const QSize natural = bars.naturalSize();
    const StackedBarsLayout whole(spec, QRectF(QPointF(), QSizeF(natural)), axisFont(bars.font()));
    QCOMPARE(whole.shown, std::size_t(40));
}

void TestShapPlots::narrowBarsKeepTheirBars()
{
    StackedBarsSpec spec = barsSpec(3, 5);
    spec.columns = {QStringLiteral("Gini"), QStringLiteral("Permutation")};
    for (StackedRow &row : spec.rows)
        row.cells = {QStringLiteral("1 · 12.0 %"), QStringLiteral("14 · 0.42")};
    StackedBars bars;
    for (const double width : {150.0, 240.0, 400.0, 900.0}) {
        const StackedBarsLayout layout(spec, QRectF(0, 0, width, 200), axisFont(bars.font()));
        QVERIFY(layout.plot.width() >= 60);
        double right = layout.plot.right() + (layout.valueWidth > 0 ? 8 + layout.valueWidth : 0);
        if (!layout.columnWidths.empty())
            right = layout.columnsLeft() + layout.columnWidths[0] + 12 + layout.columnWidths[1];
        QVERIFY(right <= width + 1e-6);
        QCOMPARE(layout.columnWidths.empty(), width < 300);
    }
}

void TestShapPlots::keysMoveTheRow()
{
    StackedBars bars;
    bars.setSpec(barsSpec(3, 40));
    show(bars, {400, 220});
    QSignalSpy clicked(&bars, &StackedBars::rowClicked);
    QTest::keyClick(&bars, Qt::Key_Return);
    QCOMPARE(clicked.count(), 0); // none is marked
    for (int i = 0; i < 30; ++i)
        QTest::keyClick(&bars, Qt::Key_Down);
    QCOMPARE(bars.marked(), 129);
    const StackedBarsLayout layout = bars.windowLayout();
    QVERIFY(layout.rowAt(29).bottom() <= layout.plot.bottom() + 1); // it was scrolled to
    QTest::keyClick(&bars, Qt::Key_Up);
    QTest::keyClick(&bars, Qt::Key_Space);
    QCOMPARE(clicked.count(), 1);
    QCOMPARE(clicked.first().first().toInt(), 128);
}

// The sum of what a dot covers is its area.
void TestShapPlots::dotsAreRound()
{
    for (const double scale : {1.0, 2.0}) {
        DotPicture picture(QRectF(10, 20, 40, 30), scale);
        picture.add({25.3, 33.6}, 5, Qt::black, 1.0);
        picture.add({-50, -50}, 5, Qt::black, 1.0); // beside the picture
        QImage image(int(80 * scale), int(80 * scale), QImage::Format_RGB32);
        image.fill(Qt::white);
        QPainter painter(&image);
        painter.scale(scale, scale);
        picture.draw(painter);
        painter.end();
        double covered = 0;
        for (int y = 0; y < image.height(); ++y)
            for (int x = 0; x < image.width(); ++x)
                covered += 1 - image.pixelColor(x, y).redF();
        const double area = M_PI * 25 * scale * scale;
        QVERIFY(std::abs(covered - area) < 0.03 * area); // edges are a ramp of one pixel
        QCOMPARE(image.pixelColor(int(25.3 * scale), int(33.6 * scale)), QColor(Qt::black));
    }
    QVERIFY(DotPicture(QRectF(), 1).isNull());
}

void TestShapPlots::dotsAreWhereTheyBelong()
{
    DependencePlot plot;
    plot.setSpec(cloud(11));
    show(plot, {500, 300});
    QVERIFY(plot.positionOf(0).x() < plot.positionOf(10).x());
    QVERIFY(plot.positionOf(0).y() < plot.positionOf(1).y()); // larger is higher
    const double step = plot.positionOf(1).x() - plot.positionOf(0).x();
    for (std::size_t i = 1; i < 11; ++i)
        QVERIFY(std::abs(plot.positionOf(i).x() - plot.positionOf(i - 1).x() - step) < 1e-9);
    for (const std::size_t i : {std::size_t(0), std::size_t(1)})
        QVERIFY(
            okDistance(toOkLab(test::pixel(plot, plot.positionOf(i))), toOkLab(featureColour(double(i)))) <
            0.08); // a little of the ground shines through
}

void TestShapPlots::fewFarOutStandAtTheEdge()
{
    DependenceSpec spec = cloud(1'000);
    spec.points[7].x = 1e7;
    spec.ranges = dependenceRanges(spec.points);
    DependencePlot plot;
    plot.setSpec(spec);
    show(plot, {500, 300});
    QCOMPARE(plot.beyond(), std::size_t(1));
    QVERIFY(plot.positionOf(7).x() <= 500 && plot.positionOf(7).x() > plot.positionOf(999).x());
    QVERIFY(plot.positionOf(999).x() > 350); // the others have most of the room
    spec.points[7].x = 1'300;                // not far
    spec.ranges = dependenceRanges(spec.points);
    plot.setSpec(spec);
    QCOMPARE(plot.beyond(), std::size_t(0));
}

void TestShapPlots::selectedDotsStandOut()
{
    DependenceSpec spec = cloud(11);
    DependencePlot plot;
    plot.setSpec(spec);
    plot.setSelection(RowSet(11, std::vector<std::uint32_t>{4}));
    show(plot, {500, 300});
    QCOMPARE(test::pixel(plot, plot.positionOf(4)), featureColour(0));
    const QColor ground = Theme::of(plot.palette()).base;
    const QColor pale = test::pixel(plot, plot.positionOf(6));
    const QColor expected = faded(featureColour(0), ground, 0.25);
    QVERIFY(std::abs(pale.red() - expected.red()) <= 3 && std::abs(pale.blue() - expected.blue()) <= 3);
    spec.points[4].place = std::numeric_limits<double>::quiet_NaN();
    plot.setSpec(spec);
    QCOMPARE(test::pixel(plot, plot.positionOf(4)), unmappedColour());
}

void TestShapPlots::dotsAreClickedAndHovered()
{
    DependencePlot plot;
    plot.setSpec(cloud(11));
    std::size_t told = 0;
    plot.setTips([&](std::size_t point) {
        told = point;
        return QStringLiteral("tip");
    });
    show(plot, {500, 300});
    QSignalSpy clicked(&plot, &DependencePlot::pointClicked);
    test::hover(plot, plot.positionOf(3) + QPointF(2, 2));
    QCOMPARE(told, std::size_t(3));
    test::click(plot, plot.positionOf(5));
    QCOMPARE(clicked.count(), 1);
    QCOMPARE(clicked.first().first().toULongLong(), 5ULL);
    test::click(plot, (plot.positionOf(0) + plot.positionOf(1)) / 2); // far from any
    QCOMPARE(clicked.count(), 1);
}

void TestShapPlots::rectanglesPickDots()
{
    DependencePlot plot;
    plot.setSpec(cloud(11));
    show(plot, {500, 300});
    std::vector<std::size_t> picked;
    Qt::KeyboardModifiers pressed;
    QObject::connect(&plot, &DependencePlot::pointsBrushed, &plot,
                     [&](const std::vector<std::size_t> &points, Qt::KeyboardModifiers modifiers) {
                         picked = points;
                         pressed = modifiers;
                     });
    QSignalSpy clicked(&plot, &DependencePlot::pointClicked);
    const QPoint from = (plot.positionOf(2) - QPointF(9, 12)).toPoint();
    const QPoint to = (plot.positionOf(6) + QPointF(9, 12)).toPoint();
    QTest::mousePress(plot.viewport(), Qt::LeftButton, Qt::ShiftModifier, to);
    QTest::mouseMove(plot.viewport(), (from + to) / 2);
    QTest::mouseMove(plot.viewport(), from);
    QTest::mouseRelease(plot.viewport(), Qt::LeftButton, Qt::ShiftModifier, from);
    QCOMPARE(picked, (std::vector<std::size_t>{2, 4, 6}));
    QCOMPARE(pressed, Qt::ShiftModifier);
    QCOMPARE(clicked.count(), 0);
}

void TestShapPlots::escapeEndsARectangle()
{
    DependencePlot plot;
    plot.setSpec(cloud(11));
    show(plot, {500, 300});
    QSignalSpy brushed(&plot, &DependencePlot::pointsBrushed);
    QTest::mousePress(plot.viewport(), Qt::LeftButton, Qt::NoModifier, {100, 60});
    QTest::mouseMove(plot.viewport(), {200, 160});
    QTest::keyClick(&plot, Qt::Key_Escape);
    QTest::mouseRelease(plot.viewport(), Qt::LeftButton, Qt::NoModifier, {200, 160});
    QCOMPARE(brushed.count(), 0);
}

void TestShapPlots::stepsLeadFromStartToEnd()
{
    Waterfall plot;
    plot.setSpec(fall({1.0, -4.0, 9.5}));
    show(plot, {500, 300});
    QCOMPARE(plot.spec().end(), 19.0);
    const std::vector<WaterfallStep> steps = plot.shownSteps();
    QCOMPARE(steps.size(), std::size_t(3));
    QCOMPARE(steps[0].id, 2); // the largest first
    QCOMPARE(steps[1].id, 1);
    QCOMPARE(steps[2].id, 0);
    const Theme theme = Theme::of(plot.palette());
    // 12.5 + 9.5 - 4: what is red lies left of 22, what is blue to its left, too.
    const QImage image = plot.viewport()->grab().toImage();
    const auto extent = [&](int step, const QColor &colour) {
        const int y = static_cast<int>(plot.stepRect(step).center().y());
        std::pair<int, int> found{-1, -1};
        for (int x = 0; x < image.width(); ++x)
            if (image.pixelColor(x, y) == colour) {
                found.first = found.first < 0 ? x : found.first;
                found.second = x;
            }
        return found;
    };
    const auto up = extent(0, signedColour(1, theme));
    const auto down = extent(1, signedColour(-1, theme));
    const auto last = extent(2, signedColour(1, theme));
    QVERIFY(up.first > 0 && down.first > 0 && last.first > 0);
    const double unit = (up.second - up.first + 1) / 9.5;
    QVERIFY(std::abs(down.second - up.second) <= 2);
    QVERIFY(std::abs(down.second - down.first + 1 - 4 * unit) <= 2);
    QVERIFY(std::abs(last.first - down.first) <= 2);
    QVERIFY(std::abs(last.second - last.first + 1 - unit) <= 2);
}

void TestShapPlots::smallStepsAreFolded()
{
    Waterfall plot;
    std::vector<double> values;
    for (int i = 0; i < 40; ++i)
        values.push_back(i % 2 == 0 ? i : -i);
    plot.setSpec(fall(values));
    show(plot, {500, 200});
    const std::vector<WaterfallStep> steps = plot.shownSteps();
    QVERIFY(steps.size() > 3 && steps.size() < 40);
    QCOMPARE(steps.back().id, -1);
    const auto folded = static_cast<int>(40 - steps.size() + 1);
    QCOMPARE(steps.back().name, QStringLiteral("%1 others").arg(folded));
    double sum = plot.spec().start;
    for (const WaterfallStep &step : steps)
        sum += step.value;
    QVERIFY(std::abs(sum - plot.spec().end()) < 1e-9);
    QVERIFY(plot.stepRect(static_cast<int>(steps.size())).bottom() <= 200); // that of the end
    plot.resize(500, 1'200);
    QCOMPARE(plot.shownSteps().size(), std::size_t(40));
    // Very low, a few are left.
    plot.resize(300, 60);
    QCOMPARE(plot.shownSteps().size(), std::size_t(2));
}

void TestShapPlots::stepsSayTheirValuesAndAreClicked()
{
    Waterfall plot;
    plot.setSpec(fall({1.0, -4.0, 9.5}));
    show(plot, {500, 300});
    QVERIFY(plot.stepTooltip(0).contains(QStringLiteral("f2")));
    QVERIFY(plot.stepTooltip(0).contains(QStringLiteral("2 BPM")));
    QVERIFY(plot.stepTooltip(0).contains(QStringLiteral("+9.500 points")));
    QVERIFY(plot.stepTooltip(0).contains(QStringLiteral("speaks for rock")));
    QVERIFY(plot.stepTooltip(1).contains(QStringLiteral("speaks against rock")));
    QSignalSpy clicked(&plot, &Waterfall::stepClicked);
    test::click(plot, plot.stepRect(1).center());
    QCOMPARE(clicked.count(), 1);
    QCOMPARE(clicked.first().first().toInt(), 1);
    QCOMPARE(plot.stepAt(2), -1);
    test::click(plot, plot.stepRect(-1).center()); // of the start
    QCOMPARE(clicked.count(), 1);
}

void TestShapPlots::emptyPlotsSayWhy()
{
    StackedBars bars;
    DependencePlot dependence;
    Waterfall waterfall;
    for (Plot *plot : std::initializer_list<Plot *>{&bars, &dependence, &waterfall}) {
        plot->setEmptyText(QStringLiteral("Nothing yet."));
        QVERIFY(plot->isEmpty());
        show(*plot, {300, 200});
        const QImage image = plot->viewport()->grab().toImage();
        const QColor ground = Theme::of(plot->palette()).base;
        bool written = false;
        for (int y = 60; y < 140; ++y)
            for (int x = 0; x < 300; ++x)
                written = written || image.pixelColor(x, y) != ground;
        QVERIFY(written);
        test::hover(*plot, {50, 50}); // and harms nothing
        test::click(*plot, {50, 50});
    }
}

QTEST_MAIN(TestShapPlots)
#include "tst_shap_plots.moc"
