#include "tests/widgets/heatmap_fixture.h"

#include <QScrollBar>
#include <QSignalSpy>
#include <QTest>

#include <cmath>
#include <optional>

using namespace genrelens;
using test::confusion;
using test::open;

class TestHeatmapPointer : public QObject
{
    Q_OBJECT

private slots:
    void picksRowsAndColumns();
    void namesUnderThePointer_data();
    void namesUnderThePointer();
    void draggingPicksARange();
    void middleButtonPans();
    void doubleClickFits();
    void keysMoveTheCursor();
};

void TestHeatmapPointer::picksRowsAndColumns()
{
    Heatmap map;
    map.setMatrix(confusion(8));
    open(map, {430, 430});
    QList<CellArea> picked;
    connect(&map, &Heatmap::cellsPicked, this, [&picked](const CellArea &cells) { picked.append(cells); });
    QSignalSpy clicked(&map, &Heatmap::cellClicked);
    const HeatmapLayout layout = map.windowLayout();
    test::click(map, layout.rowName(3).center());
    test::click(map, layout.columnNameAnchor(6) - QPointF(0, 2));
    QCOMPARE(clicked.count(), 0);
    QVERIFY(picked == (QList<CellArea>{{{3, 0}, {3, 7}}, {{0, 6}, {7, 6}}}));
}

void TestHeatmapPointer::namesUnderThePointer_data()
{
    QTest::addColumn<int>("classes");
    QTest::addColumn<double>("strip");
    QTest::newRow("slanted") << 8 << 0.0;
    QTest::newRow("slanted, with headers") << 8 << 17.0;
    QTest::newRow("upright") << 40 << 17.0;
}

void TestHeatmapPointer::namesUnderThePointer()
{
    QFETCH(int, classes);
    QFETCH(double, strip);
    HeatmapLayout::Needs needs{classes, classes, 90, 90, 14, 36, 60, 30, 1};
    needs.strip = strip;
    const HeatmapLayout layout = HeatmapLayout::make({0, 0, 500, 500}, needs);
    const double radians = layout.nameAngle * 3.14159265 / 180;
    for (int i = 0; i < classes; ++i) {
        QVERIFY(layout.nameAt(layout.rowName(i).center()) == (MatrixCell{i, -1}));
        for (const double along : {2.0, 30.0, 60.0}) { // of the middle line of a name
            const QPointF there =
                layout.columnNameAnchor(i) + along * QPointF(std::cos(radians), -std::sin(radians)) -
                (layout.nameAngle < 90 ? 3.5 : 0.0) * QPointF(std::sin(radians), std::cos(radians));
            QVERIFY(layout.nameAt(there) == (MatrixCell{-1, i}));
        }
        QVERIFY(!layout.nameAt(layout.cell({i, i}).center()));
        if (strip > 0) {
            QVERIFY(layout.headerAt(layout.rowHeader(i, 1).center()) == (MatrixCell{i, -1}));
            QVERIFY(layout.headerAt(layout.columnHeader(i, 1).center()) == (MatrixCell{-1, i}));
        }
    }
    QVERIFY(!layout.nameAt({2, 2}) && !layout.headerAt({2, 2}));
}

void TestHeatmapPointer::draggingPicksARange()
{
    Heatmap map;
    map.setMatrix(confusion(8));
    open(map, {430, 430});
    const auto centre = [&map](int row, int column) {
        return map.windowLayout().cell({row, column}).center();
    };
    std::optional<CellArea> picked;
    Qt::KeyboardModifiers with;
    connect(&map, &Heatmap::cellsPicked, this, [&](const CellArea &cells, Qt::KeyboardModifiers modifiers) {
        picked = cells;
        with = modifiers;
    });
    QTest::mousePress(map.viewport(), Qt::LeftButton, {}, centre(5, 2).toPoint());
    test::hover(map, centre(4, 6));
    test::hover(map, centre(3, 4));
    QVERIFY(!map.viewport()->grab().isNull());
    QTest::mouseRelease(map.viewport(), Qt::LeftButton, Qt::ControlModifier, centre(3, 4).toPoint());
    QVERIFY(picked == (CellArea{{3, 2}, {5, 4}}));
    QVERIFY(with == Qt::ControlModifier);
    // Rows, and beyond the last.
    QTest::mousePress(map.viewport(), Qt::LeftButton, {}, map.windowLayout().rowName(6).center().toPoint());
    test::hover(map, QPointF(5, 5000));
    QTest::mouseRelease(map.viewport(), Qt::LeftButton, {}, QPoint(5, 500));
    QVERIFY(picked == (CellArea{{6, 0}, {7, 7}}));
}

void TestHeatmapPointer::middleButtonPans()
{
    Heatmap map;
    map.setMatrix(confusion(113));
    open(map, {400, 400});
    map.setZoom(3);
    map.verticalScrollBar()->setValue(200);
    map.horizontalScrollBar()->setValue(200);
    const QPoint from = map.windowLayout().matrix.center().toPoint();
    QTest::mousePress(map.viewport(), Qt::MiddleButton, {}, from);
    test::hover(map, from + QPointF(30, -50));
    QTest::mouseRelease(map.viewport(), Qt::MiddleButton, {}, from + QPoint(30, -50));
    QCOMPARE(map.horizontalScrollBar()->value(), 170);
    QCOMPARE(map.verticalScrollBar()->value(), 250);
    test::hover(map, from);
    QCOMPARE(map.verticalScrollBar()->value(), 250);
}

void TestHeatmapPointer::doubleClickFits()
{
    Heatmap map;
    map.setMatrix(confusion(113));
    open(map, {400, 400});
    QSignalSpy zoomed(&map, &Heatmap::zoomChanged);
    map.setZoom(5);
    QTest::mouseDClick(map.viewport(), Qt::LeftButton, {}, map.windowLayout().matrix.center().toPoint());
    QCOMPARE(map.zoom(), 1.0);
    QCOMPARE(zoomed.count(), 2);
}

void TestHeatmapPointer::keysMoveTheCursor()
{
    Heatmap map;
    map.setMatrix(confusion(113));
    open(map, {400, 400});
    std::optional<CellArea> picked;
    connect(&map, &Heatmap::cellsPicked, this, [&picked](const CellArea &cells) { picked = cells; });
    QTest::keyClick(&map, Qt::Key_Return);
    QVERIFY(!picked); // nothing to pick yet
    QTest::keyClick(&map, Qt::Key_Down);
    QVERIFY(map.cursor() == (MatrixCell{0, 0}));
    QTest::keyClick(&map, Qt::Key_Left);
    QTest::keyClick(&map, Qt::Key_Up); // the corner has no name
    QVERIFY(map.cursor() == (MatrixCell{0, -1}));
    QTest::keyClick(&map, Qt::Key_Enter, Qt::KeypadModifier);
    QVERIFY(picked == (CellArea{{0, 0}, {0, 112}}));
    QTest::keyClick(&map, Qt::Key_End);
    QVERIFY(map.cursor() == (MatrixCell{0, 112}));
    QVERIFY(map.windowLayout().endColumn() == 113); // scrolled there
    for (int i = 0; i < 200; ++i)
        QTest::keyClick(&map, Qt::Key_PageDown);
    QVERIFY(map.cursor() == (MatrixCell{112, 112}));
    QTest::keyClick(&map, Qt::Key_Space);
    QVERIFY(picked == (CellArea{{112, 112}, {112, 112}}));
}

QTEST_MAIN(TestHeatmapPointer)
#include "tst_heatmap_pointer.moc"
