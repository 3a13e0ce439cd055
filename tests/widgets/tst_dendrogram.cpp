#include "tests/widgets/plot_events.h"
#include "widgets/plots/dendrogram.h"
#include "widgets/plots/palette.h"
#include "widgets/plots/plot_export.h"
#include "widgets/plots/text.h"

#include <QScrollBar>
#include <QSignalSpy>
#include <QTest>

#include <algorithm>
#include <cmath>

using namespace genrelens;

namespace
{

// Leaves on a line, ever farther apart, with gaps that repeat a little.
DendrogramSpec chain(int leaves)
{
    WeightedPoints points{1, {}, {}};
    DendrogramSpec spec;
    for (int i = 0; i < leaves; ++i) {
        points.values.push_back(i + 0.3 * std::sin(7.0 * i) + (i * 5 / std::max(1, leaves)) * 20.0);
        points.weights.push_back(1.0 + i % 3);
        spec.names.append(QStringLiteral("genre-%1").arg(i));
        spec.notes.append(QStringLiteral("%1 tracks").arg(100 + i));
    }
    spec.tree = wardTree(points);
    spec.heightTitle = QStringLiteral("Ward distance");
    return spec;
}

void open(Dendrogram &plot, QSize size)
{
    plot.setPalette(Theme::light().palette());
    plot.resize(size);
    plot.show();
    QVERIFY(QTest::qWaitForWindowExposed(&plot));
}

QPointF onCut(const Dendrogram &plot, int groups)
{
    const DendrogramLayout layout = plot.windowLayout();
    return {layout.x(cutHeight(plot.spec().tree, static_cast<std::size_t>(groups))),
            layout.branches.center().y()};
}

} // namespace

class TestDendrogram : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates)); }
    void layoutBothWays_data();
    void layoutBothWays();
    void armsMeet();
    void everyBranchIsHit();
    void namesAreHit();
    void tooltips();
    void lineIsDragged();
    void axisIsClicked();
    void keysMoveTheCut();
    void coloursEndAtTheCut();
    void manyLeavesScroll();
    void pictures();
    void emptyAndBroken();
};

void TestDendrogram::layoutBothWays_data()
{
    QTest::addColumn<int>("leaves");
    QTest::addColumn<QSizeF>("size");
    for (const int leaves : {2, 8, 113})
        for (const QSizeF size : {QSizeF(300, 200), QSizeF(600, 500), QSizeF(1600, 1200)})
            QTest::addRow("%d in %.0f x %.0f", leaves, size.width(), size.height()) << leaves << size;
}

void TestDendrogram::layoutBothWays()
{
    QFETCH(int, leaves);
    QFETCH(QSizeF, size);
    const DendrogramSpec spec = chain(leaves);
    const QRectF area(QPointF(10, 20), size);
    const DendrogramLayout layout = DendrogramLayout::make(area, spec.tree, {90, 20, 16}, 7);
    for (const QRectF &part : {layout.strip, layout.names, layout.branches, layout.axis})
        QVERIFY(area.contains(part));
    QVERIFY(!layout.names.intersects(layout.branches) && !layout.axis.intersects(layout.branches) &&
            !layout.strip.intersects(layout.branches));
    for (const double height : {0.0, 3.25, layout.highest})
        QVERIFY(std::abs(layout.heightAt(layout.x(height)) - height) < 1e-9);
    QVERIFY(layout.x(spec.tree.merges.back().height) <= layout.branches.right());
    for (std::size_t place = 0; place < layout.order.size(); ++place) {
        const double y = layout.name(place).center().y();
        const bool seen = y >= layout.names.top() && y < layout.names.bottom();
        QCOMPARE(layout.placeAt(y), seen ? static_cast<int>(place) : -1);
    }
    const DendrogramLayout all = DendrogramLayout::fitted(area, spec.tree, {90, 20, 16});
    QVERIFY(all.name(all.order.size() - 1).bottom() <= all.axis.top() + 1e-9);
}

void TestDendrogram::armsMeet()
{
    const DendrogramSpec spec = chain(40);
    const DendrogramLayout layout = DendrogramLayout::make({0, 0, 600, 900}, spec.tree, {90, 20, 16});
    for (std::size_t i = 0; i < spec.tree.merges.size(); ++i) {
        const Merge &merge = spec.tree.merges[i];
        const double y = layout.y(40 + i);
        QVERIFY(y > std::min(layout.y(merge.left), layout.y(merge.right)));
        QVERIFY(y < std::max(layout.y(merge.left), layout.y(merge.right)));
        QVERIFY(layout.node(merge.left).x() <= layout.x(merge.height));
        QCOMPARE(layout.parents[merge.left], 40 + i);
        QCOMPARE(layout.parents[merge.right], 40 + i);
    }
}

void TestDendrogram::everyBranchIsHit()
{
    Dendrogram plot;
    plot.setSpec(chain(8));
    open(plot, {900, 400});
    plot.setCut(8);
    const DendrogramLayout layout = plot.windowLayout();
    const MergeTree &tree = plot.spec().tree;
    for (std::size_t node = 0; node + 1 < layout.nodePlaces.size(); ++node) {
        const double from = layout.node(node).x();
        const double to = layout.x(layout.nodeHeights[layout.parents[node]]);
        const QPointF middle((from + to) / 2, layout.y(node));
        if (to - from < 14 || std::abs(middle.x() - onCut(plot, 8).x()) < 6)
            continue; // an arm too short to be told from what is beside it
        test::hover(plot, middle);
        QCOMPARE(plot.hoveredNode(), static_cast<int>(node));
    }
    const std::size_t root = layout.nodePlaces.size() - 1;
    test::hover(plot, {layout.x(tree.merges.back().height), layout.y(root) + 9});
    QCOMPARE(plot.hoveredNode(), static_cast<int>(root));
    test::leave(plot);
    QCOMPARE(plot.hoveredNode(), -1);
}

void TestDendrogram::namesAreHit()
{
    Dendrogram plot;
    plot.setSpec(chain(113));
    open(plot, {500, 300});
    plot.verticalScrollBar()->setValue(500);
    const DendrogramLayout layout = plot.windowLayout();
    const int place = layout.placeAt(layout.names.center().y());
    QVERIFY(place > 20);
    test::hover(plot, layout.names.center());
    QCOMPARE(plot.hoveredNode(), static_cast<int>(layout.order[static_cast<std::size_t>(place)]));
    plot.verticalScrollBar()->setValue(0); // what is under the pointer has moved away
    QCOMPARE(plot.hoveredNode(), -1);
}

void TestDendrogram::tooltips()
{
    Dendrogram plot;
    DendrogramSpec spec = chain(20);
    spec.names[3] = QStringLiteral("<b>&");
    plot.setSpec(spec);
    QVERIFY(plot.nodeTooltip(4).contains(QStringLiteral("genre-4")));
    QVERIFY(plot.nodeTooltip(4).contains(QStringLiteral("104 tracks")));
    QVERIFY(plot.nodeTooltip(3).contains(QStringLiteral("&lt;b&gt;&amp;")));
    const QString root = plot.nodeTooltip(38);
    QVERIFY(root.contains(QStringLiteral("20 genres")));
    QVERIFY(root.contains(QStringLiteral("and 8 more")));
    QVERIFY(root.contains(QStringLiteral("Ward distance: ") + formatValue(spec.tree.merges.back().height)));
    const QString first = plot.nodeTooltip(20);
    QVERIFY(first.contains(QStringLiteral("2 genres")) && !first.contains(QStringLiteral("more")));
}

void TestDendrogram::lineIsDragged()
{
    Dendrogram plot;
    plot.setSpec(chain(30));
    open(plot, {900, 700});
    plot.setCut(2);
    QSignalSpy changed(&plot, &Dendrogram::cutChanged);
    test::hover(plot, onCut(plot, 2));
    QCOMPARE(plot.viewport()->cursor().shape(), Qt::SplitHCursor);
    QTest::mousePress(plot.viewport(), Qt::LeftButton, {}, onCut(plot, 2).toPoint());
    test::hover(plot, onCut(plot, 5));
    QCOMPARE(plot.cut(), 5);
    test::hover(plot, {0, 0}); // far to the left every leaf is a group
    QCOMPARE(plot.cut(), 30);
    test::hover(plot, onCut(plot, 4));
    test::hover(plot, {5000, 0});
    QCOMPARE(plot.cut(), 2); // never one group
    test::hover(plot, onCut(plot, 4));
    QTest::mouseRelease(plot.viewport(), Qt::LeftButton, {}, onCut(plot, 4).toPoint());
    QCOMPARE(plot.cut(), 4);
    QCOMPARE(changed.last()[0].toInt(), 4);
    const int before = static_cast<int>(changed.count());
    test::hover(plot, onCut(plot, 3)); // no longer held
    QCOMPARE(changed.count(), before);
    const QPointF beside = onCut(plot, 2) + QPointF(-30, 0);
    if (std::abs(beside.x() - onCut(plot, 4).x()) > 6) {
        test::click(plot, beside); // the tree itself is no handle
        QCOMPARE(plot.cut(), 4);
    }
}

void TestDendrogram::axisIsClicked()
{
    Dendrogram plot;
    plot.setSpec(chain(30));
    open(plot, {900, 700});
    const DendrogramLayout layout = plot.windowLayout();
    test::click(plot, {onCut(plot, 5).x(), layout.axis.center().y()});
    QCOMPARE(plot.cut(), 5);
    test::click(plot, {onCut(plot, 3).x(), layout.strip.center().y()});
    QCOMPARE(plot.cut(), 3);
    QTest::mouseClick(plot.viewport(), Qt::RightButton, {},
                      QPointF(onCut(plot, 5).x(), layout.axis.center().y()).toPoint());
    QCOMPARE(plot.cut(), 3);
}

void TestDendrogram::keysMoveTheCut()
{
    Dendrogram plot;
    plot.setSpec(chain(4));
    open(plot, {500, 300});
    plot.setCut(2);
    QSignalSpy changed(&plot, &Dendrogram::cutChanged);
    QTest::keyClick(&plot, Qt::Key_Left);
    QCOMPARE(plot.cut(), 3);
    QTest::keyClick(&plot, Qt::Key_Up);
    QCOMPARE(plot.cut(), 4);
    QTest::keyClick(&plot, Qt::Key_Up); // each leaf a group: no more
    QCOMPARE(plot.cut(), 4);
    QTest::keyClick(&plot, Qt::Key_Right);
    QTest::keyClick(&plot, Qt::Key_Down);
    QTest::keyClick(&plot, Qt::Key_Down);
    QCOMPARE(plot.cut(), 2);
    QCOMPARE(changed.count(), 4);
}

void TestDendrogram::coloursEndAtTheCut()
{
    Dendrogram plot;
    plot.setSpec(chain(10));
    open(plot, {900, 400});
    plot.setCut(5);
    plot.setLeafColours(std::vector<QColor>(10, QColor(255, 0, 0)));
    const DendrogramLayout layout = plot.windowLayout();
    const MergeTree &tree = plot.spec().tree;
    const std::size_t root = 18;
    const std::size_t group = tree.merges[4].left; // a node below the cut, as the first five merges are
    QCOMPARE(test::pixel(plot, layout.node(group) + QPointF(2, 0)), QColor(255, 0, 0));
    const QColor top = test::pixel(plot, {layout.x(tree.merges.back().height), layout.y(root) + 30});
    QVERIFY2(std::abs(top.red() - top.blue()) < 40 && top != Theme::light().base, qPrintable(top.name()));
    plot.setCut(6); // the colours were those of other groups
    QVERIFY(test::pixel(plot, layout.node(group) + QPointF(2, 0)) != QColor(255, 0, 0));
}

void TestDendrogram::manyLeavesScroll()
{
    Dendrogram plot;
    plot.setSpec(chain(113));
    open(plot, {500, 400});
    QScrollBar *bar = plot.verticalScrollBar();
    QVERIFY(bar->maximum() > 1000);
    QVERIFY(plot.windowLayout().rowHeight >= lineHeight(plot.font())); // names do not overlap
    QTest::keyClick(&plot, Qt::Key_End);
    QCOMPARE(bar->value(), bar->maximum());
    const DendrogramLayout layout = plot.windowLayout();
    const QRectF last = layout.name(112);
    QVERIFY(last.bottom() <= layout.names.bottom() + 1 && last.top() > layout.names.top());
    QTest::keyClick(&plot, Qt::Key_Home);
    QCOMPARE(bar->value(), 0);
    QCOMPARE(plot.windowLayout().axis, layout.axis);
}

void TestDendrogram::pictures()
{
    Dendrogram plot;
    plot.setSpec(chain(113));
    QCOMPARE(plot.figureName(), QStringLiteral("merge_tree"));
    QVERIFY(plot.naturalSize().height() > 113 * 16);
    for (const QSize size : {exportSize(plot), QSize(300, 200), QSize(1500, 600)}) {
        for (const Theme &theme : {Theme::light(), Theme::dark()}) {
            const QImage image = renderPlot(plot, size, 1, theme);
            QCOMPARE(image.size(), size);
            bool drawn = false;
            for (int x = 0; x < image.width() && !drawn; ++x)
                drawn = image.pixelColor(x, image.height() / 2) != theme.base;
            QVERIFY(drawn);
        }
    }
}

void TestDendrogram::emptyAndBroken()
{
    Dendrogram plot;
    plot.setEmptyText(QStringLiteral("Nothing to merge."));
    QVERIFY(plot.isEmpty());
    open(plot, {300, 200});
    const auto poke = [&plot] {
        test::hover(plot, {100, 100});
        test::click(plot, {100, 5});
        QTest::keyClick(&plot, Qt::Key_Left);
        QVERIFY(!plot.viewport()->grab().isNull());
        QVERIFY(!renderPlot(plot, {300, 200}, 1, Theme::dark()).isNull());
    };
    poke();
    plot.setSpec(chain(1));
    QVERIFY(plot.isEmpty());
    poke();
    DendrogramSpec broken = chain(5);
    broken.names.removeLast();
    plot.setSpec(broken);
    QVERIFY(plot.isEmpty());
    DendrogramSpec odd = chain(5);
    odd.names[0] = QString(500, u'W');
    odd.names[1].clear();
    for (Merge &merge : odd.tree.merges)
        merge.height = 0.0; // all in one place
    plot.setSpec(odd);
    for (const QSize size : {QSize(300, 200), QSize(40, 30), QSize(900, 60)}) {
        plot.resize(size);
        poke();
    }
}

QTEST_MAIN(TestDendrogram)
#include "tst_dendrogram.moc"
