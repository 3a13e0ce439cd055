#include "tests/widgets/plot_events.h"
#include "widgets/plots/palette.h"
#include "widgets/plots/parallel_axes.h"
#include "widgets/plots/plot_export.h"
#include "widgets/plots/text.h"

#include <QMenu>
#include <QSignalSpy>
#include <QTest>

#include <algorithm>
#include <cmath>
#include <limits>

using namespace genrelens;

namespace
{

constexpr double infinity = std::numeric_limits<double>::infinity();

const QStringList features{QStringLiteral("popularity"), QStringLiteral("energy"), QStringLiteral("tempo"),
                           QStringLiteral("valence")};

ParallelSpec specOf(int classes)
{
    ParallelSpec spec;
    spec.title = QStringLiteral("Centroids");
    spec.scaleTitle = QStringLiteral("Standard deviations");
    for (const QString &name : features) {
        ParallelAxis axis{name, {}, {}};
        axis.scaling.mean = 100;
        axis.scaling.sd = 10;
        spec.axes.push_back(axis);
    }
    spec.axes[2].unit = QStringLiteral("BPM");
    for (int c = 0; c < classes; ++c) {
        ParallelLine line{QStringLiteral("class-%1").arg(c), classColour(c), {}, {}, {}};
        for (int a = 0; a < features.size(); ++a) // so that no two lines meet at an axis
            line.values.push_back(-1.0 + 2.0 * (c + 0.1 * a) / std::max(1, classes - 1));
        spec.lines.push_back(line);
    }
    return spec;
}

QStringList shownNames(const ParallelAxes &chart)
{
    QStringList names;
    for (const std::size_t index : chart.arrangement().shown(chart.spec().axisNames()))
        names.append(chart.spec().axes[index].name);
    return names;
}

struct Chart {
    ParallelAxes axes;

    explicit Chart(int classes = 4, QSize size = {700, 400})
    {
        axes.setPalette(Theme::light().palette());
        axes.setSpec(specOf(classes));
        axes.resize(size);
        axes.show();
        if (!QTest::qWaitForWindowExposed(&axes))
            qFatal("the window does not show");
    }
    [[nodiscard]] QPointF onAxis(std::size_t place, double value) const
    {
        return axes.windowLayout().position(place, value);
    }
    void drag(const QPointF &from, const QPointF &to, Qt::KeyboardModifiers modifiers = Qt::NoModifier)
    {
        QTest::mousePress(axes.viewport(), Qt::LeftButton, modifiers, from.toPoint());
        for (const double part : {0.5, 1.0}) {
            const QPointF there = from + part * (to - from);
            QMouseEvent move(QEvent::MouseMove, there, axes.viewport()->mapToGlobal(there), Qt::NoButton,
                             Qt::LeftButton, modifiers);
            QApplication::sendEvent(axes.viewport(), &move);
        }
        QTest::mouseRelease(axes.viewport(), Qt::LeftButton, modifiers, to.toPoint());
    }
    [[nodiscard]] QRectF entry(int line) const
    {
        for (const ParallelLayout::Entry &entry : axes.windowLayout().entries)
            if (entry.line == line)
                return entry.rect;
        return {};
    }
    void openMenu(const QPointF &position)
    {
        QContextMenuEvent event(QContextMenuEvent::Mouse, position.toPoint(),
                                axes.viewport()->mapToGlobal(position.toPoint()));
        QApplication::sendEvent(axes.viewport(), &event);
    }
    void choose(const QString &text)
    {
        auto *menu = axes.findChild<QMenu *>(QStringLiteral("axisMenu"));
        QVERIFY(menu != nullptr);
        for (QAction *action : menu->actions())
            if (action->text().remove(QLatin1Char('&')) == text) {
                action->trigger();
                delete menu;
                return;
            }
        QFAIL(qPrintable(text));
    }
};

} // namespace

class TestParallelAxes : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates)); }
    void arrangements();
    void nothingIsCutOff_data();
    void nothingIsCutOff();
    void valuesAndBack();
    void linesAreWhereTheLayoutSays();
    void hoverNamesClassAndValue();
    void axesAreDragged();
    void aClickFlips();
    void menuOfAnAxis();
    void brushIsMadeMovedResizedRemoved();
    void flippedBrush();
    void brushesAndModifiers();
    void hidingAnAxisDropsItsBrush();
    void legendTogglesAndIsolates();
    void manyClassesAreSearched();
    void bandsOfAFewClasses();
    void nothingMovesWhileBrushing();
    void brokenAndEmpty();
};

void TestParallelAxes::arrangements()
{
    AxisArrangement all;
    const auto names = [&] {
        QStringList shown;
        for (const std::size_t index : all.shown(features))
            shown.append(features[static_cast<qsizetype>(index)].left(1));
        return shown.join(QString());
    };
    QCOMPARE(names(), QStringLiteral("petv"));
    all.move(features, QStringLiteral("valence"), 0);
    QCOMPARE(names(), QStringLiteral("vpet"));
    all.move(features, QStringLiteral("valence"), 2); // before what is third now
    QCOMPARE(names(), QStringLiteral("pvet"));
    all.move(features, QStringLiteral("popularity"), static_cast<std::size_t>(-1));
    QCOMPARE(names(), QStringLiteral("vetp"));
    all.move(features, QStringLiteral("popularity"), 3); // where it is
    QCOMPARE(names(), QStringLiteral("vetp"));
    all.setHidden(QStringLiteral("energy"), true);
    QCOMPARE(names(), QStringLiteral("vtp"));
    all.setHidden(QStringLiteral("energy"), false);
    QCOMPARE(names(), QStringLiteral("vetp"));
    // A file with another feature and without one of these.
    const QStringList others{QStringLiteral("key"), QStringLiteral("energy"), QStringLiteral("valence")};
    QCOMPARE(all.shown(others), (std::vector<std::size_t>{2, 1, 0}));
    all.setOrder({QStringLiteral("key"), QStringLiteral("valence"), QStringLiteral("energy")});
    QCOMPARE(names(), QStringLiteral("vetp"));
}

void TestParallelAxes::nothingIsCutOff_data()
{
    QTest::addColumn<QSizeF>("size");
    QTest::addColumn<int>("classes");
    for (const QSizeF size : {QSizeF(224, 150), QSizeF(400, 240), QSizeF(930, 240), QSizeF(1600, 1000)})
        for (const int classes : {1, 8, 113})
            QTest::addRow("%.0f x %.0f, %d", size.width(), size.height(), classes) << size << classes;
}

void TestParallelAxes::nothingIsCutOff()
{
    QFETCH(QSizeF, size);
    QFETCH(int, classes);
    const QRectF area(QPointF(5, 5), size);
    const QFont font;
    const ParallelSpec spec = specOf(classes);
    ParallelLayout::Wanted wanted{spec, {}, {}};
    for (std::size_t a = 0; a < spec.axes.size(); ++a)
        wanted.axes.push_back({a, false, 0, {}});
    for (int c = 0; c < classes; ++c)
        wanted.entries.push_back(c);
    const ParallelLayout layout = ParallelLayout::make(area, wanted, font);
    QVERIFY(area.contains(layout.plot));
    QVERIFY(layout.plot.width() > 60 && layout.plot.height() > 20);
    for (const ParallelLayout::Entry &entry : layout.entries) {
        QVERIFY(area.adjusted(-1, -1, 1, 1).contains(entry.rect));
        QVERIFY(!entry.rect.intersects(layout.plot));
    }
    for (std::size_t place = 0; place < layout.axes.size(); ++place) {
        const double width = textWidth(layout.axes[place].label, font);
        const double x = layout.axes[place].x;
        QVERIFY((layout.slanted ? x - width * 0.7072 : x - width / 2) >= area.left() - 4);
        QVERIFY((layout.slanted ? x : x + width / 2) <= area.right() + 4);
        QVERIFY(layout.nameContains(place, layout.nameCentre(place)));
        for (std::size_t other = 0; other < layout.axes.size(); ++other)
            QVERIFY(other == place || !layout.nameContains(other, layout.nameCentre(place)));
    }
    for (const QString &label : layout.tickLabels)
        QVERIFY(layout.plot.left() - 6 - textWidth(label, font) >= area.left() - 2);
}

void TestParallelAxes::valuesAndBack()
{
    const Chart chart;
    const ParallelLayout layout = chart.axes.windowLayout();
    for (const double value : {-0.9, 0.0, 0.4}) {
        QVERIFY(layout.plot.contains(layout.position(1, value)));
        QVERIFY(std::abs(layout.value(1, layout.position(1, value).y()) - value) < 1e-9);
    }
    // One scale for all axes; what lies beyond is at its end.
    QCOMPARE(layout.position(0, 0.3).y(), layout.position(3, 0.3).y());
    QCOMPARE(layout.position(0, 99.0).y(), layout.plot.top());
}

void TestParallelAxes::linesAreWhereTheLayoutSays()
{
    Chart chart;
    ParallelSpec spec = specOf(1);
    spec.lines[0].colour = QColor(255, 0, 0);
    spec.lines[0].values = {1, 1, 1, 1};
    spec.low = -1;
    chart.axes.setSpec(spec);
    const QPointF middle = (chart.onAxis(1, 1) + chart.onAxis(2, 1)) / 2;
    const QColor there = test::pixel(chart.axes, middle);
    QVERIFY2(there.red() > 200 && there.green() < 160, qPrintable(there.name()));
    QCOMPARE(test::pixel(chart.axes, middle + QPointF(7, 40)), Theme::light().base);
    chart.axes.setHiddenClasses({QStringLiteral("class-0")});
    QVERIFY(test::pixel(chart.axes, middle).saturation() < 5); // the ground, or its grid
}

void TestParallelAxes::hoverNamesClassAndValue()
{
    Chart chart;
    const ParallelLine &line = chart.axes.spec().lines[2];
    test::hover(chart.axes, chart.onAxis(1, line.values[1]) + QPointF(3, 2));
    QVERIFY(chart.axes.hoveredPoint() == (ParallelPoint{2, 1}));
    // -1 + 2 * 2.1 / 3 = 0.4: 104 where 100 ± 10 is usual.
    QString tip = chart.axes.pointTooltip({2, 1});
    QVERIFY2(tip.contains(QStringLiteral("energy +0.4 standard deviations, 104 in its own unit")),
             qPrintable(tip));
    QVERIFY(tip.contains(QStringLiteral("class-2")));
    QVERIFY(chart.axes.pointTooltip({2, 2}).contains(QStringLiteral("104.7 BPM")));
    // Between the axes: the nearer one.
    const QPointF between = 0.3 * chart.onAxis(1, line.values[1]) + 0.7 * chart.onAxis(2, line.values[2]);
    test::hover(chart.axes, between);
    QVERIFY(chart.axes.hoveredPoint() == (ParallelPoint{2, 2}));
    // The others are pale then, and itself is not.
    const QPointF other = (chart.onAxis(2, chart.axes.spec().lines[0].values[2]) +
                           chart.onAxis(3, chart.axes.spec().lines[0].values[3])) /
                          2;
    const QColor pale = test::pixel(chart.axes, other);
    test::leave(chart.axes);
    QVERIFY(!chart.axes.hoveredPoint());
    const QColor full = test::pixel(chart.axes, other);
    QVERIFY2(pale.lightness() > full.lightness() + 40, qPrintable(pale.name() + full.name()));
    test::hover(chart.axes, chart.entry(1).center());
    QVERIFY(chart.axes.hoveredPoint() == (ParallelPoint{1, -1}));
}

void TestParallelAxes::axesAreDragged()
{
    Chart chart;
    QSignalSpy changed(&chart.axes, &ParallelAxes::arrangementChanged);
    const ParallelLayout layout = chart.axes.windowLayout();
    const QPointF from = layout.nameCentre(0);
    chart.drag(from, {layout.axes[2].x + layout.pitch / 4, from.y()});
    QCOMPARE(shownNames(chart.axes), (QStringList{features[1], features[2], features[0], features[3]}));
    QCOMPARE(changed.count(), 1);
    chart.drag(layout.nameCentre(3), {layout.plot.left(), layout.nameCentre(3).y() - 30});
    QCOMPARE(shownNames(chart.axes), (QStringList{features[3], features[1], features[2], features[0]}));
    QVERIFY(chart.axes.arrangement().flipped.isEmpty());
    chart.axes.setSpec(specOf(2)); // other labels
    QCOMPARE(shownNames(chart.axes).first(), features[3]);
}

void TestParallelAxes::aClickFlips()
{
    Chart chart;
    QSignalSpy changed(&chart.axes, &ParallelAxes::arrangementChanged);
    test::click(chart.axes, chart.axes.windowLayout().nameCentre(1));
    QCOMPARE(chart.axes.arrangement().flipped, QSet<QString>{features[1]});
    QCOMPARE(changed.count(), 1);
    // Mirrored at nought: other axes show at that height the opposite value.
    QVERIFY(std::abs(chart.onAxis(1, 0.5).y() - chart.onAxis(0, -0.5).y()) < 1e-9);
    QVERIFY(std::abs(chart.onAxis(1, 0.0).y() - chart.onAxis(0, 0.0).y()) < 1e-9);
    QVERIFY(chart.onAxis(0, 0.5).y() < chart.onAxis(0, -0.5).y());
    test::click(chart.axes, chart.axes.windowLayout().nameCentre(1));
    QVERIFY(chart.axes.arrangement().flipped.isEmpty());
}

void TestParallelAxes::menuOfAnAxis()
{
    Chart chart;
    chart.openMenu(chart.onAxis(1, 0.2));
    chart.choose(QStringLiteral("Hide"));
    QCOMPARE(shownNames(chart.axes), (QStringList{features[0], features[2], features[3]}));
    chart.openMenu(chart.axes.windowLayout().nameCentre(2));
    chart.choose(QStringLiteral("Move to First"));
    QCOMPARE(shownNames(chart.axes), (QStringList{features[3], features[0], features[2]}));
    chart.openMenu(chart.onAxis(0, 0));
    chart.choose(QStringLiteral("Move to Last"));
    chart.openMenu(chart.onAxis(0, 0));
    chart.choose(QStringLiteral("Flip"));
    QCOMPARE(chart.axes.arrangement().flipped, QSet<QString>{features[0]});
    chart.openMenu({chart.axes.windowLayout().plot.left() + 1, 50});
    chart.choose(QStringLiteral("Show All Axes"));
    QCOMPARE(shownNames(chart.axes).size(), 4);

    ParallelSpec spec = specOf(2);
    spec.lines[0].values = {0, -1, 0, -3};
    spec.lines[1].values = {1, 1, 0, 3};
    chart.axes.setSpec(spec);
    chart.openMenu({chart.axes.windowLayout().plot.left() + 1, 50});
    chart.choose(QStringLiteral("Sort by How Much Classes Differ"));
    QCOMPARE(shownNames(chart.axes), (QStringList{features[3], features[1], features[0], features[2]}));
}

void TestParallelAxes::brushIsMadeMovedResizedRemoved()
{
    Chart chart;
    QSignalSpy brushed(&chart.axes, &ParallelAxes::brushed);
    chart.drag(chart.onAxis(1, -0.2), chart.onAxis(1, 0.6));
    QCOMPARE(chart.axes.brushes().size(), std::size_t(1));
    AxisBrush brush = chart.axes.brushes().front();
    QCOMPARE(brush.axis, features[1]);
    const double pixel = 3.0 / chart.axes.windowLayout().plot.height(); // the mouse knows whole ones only
    QVERIFY(std::abs(brush.low + 0.2) < pixel && std::abs(brush.high - 0.6) < pixel);
    QVERIFY(brushed.count() >= 2);
    QVERIFY(!brushed.first()[1].toBool());
    QVERIFY(brushed.last()[1].toBool());

    const QRectF rect = *chart.axes.brushRect(chart.axes.windowLayout(), brush);
    const double away = chart.onAxis(1, 0).y() - chart.onAxis(1, 0.3).y();
    chart.drag(rect.center(), rect.center() + QPointF(0, away)); // down by 0.3
    const AxisBrush moved = chart.axes.brushes().front();
    QVERIFY(std::abs(moved.low - (brush.low - 0.3)) < 2 * pixel);
    QVERIFY(std::abs((moved.high - moved.low) - (brush.high - brush.low)) < 1e-9);

    // By either handle, which reach 7 px beyond the ends.
    QRectF now = *chart.axes.brushRect(chart.axes.windowLayout(), moved);
    chart.drag({now.center().x(), now.top() - 6}, chart.onAxis(1, 0.9));
    QVERIFY(std::abs(chart.axes.brushes().front().high - 0.9) < 2 * pixel);
    QVERIFY(std::abs(chart.axes.brushes().front().low - moved.low) < 1e-9);
    now = *chart.axes.brushRect(chart.axes.windowLayout(), chart.axes.brushes().front());
    chart.drag({now.center().x(), now.bottom() + 6},
               {now.center().x(), chart.axes.windowLayout().plot.bottom() + 30});
    QCOMPARE(chart.axes.brushes().front().low, -infinity); // to the end: all that lies beyond, too

    now = *chart.axes.brushRect(chart.axes.windowLayout(), chart.axes.brushes().front());
    brushed.clear();
    test::click(chart.axes, now.center());
    QVERIFY(chart.axes.brushes().empty());
    QCOMPARE(brushed.count(), 1);
    test::click(chart.axes, now.center()); // nothing to remove
    QCOMPARE(brushed.count(), 1);
}

void TestParallelAxes::flippedBrush()
{
    Chart chart;
    test::click(chart.axes, chart.axes.windowLayout().nameCentre(1));
    chart.drag(chart.onAxis(1, 0.5), {chart.onAxis(1, 0).x(), chart.axes.windowLayout().plot.top()});
    const AxisBrush brush = chart.axes.brushes().front();
    QCOMPARE(brush.low, -infinity); // the upper end of the axis is its low one
    QVERIFY(std::abs(brush.high - 0.5) < 0.03);
}

void TestParallelAxes::brushesAndModifiers()
{
    Chart chart;
    chart.drag(chart.onAxis(0, -0.5), chart.onAxis(0, 0.5));
    chart.drag(chart.onAxis(2, 0.0), chart.onAxis(2, 0.5));
    QCOMPARE(chart.axes.brushes().size(), std::size_t(2));
    QSignalSpy brushed(&chart.axes, &ParallelAxes::brushed);
    chart.drag(chart.onAxis(3, 0.0), chart.onAxis(3, 0.5), Qt::ControlModifier);
    QCOMPARE(chart.axes.brushes().size(), std::size_t(1)); // adds tracks of its own, not of the two before
    QCOMPARE(chart.axes.brushes().front().axis, features[3]);
    QCOMPARE(brushed.last()[0].value<Qt::KeyboardModifiers>(), Qt::KeyboardModifiers(Qt::ControlModifier));
}

void TestParallelAxes::hidingAnAxisDropsItsBrush()
{
    Chart chart;
    chart.drag(chart.onAxis(0, -0.5), chart.onAxis(0, 0.5));
    chart.drag(chart.onAxis(2, 0.0), chart.onAxis(2, 0.5));
    QSignalSpy brushed(&chart.axes, &ParallelAxes::brushed);
    chart.openMenu(chart.onAxis(2, -0.5));
    chart.choose(QStringLiteral("Hide"));
    QCOMPARE(chart.axes.brushes().size(), std::size_t(1));
    QCOMPARE(brushed.count(), 1);
}

void TestParallelAxes::legendTogglesAndIsolates()
{
    for (const QSize size : {QSize(700, 400), QSize(430, 300)}) { // beside and below
        Chart chart(4, size);
        QSignalSpy changed(&chart.axes, &ParallelAxes::hiddenClassesChanged);
        test::click(chart.axes, chart.entry(1).center());
        QCOMPARE(chart.axes.shownLines(), (std::vector<int>{0, 2, 3}));
        QVERIFY(!chart.entry(1).isEmpty()); // still there, to be shown again
        const auto hoveredThere = chart.axes.pointAt(chart.onAxis(1, chart.axes.spec().lines[1].values[1]));
        QVERIFY(!hoveredThere || hoveredThere->line != 1);
        chart.axes.setSpec(specOf(4)); // colours or numbers changed
        QCOMPARE(chart.axes.shownLines(), (std::vector<int>{0, 2, 3}));
        test::click(chart.axes, chart.entry(1).center());
        QCOMPARE(chart.axes.shownLines().size(), std::size_t(4));
        QCOMPARE(changed.count(), 2);

        test::click(chart.axes, chart.entry(2).center(), Qt::ControlModifier);
        QCOMPARE(chart.axes.shownLines(), std::vector<int>{2});
        test::click(chart.axes, chart.entry(ParallelLayout::ShowAll).center());
        QCOMPARE(chart.axes.shownLines().size(), std::size_t(4));

        const QPoint there = chart.entry(0).center().toPoint();
        for (const std::vector<int> &expected : {std::vector<int>{0}, std::vector<int>{0, 1, 2, 3}}) {
            QTest::mouseClick(chart.axes.viewport(), Qt::LeftButton, {}, there);
            QTest::mouseDClick(chart.axes.viewport(), Qt::LeftButton, {}, there);
            QCOMPARE(chart.axes.shownLines(), expected);
        }
    }
}

void TestParallelAxes::manyClassesAreSearched()
{
    Chart chart(113);
    QVERIFY(chart.axes.windowLayout().entries.empty());
    chart.axes.setSearch(QStringLiteral("CLASS-11"));
    QCOMPARE(chart.axes.windowLayout().entries.size(), std::size_t(4)); // 11, 110, 111, 112
    chart.axes.showOnlyFound();
    QCOMPARE(chart.axes.shownLines(), (std::vector<int>{11, 110, 111, 112}));
    chart.axes.setSearch({});
    QCOMPARE(chart.axes.windowLayout().entries.size(), std::size_t(5)); // with "Show all"
    test::click(chart.axes, chart.entry(ParallelLayout::ShowAll).center());
    QCOMPARE(chart.axes.shownLines().size(), std::size_t(113));
    chart.axes.setSearch(QStringLiteral("no such class"));
    chart.axes.showOnlyFound();
    QCOMPARE(chart.axes.shownLines().size(), std::size_t(113));
}

void TestParallelAxes::bandsOfAFewClasses()
{
    Chart chart(2);
    ParallelSpec spec = specOf(2);
    for (ParallelLine &line : spec.lines)
        for (const double value : line.values) {
            line.lower.push_back(value - 0.4);
            line.upper.push_back(value + 0.2);
        }
    chart.axes.setSpec(spec);
    const auto inBand = [&](int line) {
        const std::vector<double> &values = spec.lines[static_cast<std::size_t>(line)].values;
        return (chart.onAxis(1, values[1] - 0.3) + chart.onAxis(2, values[2] - 0.3)) / 2;
    };
    QVERIFY(test::pixel(chart.axes, inBand(0)).saturation() > 10);
    chart.axes.setHiddenClasses({QStringLiteral("class-0")});
    QVERIFY(test::pixel(chart.axes, inBand(1)).saturation() > 10);
    QVERIFY(test::pixel(chart.axes, inBand(0)).saturation() < 5); // the ground, or its grid
    QVERIFY(chart.axes.pointTooltip({1, 1}).contains(QStringLiteral("Half of its tracks are within")));
}

void TestParallelAxes::nothingMovesWhileBrushing()
{
    Chart chart;
    const ParallelLayout before = chart.axes.windowLayout();
    connect(&chart.axes, &ParallelAxes::brushed, this, [&](Qt::KeyboardModifiers, bool finished) {
        ParallelSpec spec = specOf(4);
        spec.selection = ParallelLine{QStringLiteral("Selection (1)"), {}, {9, 9, 9, 9}, {}, {}};
        chart.axes.setSpec(spec);
        QCOMPARE(chart.axes.windowLayout().plot == before.plot, !finished);
    });
    chart.drag(chart.onAxis(1, -0.2), chart.onAxis(1, 0.6));
    QVERIFY(std::abs(chart.axes.brushes().front().high - 0.6) < 0.03);
    QVERIFY(chart.axes.windowLayout().high > before.high); // afterwards the scale holds the selection
    QVERIFY(!chart.entry(ParallelLayout::Selection).isEmpty());
}

void TestParallelAxes::brokenAndEmpty()
{
    Chart chart;
    chart.axes.setSpec({});
    chart.axes.setEmptyText(QStringLiteral("No clusters yet."));
    QVERIFY(chart.axes.isEmpty());
    test::hover(chart.axes, {100, 100});
    test::click(chart.axes, {100, 100});
    chart.openMenu({100, 100});
    const double nan = std::numeric_limits<double>::quiet_NaN();
    ParallelSpec spec = specOf(3);
    spec.lines[0].values = {nan, nan, nan, nan};
    spec.lines[1].values = {1, nan, 3, nan};
    spec.lines[2].name = QString(300, u'W');
    chart.axes.setSpec(spec);
    for (const QSize size : {QSize(300, 200), QSize(40, 40), QSize(1200, 90)}) {
        chart.axes.resize(size);
        QVERIFY(!chart.axes.viewport()->grab().isNull());
        QVERIFY(!renderPlot(chart.axes, size, 2, Theme::dark()).isNull());
    }
    AxisArrangement none;
    for (const QString &name : features)
        none.setHidden(name, true);
    chart.axes.setArrangement(none);
    QVERIFY(!chart.axes.viewport()->grab().isNull());
    test::hover(chart.axes, {100, 50});
    test::click(chart.axes, {100, 50});
}

QTEST_MAIN(TestParallelAxes)
#include "tst_parallel_axes.moc"
