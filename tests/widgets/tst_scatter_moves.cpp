#include "tests/widgets/scatter_fixture.h"

#include <QContextMenuEvent>
#include <QLineF>
#include <QNativeGestureEvent>
#include <QPointingDevice>
#include <QTest>

#include <algorithm>
#include <cmath>

using namespace genrelens;
using namespace genrelens::test;

class TestScatterMoves : public QObject
{
    Q_OBJECT

private slots:
    void wheelKeepsThePoint();
    void keysMoveAndZoom();
    void doubleClickFits();
    void mapIsNeverLost();
    void pinchZooms();
    void viewsGoToRows();
    void flightsArriveInAnotherWindow();
    void flightsArriveWhereTheRowIsNow();
    void newPointsKeepTheView();
    void newPointsKeepTheRowFlownTo();
    void resizing();
    void contextMenuNamesARow();
};

void TestScatterMoves::wheelKeepsThePoint()
{
    ScatterCanvas canvas;
    show(canvas, Clumps(100));
    QSignalSpy changed(&canvas, &ScatterCanvas::viewChanged);
    const QPointF pointer(123, 321);
    const QPointF map = canvas.view().toMap(pointer);
    double before = canvas.view().zoom();
    for (const int steps : {1, 3, -2, 5}) {
        wheel(canvas, pointer, steps, Qt::NoModifier);
        const QPointF now = canvas.view().toPixel(map.x(), map.y());
        QVERIFY(std::hypot(now.x() - 123, now.y() - 321) < 1e-9);
        QCOMPARE(canvas.view().zoom() > before, steps > 0);
        before = canvas.view().zoom();
    }
    QCOMPARE(changed.count(), 4);
}

void TestScatterMoves::keysMoveAndZoom()
{
    ScatterCanvas canvas;
    show(canvas, Clumps(100));
    const ScatterView whole = canvas.view();
    QTest::keyClick(&canvas, Qt::Key_Plus);
    QVERIFY(canvas.view().zoom() > 1);
    QCOMPARE(canvas.view().centre(), whole.centre());
    QTest::keyClick(&canvas, Qt::Key_Minus);
    QTest::keyClick(&canvas, Qt::Key_Minus);
    QVERIFY(canvas.view().zoom() < 1);
    QTest::keyClick(&canvas, Qt::Key_0);
    QVERIFY(canvas.view() == whole);
    QTest::keyClick(&canvas, Qt::Key_Right);
    QVERIFY(canvas.view().centre().x() > whole.centre().x());
    QTest::keyClick(&canvas, Qt::Key_Left);
    QTest::keyClick(&canvas, Qt::Key_Up);
    QVERIFY(canvas.view().centre().y() > whole.centre().y());
    QTest::keyClick(&canvas, Qt::Key_Down);
    QVERIFY(std::abs(canvas.view().centre().y() - whole.centre().y()) < 1e-9);
}

void TestScatterMoves::doubleClickFits()
{
    ScatterCanvas canvas;
    canvas.setPoints({{0, 0}, {1, 0}, {0.5F, 1}});
    show(canvas, QSize(400, 300));
    const ScatterView whole = canvas.view();
    canvas.zoomBy(1.5);
    QSignalSpy picked(&canvas, &ScatterCanvas::picked);
    const QPointF point = canvas.positionOf(0).value();
    click(canvas, point);
    secondClick(canvas, point);
    QVERIFY(canvas.view().zoom() > 1.4);
    QCOMPARE(picked.count(), 1); // not once more
    click(canvas, {200, 20});
    secondClick(canvas, {200, 20});
    QVERIFY(canvas.view() == whole);
    click(canvas, canvas.positionOf(1).value());
    QCOMPARE(picked.count(), 2);
}

void TestScatterMoves::mapIsNeverLost()
{
    const Clumps clumps(300);
    ScatterCanvas canvas;
    show(canvas, clumps);
    const auto seen = [&] {
        const MapBounds map = MapBounds::of(clumps.points);
        const QRectF place(canvas.view().toPixel(map.left, map.top),
                           canvas.view().toPixel(map.right, map.bottom));
        const QRectF part = place.intersected(canvas.view().area());
        return std::min(part.width(), part.height());
    };
    for (const QPointF &to : {QPointF(5000, 300), QPointF(300, -5000), QPointF(-9000, -9000)}) {
        canvas.zoomToFit();
        drag(canvas, {{300, 300}, {320, 300}, to});
        QVERIFY2(seen() > 20, qPrintable(QString::number(seen())));
    }
    for (int i = 0; i < 100; ++i)
        QTest::keyClick(&canvas, Qt::Key_Left);
    QVERIFY(seen() > 20);
    canvas.setView(canvas.view().at({1e6, 1e6}, 3));
    QVERIFY(seen() > 20);
}

void TestScatterMoves::pinchZooms()
{
    ScatterCanvas canvas;
    show(canvas, Clumps(100));
    const QPointF place(200, 100);
    const QPointF map = canvas.view().toMap(place);
    QNativeGestureEvent event(Qt::ZoomNativeGesture, QPointingDevice::primaryPointingDevice(), 2, place,
                              place, canvas.viewport()->mapToGlobal(place), 0.5, {});
    QApplication::sendEvent(canvas.viewport(), &event);
    QCOMPARE(canvas.view().zoom(), 1.5);
    const QPointF now = canvas.view().toPixel(map.x(), map.y());
    QVERIFY(std::hypot(now.x() - 200, now.y() - 100) < 1e-9);
}

void TestScatterMoves::viewsGoToRows()
{
    const Clumps clumps(2000);
    ScatterCanvas canvas;
    show(canvas, clumps);
    RowSet rows(2000);
    for (std::uint32_t row = 0; row < 2000; ++row)
        if (clumps.points[row].x < -1.5F)
            rows.insert(row);
    canvas.zoomToRows(rows);
    QVERIFY(canvas.view().zoom() > 1.2);
    for (const std::uint32_t row : rows.members())
        QVERIFY(canvas.view().area().contains(canvas.positionOf(row).value()));
    const ScatterView before = canvas.view();
    canvas.zoomToRows(RowSet(2000));
    QVERIFY(canvas.view() == before);

    canvas.flyTo(42);
    QCOMPARE(canvas.marked(), std::optional<std::uint32_t>(42));
    QTRY_VERIFY(QLineF(canvas.positionOf(42).value(), canvas.view().area().center()).length() < 0.01);
    QVERIFY(canvas.view().zoom() > 4);
    canvas.setPoints({{0, 0}});
    QVERIFY(!canvas.marked());
}

void TestScatterMoves::flightsArriveInAnotherWindow()
{
    ScatterCanvas canvas;
    show(canvas, Clumps(2000));
    canvas.flyTo(42);
    canvas.resize(900, 700);
    QTRY_COMPARE(canvas.view().zoom(), 8.0);
    QCOMPARE(canvas.view().area(), QRectF(canvas.viewport()->rect()));
    QVERIFY(QLineF(canvas.positionOf(42).value(), canvas.view().area().center()).length() < 0.01);
}

void TestScatterMoves::flightsArriveWhereTheRowIsNow()
{
    Clumps clumps(2000);
    ScatterCanvas canvas;
    show(canvas, clumps);
    canvas.flyTo(42);
    clumps.points[42] = {clumps.points[7].x, clumps.points[11].y};
    canvas.setPoints(clumps.points, true); // as a map that is being made
    QTRY_COMPARE(canvas.view().zoom(), 8.0);
    QVERIFY(QLineF(canvas.positionOf(42).value(), canvas.view().area().center()).length() < 0.01);
    canvas.zoomToFit();
    canvas.flyTo(42);
    canvas.setPoints({{0, 0}});
    QTest::qWait(50);
    QCOMPARE(canvas.view().zoom(), 1.0);
}

void TestScatterMoves::newPointsKeepTheView()
{
    Clumps clumps(500);
    ScatterCanvas canvas;
    show(canvas, clumps);
    for (MapPoint &point : clumps.points)
        point.x *= 3;
    const ScatterView whole = canvas.view();
    canvas.setPoints(clumps.points, true);
    QVERIFY(canvas.view().scale() < whole.scale()); // a view of the whole goes on to be one
    canvas.zoomBy(4);
    const ScatterView near = canvas.view();
    for (MapPoint &point : clumps.points)
        point.y *= 5;
    canvas.setPoints(clumps.points, true);
    QCOMPARE(canvas.view().scale(), near.scale());
    QCOMPARE(canvas.view().centre(), near.centre());
    canvas.setPoints(clumps.points);
    QCOMPARE(canvas.view().zoom(), 1.0);
}

void TestScatterMoves::newPointsKeepTheRowFlownTo()
{
    Clumps clumps(500);
    ScatterCanvas canvas;
    show(canvas, clumps);
    const auto off = [&canvas] {
        return QLineF(canvas.positionOf(42).value(), canvas.view().area().center()).length();
    };
    canvas.flyTo(42);
    QTRY_VERIFY(off() < 0.01);
    for (const bool keepsView : {true, false}) { // the next frame of a map, and another map
        for (MapPoint &point : clumps.points)
            point = {1 - point.y, 2 * point.x};
        canvas.setPoints(clumps.points, keepsView);
        QVERIFY2(off() < 0.01, qPrintable(QString::number(off())));
        QVERIFY(canvas.view().zoom() > 4);
    }
    wheel(canvas, {100, 100}, 1, Qt::NoModifier); // elsewhere
    const ScatterView before = canvas.view();
    for (MapPoint &point : clumps.points)
        point = {point.x + 0.01F, point.y};
    canvas.setPoints(clumps.points, true);
    QVERIFY(canvas.view().centre() == before.centre());
    canvas.flyTo(42);
    QTRY_VERIFY(off() < 0.01);
    canvas.zoomToFit();
    canvas.setPoints(clumps.points, false);
    QCOMPARE(canvas.view().zoom(), 1.0);
}

void TestScatterMoves::resizing()
{
    ScatterCanvas canvas;
    show(canvas, Clumps(500));
    canvas.resize(900, 700);
    QCOMPARE(canvas.view().zoom(), 1.0);
    QCOMPARE(canvas.view().area().size(), QSizeF(canvas.viewport()->size()));
    canvas.zoomBy(3);
    const ScatterView near = canvas.view();
    canvas.resize(500, 400);
    QCOMPARE(canvas.view().scale(), near.scale());
    QCOMPARE(canvas.view().centre(), near.centre());
}

void TestScatterMoves::contextMenuNamesARow()
{
    ScatterCanvas canvas;
    canvas.setPoints({{0, 0}, {1, 0}, {0.5F, 1}});
    show(canvas, QSize(400, 400));
    QSignalSpy requested(&canvas, &ScatterCanvas::contextMenuRequested);
    const auto ask = [&](const QPoint &position) {
        QContextMenuEvent event(QContextMenuEvent::Mouse, position, canvas.viewport()->mapToGlobal(position));
        QApplication::sendEvent(canvas.viewport(), &event);
        return requested.last()[0].value<std::optional<std::uint32_t>>();
    };
    QCOMPARE(ask(canvas.positionOf(2).value().toPoint()), std::optional<std::uint32_t>(2));
    QVERIFY(!ask({200, 260}));
    QCOMPARE(requested.last()[1].toPoint(), canvas.viewport()->mapToGlobal(QPoint(200, 260)));
}

QTEST_MAIN(TestScatterMoves)
#include "tst_scatter_moves.moc"
