#include "tests/widgets/scatter_fixture.h"

#include <QMainWindow>
#include <QTest>

#include <cmath>
#include <functional>
#include <numbers>
#include <optional>

using namespace genrelens;
using namespace genrelens::test;

namespace
{

/// The sum of the angles under which a point sees the sides of a polygon, in turns: another way to the
/// winding number than that of the program.
double turns(const std::vector<QPointF> &polygon, const QPointF &point)
{
    double sum = 0;
    for (std::size_t i = 0; i < polygon.size(); ++i) {
        const QPointF a = polygon[i] - point;
        const QPointF b = polygon[(i + 1) % polygon.size()] - point;
        sum += std::atan2(a.x() * b.y() - a.y() * b.x(), a.x() * b.x() + a.y() * b.y());
    }
    return sum / (2 * std::numbers::pi);
}

RowSet rowsWhere(const ScatterCanvas &canvas, const std::function<bool(QPointF)> &inside)
{
    RowSet rows(canvas.points().size());
    for (std::uint32_t row = 0; row < canvas.points().size(); ++row) {
        if (inside(canvas.view().toPixel(canvas.points()[row])))
            rows.insert(row);
    }
    return rows;
}

std::vector<QPointF> circle(const QPointF &centre, double radius, int corners)
{
    std::vector<QPointF> points;
    for (int i = 0; i < corners; ++i) {
        const double angle = 2 * std::numbers::pi * i / corners;
        points.push_back(centre + radius * QPointF(std::cos(angle), std::sin(angle)));
    }
    return points;
}

// Every second corner of the next: its middle is gone around twice.
std::vector<QPointF> star(const QPointF &centre, double radius)
{
    const std::vector<QPointF> corners = circle(centre, radius, 5);
    return {corners[0], corners[2], corners[4], corners[1], corners[3]};
}

} // namespace

class TestScatterBrushing : public QObject
{
    Q_OBJECT

private slots:
    void lassoPicksByWinding_data();
    void lassoPicksByWinding();
    void rectanglePicksWhatIsInside();
    void strokePicksWhatItTouches();
    void brushesOnAZoomedMap();
    void modifiersPassThrough();
    void hiddenClassesAreNotPicked();
    void clicksPickOne();
    void clicksOnGroundClear();
    void doubleClicksClearNothing();
    void clearingComesBeforeWhatFollows_data();
    void clearingComesBeforeWhatFollows();
    void smallDragsAreClicks();
    void escapeEndsADrag();
    void escapeIsNoShortcutDuringADrag();
    void brushSizes();
    void hoverFindsTheNearest();
    void pansWithMiddleButtonAndSpace();
    void pointsThatAreNowhere();
};

void TestScatterBrushing::lassoPicksByWinding_data()
{
    QTest::addColumn<std::vector<QPointF>>("polygon");
    const QPointF centre(330, 230);
    QTest::newRow("circle") << circle(centre, 140, 80);
    QTest::newRow("star") << star(centre, 200);
    QTest::newRow("triangle") << circle(centre, 150, 3);
    QTest::newRow("there and back") << std::vector<QPointF>{
        {100, 100}, {500, 300}, {100, 100}, {90, 300}, {400, 400}};
    QTest::newRow("eight") << std::vector<QPointF>{{150, 100}, {500, 400}, {500, 100}, {150, 400}};
    QTest::newRow("beyond the edge") << std::vector<QPointF>{
        {-300, -50}, {300, 900}, {1200, 100}, {200, 200}};
    QTest::newRow("long") << circle(centre, 220, 500);
    QTest::newRow("scribble") << scribble(700, 5, {20, 20, 600, 440}, 2);
    QTest::newRow("thin") << std::vector<QPointF>{{100, 240}, {540, 241}, {540, 243}, {100, 240.5}};
}

void TestScatterBrushing::lassoPicksByWinding()
{
    QFETCH(std::vector<QPointF>, polygon);
    ScatterCanvas canvas;
    show(canvas, Clumps(20'000));
    canvas.setTool(ScatterTool::Lasso);
    QSignalSpy picked(&canvas, &ScatterCanvas::picked);
    drag(canvas, polygon);
    QCOMPARE(picked.count(), 1);
    const RowSet expected =
        rowsWhere(canvas, [&](const QPointF &pixel) { return std::abs(turns(polygon, pixel)) > 0.5; });
    QVERIFY(!expected.isEmpty() && expected.count() < 20'000);
    QCOMPARE(howOf(picked), Picking::Brush);
    QCOMPARE(rowsOf(picked).count(), expected.count());
    QVERIFY(rowsOf(picked) == expected);
}

void TestScatterBrushing::rectanglePicksWhatIsInside()
{
    ScatterCanvas canvas;
    show(canvas, Clumps(20'000));
    canvas.setTool(ScatterTool::Rectangle);
    QSignalSpy picked(&canvas, &ScatterCanvas::picked);
    for (const auto &[from, to] :
         {std::pair(QPointF(200, 150), QPointF(400, 300)), std::pair(QPointF(400, 300), QPointF(200, 150))}) {
        drag(canvas, {from, {250, 700}, to});
        QVERIFY(rowsOf(picked) == rowsWhere(canvas, [](const QPointF &pixel) {
                    return pixel.x() >= 200 && pixel.x() <= 400 && pixel.y() >= 150 && pixel.y() <= 300;
                }));
        QVERIFY(rowsOf(picked).count() > 1000);
    }
}

void TestScatterBrushing::strokePicksWhatItTouches()
{
    ScatterCanvas canvas;
    show(canvas, Clumps(4000));
    canvas.setTool(ScatterTool::Brush);
    canvas.setBrushRadius(30);
    QCOMPARE(canvas.brushRadius(), 30.0);
    QSignalSpy picked(&canvas, &ScatterCanvas::picked);
    const std::vector<QPointF> way{{150, 120}, {400, 130}, {350, 330}};
    drag(canvas, way);
    // Near enough to one of many places on the way; of those between two, a millionth of a pixel may be
    // missed.
    const auto touched = [&](const QPointF &pixel) {
        for (std::size_t i = 0; i + 1 < way.size(); ++i) {
            for (int step = 0; step <= 600; ++step) {
                const QPointF away = pixel - (way[i] + (way[i + 1] - way[i]) * step / 600.0);
                if (std::hypot(away.x(), away.y()) <= 30 + 1e-3)
                    return true;
            }
        }
        return false;
    };
    const RowSet expected = rowsWhere(canvas, touched);
    QVERIFY(expected.count() > 300);
    RowSet more = expected;
    more -= rowsOf(picked);
    RowSet fewer = rowsOf(picked);
    fewer -= expected;
    QVERIFY(fewer.isEmpty());
    QVERIFY(more.count() <= 2);
}

void TestScatterBrushing::brushesOnAZoomedMap()
{
    ScatterCanvas canvas;
    show(canvas, Clumps(20'000));
    canvas.setTool(ScatterTool::Lasso);
    QSignalSpy picked(&canvas, &ScatterCanvas::picked);
    const std::vector<QPointF> polygon = star({300, 200}, 190);
    // The wheel turns while the lasso is drawn: what was drawn moves with the map.
    canvas.setView(canvas.view().zoomedAt({320, 240}, 3));
    mouse(canvas, QEvent::MouseButtonPress, polygon[0], Qt::LeftButton);
    for (std::size_t i = 1; i < polygon.size(); ++i)
        mouse(canvas, QEvent::MouseMove, polygon[i], Qt::LeftButton);
    std::vector<QPointF> onMap;
    for (const QPointF &corner : polygon)
        onMap.push_back(canvas.view().toMap(corner));
    wheel(canvas, {100, 100}, 1, Qt::NoModifier);
    const QPointF last(390, 120);
    onMap.push_back(canvas.view().toMap(last));
    mouse(canvas, QEvent::MouseMove, last, Qt::LeftButton);
    mouse(canvas, QEvent::MouseButtonRelease, last, Qt::LeftButton);
    RowSet expected(canvas.points().size());
    for (std::uint32_t row = 0; row < canvas.points().size(); ++row) {
        const MapPoint &point = canvas.points()[row];
        if (std::abs(turns(onMap, {double(point.x), double(point.y)})) > 0.5)
            expected.insert(row);
    }
    QVERIFY(!expected.isEmpty());
    QVERIFY(rowsOf(picked) == expected);
}

void TestScatterBrushing::modifiersPassThrough()
{
    ScatterCanvas canvas;
    show(canvas, Clumps(300));
    canvas.setTool(ScatterTool::Rectangle);
    QSignalSpy picked(&canvas, &ScatterCanvas::picked);
    for (const Qt::KeyboardModifiers modifiers :
         {Qt::KeyboardModifiers(Qt::NoModifier), Qt::KeyboardModifiers(Qt::ControlModifier),
          Qt::KeyboardModifiers(Qt::ShiftModifier), Qt::ControlModifier | Qt::ShiftModifier}) {
        drag(canvas, {{100, 100}, {500, 400}}, modifiers);
        QCOMPARE(modifiersOf(picked), modifiers);
        const QPointF place = canvas.positionOf(7).value();
        click(canvas, place, modifiers);
        QCOMPARE(modifiersOf(picked), modifiers);
    }
    QCOMPARE(picked.count(), 8);
}

void TestScatterBrushing::hiddenClassesAreNotPicked()
{
    Clumps clumps(5000);
    clumps.colours.shown = {1, 0, 1};
    ScatterCanvas canvas;
    show(canvas, clumps);
    canvas.setTool(ScatterTool::Rectangle);
    QSignalSpy picked(&canvas, &ScatterCanvas::picked);
    drag(canvas, {{0, 0}, {640, 480}});
    for (std::uint32_t row = 0; row < 5000; ++row)
        QCOMPARE(rowsOf(picked).contains(row), clumps.colours.codes[row] != 1);
    for (std::uint32_t row = 0; row < 5000; ++row) {
        const auto found = canvas.rowAt(canvas.positionOf(row).value());
        QVERIFY(!found || clumps.colours.codes[*found] != 1);
    }
}

void TestScatterBrushing::clicksPickOne()
{
    ScatterCanvas canvas;
    canvas.setPoints({{0, 0}, {1, 0}, {0.5F, 1}});
    show(canvas, QSize(400, 400));
    QSignalSpy picked(&canvas, &ScatterCanvas::picked);
    for (const ScatterTool tool :
         {ScatterTool::Pan, ScatterTool::Rectangle, ScatterTool::Lasso, ScatterTool::Brush}) {
        canvas.setTool(tool);
        click(canvas, canvas.positionOf(1).value() + QPointF(3, 2));
        QVERIFY(rowsOf(picked) == RowSet(3, std::vector<std::uint32_t>{1}));
        QCOMPARE(howOf(picked), Picking::Click);
    }
    QCOMPARE(picked.count(), 4);
}

void TestScatterBrushing::clicksOnGroundClear()
{
    ScatterCanvas canvas;
    canvas.setPoints({{0, 0}, {1, 0}, {0.5F, 1}});
    show(canvas, QSize(400, 400));
    QSignalSpy picked(&canvas, &ScatterCanvas::picked);
    click(canvas, {200, 260}); // of the hand, which picks nothing
    QCOMPARE(picked.count(), 0);
    canvas.setTool(ScatterTool::Lasso);
    click(canvas, {200, 260}, Qt::ControlModifier);
    QCOMPARE(picked.count(), 0);
    QApplication::setDoubleClickInterval(30);
    click(canvas, {200, 260});
    QCOMPARE(picked.count(), 0); // it may be the first of two
    QTRY_COMPARE(picked.count(), 1);
    QVERIFY(rowsOf(picked) == RowSet(3));
    QCOMPARE(modifiersOf(picked), Qt::KeyboardModifiers(Qt::NoModifier));
    QCOMPARE(howOf(picked), Picking::Click);
}

void TestScatterBrushing::doubleClicksClearNothing()
{
    ScatterCanvas canvas;
    canvas.setPoints({{0, 0}, {1, 0}, {0.5F, 1}});
    show(canvas, QSize(400, 400));
    const ScatterView whole = canvas.view();
    canvas.setTool(ScatterTool::Lasso);
    canvas.zoomBy(1.2);
    QSignalSpy picked(&canvas, &ScatterCanvas::picked);
    QApplication::setDoubleClickInterval(30);
    click(canvas, {200, 260});
    secondClick(canvas, {200, 260});
    QVERIFY(canvas.view() == whole);
    QTest::qWait(100);
    QCOMPARE(picked.count(), 0);
}

void TestScatterBrushing::clearingComesBeforeWhatFollows_data()
{
    using Act = std::function<void(ScatterCanvas &)>;
    QTest::addColumn<Act>("act");
    QTest::newRow("key") << Act([](ScatterCanvas &canvas) { QTest::keyClick(&canvas, Qt::Key_Z); });
    QTest::newRow("away") << Act([](ScatterCanvas &canvas) { test::hover(canvas, {240, 260}); });
    QTest::newRow("out") << Act([](ScatterCanvas &canvas) { leave(canvas); });
    QTest::newRow("tool") << Act([](ScatterCanvas &canvas) { canvas.setTool(ScatterTool::Brush); });
    QTest::newRow("press") << Act([](ScatterCanvas &canvas) {
        mouse(canvas, QEvent::MouseButtonPress, {230, 260}, Qt::LeftButton);
    });
}

void TestScatterBrushing::clearingComesBeforeWhatFollows()
{
    QFETCH(std::function<void(ScatterCanvas &)>, act);
    ScatterCanvas canvas;
    canvas.setPoints({{0, 0}, {1, 0}, {0.5F, 1}});
    show(canvas, QSize(400, 400));
    canvas.setTool(ScatterTool::Rectangle);
    QSignalSpy picked(&canvas, &ScatterCanvas::picked);
    QApplication::setDoubleClickInterval(100'000);
    click(canvas, {200, 260});
    test::hover(canvas, {201, 260});
    QCOMPARE(picked.count(), 0);
    act(canvas);
    QCOMPARE(picked.count(), 1);
    QVERIFY(rowsOf(picked) == RowSet(3));
    click(canvas, {200, 260}); // what another view selects meanwhile is not cleared
    QCOMPARE(picked.count(), 1);
    canvas.setSelection(RowSet(3, std::vector<std::uint32_t>{2}));
    leave(canvas);
    QCOMPARE(picked.count(), 1);
}

void TestScatterBrushing::smallDragsAreClicks()
{
    ScatterCanvas canvas;
    canvas.setPoints({{0, 0}, {1, 0}, {0.5F, 1}});
    show(canvas, QSize(400, 400));
    QSignalSpy picked(&canvas, &ScatterCanvas::picked);
    canvas.setTool(ScatterTool::Rectangle);
    const QPointF place = canvas.positionOf(2).value() + QPointF(4, 4);
    drag(canvas, {place, place + QPointF(2, -2)}); // around nothing
    QVERIFY(rowsOf(picked) == RowSet(3, std::vector<std::uint32_t>{2}));
    const ScatterView before = canvas.view();
    canvas.setTool(ScatterTool::Pan);
    drag(canvas, {place, place + QPointF(2, -2)});
    QVERIFY(canvas.view() == before);
    QCOMPARE(picked.count(), 2);
}

void TestScatterBrushing::escapeEndsADrag()
{
    ScatterCanvas canvas;
    show(canvas, Clumps(300));
    canvas.setTool(ScatterTool::Lasso);
    QSignalSpy picked(&canvas, &ScatterCanvas::picked);
    mouse(canvas, QEvent::MouseButtonPress, {100, 100}, Qt::LeftButton);
    mouse(canvas, QEvent::MouseMove, {300, 100}, Qt::LeftButton);
    mouse(canvas, QEvent::MouseMove, {300, 300}, Qt::LeftButton);
    QTest::keyClick(&canvas, Qt::Key_Escape);
    mouse(canvas, QEvent::MouseMove, {100, 300}, Qt::LeftButton);
    mouse(canvas, QEvent::MouseButtonRelease, {100, 300}, Qt::LeftButton);
    QCOMPARE(picked.count(), 0);
    drag(canvas, {{100, 100}, {400, 100}, {400, 400}});
    QCOMPARE(picked.count(), 1);
}

void TestScatterBrushing::escapeIsNoShortcutDuringADrag()
{
    QMainWindow window;
    auto *canvas = new ScatterCanvas;
    window.setCentralWidget(canvas);
    QAction clear;
    clear.setShortcut(Qt::Key_Escape);
    window.addAction(&clear);
    QSignalSpy cleared(&clear, &QAction::triggered);
    canvas->setPoints(Clumps(300).points);
    window.resize(640, 480);
    window.show();
    window.activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(&window));
    canvas->setFocus();
    QSignalSpy picked(canvas, &ScatterCanvas::picked);
    for (const ScatterTool tool : {ScatterTool::Lasso, ScatterTool::Pan}) {
        canvas->setTool(tool);
        mouse(*canvas, QEvent::MouseButtonPress, {100, 100}, Qt::LeftButton);
        mouse(*canvas, QEvent::MouseMove, {300, 100}, Qt::LeftButton);
        mouse(*canvas, QEvent::MouseMove, {300, 300}, Qt::LeftButton);
        QTest::keyClick(canvas, Qt::Key_Escape);
        mouse(*canvas, QEvent::MouseButtonRelease, {300, 300}, Qt::LeftButton);
    }
    QCOMPARE(picked.count(), 0);
    QCOMPARE(cleared.count(), 0);
    QTest::keyClick(canvas, Qt::Key_Escape);
    QCOMPARE(cleared.count(), 1);
}

void TestScatterBrushing::brushSizes()
{
    ScatterCanvas canvas;
    show(canvas, Clumps(300));
    canvas.setTool(ScatterTool::Brush);
    canvas.setBrushRadius(20);
    QSignalSpy chosen(&canvas, &ScatterCanvas::brushRadiusChosen);
    const ScatterView before = canvas.view();
    test::hover(canvas, {300, 200});
    const auto ringAt = [&](double radius) {
        return pixel(canvas, {300 + radius, 200}) != pixel(canvas, {300 + radius + 6, 200}) ||
               pixel(canvas, {300 - radius, 200}) != pixel(canvas, {300 - radius - 6, 200});
    };
    wheel(canvas, {300, 200}, 3, Qt::ControlModifier);
    const double larger = canvas.brushRadius();
    QVERIFY(larger > 30);
    QVERIFY(ringAt(larger));
    QTest::keyClick(&canvas, Qt::Key_BracketRight);
    QVERIFY(canvas.brushRadius() > larger);
    QTest::keyClick(&canvas, Qt::Key_BracketLeft);
    QVERIFY(std::abs(canvas.brushRadius() - larger) < 1e-9);
    QVERIFY(canvas.view() == before);
    QCOMPARE(chosen.count(), 3);
    QCOMPARE(chosen.last()[0].toDouble(), canvas.brushRadius());
    wheel(canvas, {300, 200}, 100, Qt::ControlModifier);
    QCOMPARE(canvas.brushRadius(), 400.0);
    wheel(canvas, {300, 200}, -100, Qt::ControlModifier);
    QCOMPARE(canvas.brushRadius(), 2.0);
    wheel(canvas, {300, 200}, 1, Qt::NoModifier);
    QVERIFY(canvas.view().zoom() > before.zoom());
    canvas.setTool(ScatterTool::Lasso);
    QTest::keyClick(&canvas, Qt::Key_BracketRight);
    QCOMPARE(canvas.brushRadius(), 2.0);
}

void TestScatterBrushing::hoverFindsTheNearest()
{
    const Clumps clumps(4000);
    ScatterCanvas canvas;
    show(canvas, clumps);
    QSignalSpy hovered(&canvas, &ScatterCanvas::hovered);
    Random random(8, RandomPurpose::Test, 71);
    int found = 0;
    for (int i = 0; i < 300; ++i) {
        const QPointF pointer(random.uniform() * 640, random.uniform() * 480);
        std::optional<std::uint32_t> nearest;
        double least = 8; // pixels
        for (std::uint32_t row = 0; row < 4000; ++row) {
            const QPointF away = canvas.view().toPixel(clumps.points[row]) - pointer;
            if (std::hypot(away.x(), away.y()) < least) {
                least = std::hypot(away.x(), away.y());
                nearest = row;
            }
        }
        test::hover(canvas, pointer);
        QCOMPARE(canvas.hoveredRow(), nearest);
        found += nearest ? 1 : 0;
    }
    QVERIFY(found > 50 && found < 300);
    QVERIFY(hovered.count() > 50);
    test::hover(canvas, canvas.positionOf(3).value());
    QVERIFY(canvas.hoveredRow());
    leave(canvas);
    QVERIFY(!canvas.hoveredRow());
    QVERIFY(!hovered.last()[0].value<std::optional<std::uint32_t>>());
}

void TestScatterBrushing::pansWithMiddleButtonAndSpace()
{
    ScatterCanvas canvas;
    show(canvas, Clumps(300));
    QSignalSpy picked(&canvas, &ScatterCanvas::picked);
    QSignalSpy changed(&canvas, &ScatterCanvas::viewChanged);
    const auto movedBy = [&](const std::function<void()> &act) {
        const QPointF before = canvas.positionOf(0).value();
        act();
        return canvas.positionOf(0).value() - before;
    };
    const std::vector<QPointF> way{{300, 200}, {320, 210}, {350, 180}};
    const auto isWay = [&](const QPointF &moved) {
        return std::hypot(moved.x() - 50, moved.y() + 20) < 1e-9;
    };
    QVERIFY(isWay(movedBy([&] { drag(canvas, way); })));
    canvas.setTool(ScatterTool::Lasso);
    QVERIFY(isWay(movedBy([&] { drag(canvas, way, Qt::NoModifier, Qt::MiddleButton); })));
    QTest::keyPress(&canvas, Qt::Key_Space);
    QVERIFY(isWay(movedBy([&] { drag(canvas, way); })));
    QTest::keyRelease(&canvas, Qt::Key_Space);
    QCOMPARE(picked.count(), 0);
    QVERIFY(changed.count() >= 3);
    QVERIFY(movedBy([&] { drag(canvas, way); }).isNull());
    QCOMPARE(picked.count(), 1);
}

void TestScatterBrushing::pointsThatAreNowhere()
{
    const float nan = std::nanf("");
    ScatterCanvas canvas;
    canvas.setPoints({{0, 0}, {nan, 0}, {1, HUGE_VALF}, {1, 1}});
    show(canvas, QSize(300, 300));
    canvas.setTool(ScatterTool::Rectangle);
    QSignalSpy picked(&canvas, &ScatterCanvas::picked);
    drag(canvas, {{0, 0}, {300, 300}});
    QVERIFY(rowsOf(picked) == RowSet(4, std::vector<std::uint32_t>{0, 3}));
    QVERIFY(!canvas.positionOf(1) && !canvas.positionOf(2) && !canvas.positionOf(4));
    canvas.flyTo(1);
    QVERIFY(!canvas.marked());
}

QTEST_MAIN(TestScatterBrushing)
#include "tst_scatter_brushing.moc"
