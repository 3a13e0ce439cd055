#include "tests/widgets/scatter_fixture.h"
#include "widgets/plots/plot_export.h"

#include <QTest>

using namespace genrelens;
using namespace genrelens::test;

namespace
{

/// Counts the frames that a canvas paints.
class Frames : public QObject
{
public:
    explicit Frames(ScatterCanvas &canvas) { canvas.viewport()->installEventFilter(this); }
    int count = 0;

    bool eventFilter(QObject *, QEvent *event) override
    {
        count += event->type() == QEvent::Paint ? 1 : 0;
        return false;
    }
};

/// The points as they look now, without the brush.
QImage points(const ScatterCanvas &canvas)
{
    return renderPlot(canvas, canvas.viewport()->size(), 1, Theme::light());
}

RowSet rowsLeftOf(const ScatterCanvas &canvas, double x)
{
    RowSet rows(canvas.points().size());
    for (std::uint32_t row = 0; row < canvas.points().size(); ++row)
        if (canvas.positionOf(row)->x() < x)
            rows.insert(row);
    return rows;
}

RowSet rowsIn(const ScatterCanvas &canvas, const QRectF &area)
{
    RowSet rows(canvas.points().size());
    for (std::uint32_t row = 0; row < canvas.points().size(); ++row)
        if (area.contains(*canvas.positionOf(row)))
            rows.insert(row);
    return rows;
}

// Over many points, so that some are always inside.
const QRectF area(QPointF(150.5, 60.5), QPointF(380.5, 260.5));

void beginRectangle(ScatterCanvas &canvas, Qt::KeyboardModifiers modifiers = Qt::NoModifier)
{
    canvas.setTool(ScatterTool::Rectangle);
    mouse(canvas, QEvent::MouseButtonPress, area.topLeft(), Qt::LeftButton, modifiers);
    mouse(canvas, QEvent::MouseMove, area.center(), Qt::LeftButton, modifiers);
    mouse(canvas, QEvent::MouseMove, area.bottomRight(), Qt::LeftButton, modifiers);
}

/// What a canvas of the same points and view looks like with that selection.
QImage lookOf(const ScatterCanvas &canvas, const RowSet &selection)
{
    ScatterCanvas other;
    other.setPoints(canvas.points());
    other.setColours(canvas.colours());
    other.resize(canvas.size());
    other.show();
    other.setSelection(selection);
    return points(other);
}

} // namespace

class TestScatterPreview : public QObject
{
    Q_OBJECT

private slots:
    void looksAsTheSelectionWill_data();
    void looksAsTheSelectionWill();
    void isSeenInTheWindow();
    void countsBesideThePointer();
    void escapeTakesItBack();
    void followsModifiersAndMode();
    void followsPointsAndColours();
    void onceAFrame();
    void strokesPickAsIfDrawnAtOnce();
    void notOfVeryManyPoints();
};

void TestScatterPreview::looksAsTheSelectionWill_data()
{
    QTest::addColumn<SelectionMode>("mode");
    QTest::addColumn<Qt::KeyboardModifiers>("modifiers");
    const Qt::KeyboardModifiers none;
    QTest::newRow("replace") << SelectionMode::Replace << none;
    QTest::newRow("add") << SelectionMode::Add << none;
    QTest::newRow("subtract") << SelectionMode::Subtract << none;
    QTest::newRow("intersect") << SelectionMode::Intersect << none;
    QTest::newRow("Ctrl") << SelectionMode::Intersect << Qt::KeyboardModifiers(Qt::ControlModifier);
    QTest::newRow("Shift") << SelectionMode::Replace << Qt::KeyboardModifiers(Qt::ShiftModifier);
    QTest::newRow("Ctrl+Shift") << SelectionMode::Replace << (Qt::ControlModifier | Qt::ShiftModifier);
}

void TestScatterPreview::looksAsTheSelectionWill()
{
    QFETCH(SelectionMode, mode);
    QFETCH(Qt::KeyboardModifiers, modifiers);
    ScatterCanvas canvas;
    show(canvas, Clumps(3000));
    const RowSet before = rowsLeftOf(canvas, 250);
    canvas.setSelection(before);
    canvas.setPickMode(mode);
    beginRectangle(canvas, modifiers);
    const RowSet after = combined(before, rowsIn(canvas, area), selectionMode(modifiers, mode));
    QVERIFY(after != before && !after.isEmpty());
    const QImage wanted = lookOf(canvas, after);
    QTRY_VERIFY(points(canvas) == wanted);
    QObject::connect(&canvas, &ScatterCanvas::picked, &canvas,
                     [&](const RowSet &rows, Qt::KeyboardModifiers by) {
                         canvas.setSelection(combined(before, rows, selectionMode(by, mode)));
                     });
    mouse(canvas, QEvent::MouseButtonRelease, area.bottomRight(), Qt::LeftButton, modifiers);
    QVERIFY(points(canvas) == wanted);
    canvas.setSelection({});
    QVERIFY(points(canvas) == lookOf(canvas, {}));
}

void TestScatterPreview::isSeenInTheWindow()
{
    ScatterCanvas canvas;
    show(canvas, Clumps(3000));
    const QRect beside(530, 0, 110, 480); // neither brush nor text
    const auto seen = [&] { return canvas.viewport()->grab(beside).toImage(); };
    const QImage before = seen();
    beginRectangle(canvas);
    QTRY_VERIFY(seen() != before);
    const QImage during = seen();
    mouse(canvas, QEvent::MouseButtonRelease, area.bottomRight(), Qt::LeftButton);
    QVERIFY(seen() == before); // nobody has selected what was picked
    canvas.setSelection(rowsIn(canvas, area));
    QVERIFY(seen() == during);
}

void TestScatterPreview::countsBesideThePointer()
{
    ScatterCanvas canvas;
    show(canvas, Clumps(3000));
    const Theme theme = Theme::of(canvas.palette());
    for (const QPointF &to : {QPointF(400, 300), QPointF(636, 476)}) {
        const QRect beside = to.x() < 600 ? QRect(405, 305, 160, 60) : QRect(480, 420, 150, 56);
        const auto written = [&] { // pixels that no point has
            const QImage image = canvas.viewport()->grab(beside).toImage();
            int count = 0;
            for (int y = 0; y < image.height(); ++y)
                for (int x = 0; x < image.width(); ++x)
                    count += image.pixelColor(x, y) == theme.text ? 1 : 0;
            return count;
        };
        canvas.setTool(ScatterTool::Rectangle);
        mouse(canvas, QEvent::MouseButtonPress, {120, 60}, Qt::LeftButton);
        QCOMPARE(written(), 0);
        mouse(canvas, QEvent::MouseMove, to, Qt::LeftButton);
        QTRY_VERIFY(written() > 10);
        QTest::keyClick(&canvas, Qt::Key_Escape);
        QCOMPARE(written(), 0);
    }
}

void TestScatterPreview::escapeTakesItBack()
{
    ScatterCanvas canvas;
    show(canvas, Clumps(3000));
    canvas.setSelection(rowsLeftOf(canvas, 250));
    const QImage before = points(canvas);
    beginRectangle(canvas);
    QTRY_VERIFY(points(canvas) != before);
    QTest::keyClick(&canvas, Qt::Key_Escape);
    QVERIFY(points(canvas) == before);
    mouse(canvas, QEvent::MouseMove, {500, 400}, Qt::LeftButton);
    QTest::qWait(50);
    QVERIFY(points(canvas) == before);
}

void TestScatterPreview::followsModifiersAndMode()
{
    ScatterCanvas canvas;
    show(canvas, Clumps(3000));
    const RowSet before = rowsLeftOf(canvas, 250);
    canvas.setSelection(before);
    beginRectangle(canvas);
    const RowSet inside = rowsIn(canvas, area);
    const auto look = [&](SelectionMode mode) { return lookOf(canvas, combined(before, inside, mode)); };
    QTRY_VERIFY(points(canvas) == look(SelectionMode::Replace));
    QTest::keyPress(&canvas, Qt::Key_Control);
    QTRY_VERIFY(points(canvas) == look(SelectionMode::Add));
    QTest::keyPress(&canvas, Qt::Key_Shift, Qt::ControlModifier);
    QTRY_VERIFY(points(canvas) == look(SelectionMode::Subtract));
    QTest::keyRelease(&canvas, Qt::Key_Shift, Qt::ControlModifier);
    QTest::keyRelease(&canvas, Qt::Key_Control, Qt::ControlModifier);
    QTRY_VERIFY(points(canvas) == look(SelectionMode::Replace));
    canvas.setPickMode(SelectionMode::Intersect);
    QTRY_VERIFY(points(canvas) == look(SelectionMode::Intersect));
}

void TestScatterPreview::followsPointsAndColours()
{
    Clumps clumps(3000);
    ScatterCanvas canvas;
    show(canvas, clumps);
    canvas.setView(canvas.view().zoomedAt({300, 200}, 1.1)); // which stays, unlike one of the whole map
    canvas.setTool(ScatterTool::Lasso);
    QSignalSpy picked(&canvas, &ScatterCanvas::picked);
    const std::vector<QPointF> corners{area.topLeft(), area.topRight(), area.bottomRight(),
                                       area.bottomLeft()};
    mouse(canvas, QEvent::MouseButtonPress, corners[0], Qt::LeftButton);
    for (const QPointF &corner : corners)
        mouse(canvas, QEvent::MouseMove, corner, Qt::LeftButton);
    const QImage all = points(canvas);
    QTRY_VERIFY(points(canvas) != all);
    for (MapPoint &point : clumps.points) // as a map that is being made
        point.x = 0.5F * point.x + 2;
    canvas.setPoints(clumps.points, true);
    clumps.colours.shown = {1, 0, 1};
    canvas.setColours(clumps.colours);
    RowSet expected = rowsIn(canvas, area);
    for (std::uint32_t row = 0; row < 3000; ++row)
        if (clumps.colours.codes[row] == 1)
            expected.remove(row);
    QTest::qWait(50); // it is shown
    const QImage during = points(canvas);
    mouse(canvas, QEvent::MouseButtonRelease, corners.back(), Qt::LeftButton);
    QVERIFY(rowsOf(picked) == expected);
    canvas.setSelection(expected);
    QVERIFY(points(canvas) == during);
}

void TestScatterPreview::onceAFrame()
{
    ScatterCanvas canvas;
    show(canvas, Clumps(3000));
    canvas.setTool(ScatterTool::Lasso);
    mouse(canvas, QEvent::MouseButtonPress, {100, 100}, Qt::LeftButton);
    mouse(canvas, QEvent::MouseMove, {110, 100}, Qt::LeftButton);
    QTest::qWait(100);
    const Frames frames(canvas);
    for (int i = 0; i < 200; ++i)
        mouse(canvas, QEvent::MouseMove, {110.0 + 2 * i, 100.0 + i}, Qt::LeftButton);
    QTest::qWait(100);
    QCOMPARE(frames.count, 1);
}

void TestScatterPreview::strokesPickAsIfDrawnAtOnce()
{
    const Clumps clumps(60'000);
    std::vector<QPointF> way;
    for (int i = 0; i < 150; ++i)
        way.push_back({300 + (100 + i) * std::cos(0.2 * i), 230 + (30 + i) * std::sin(0.2 * i)});
    std::vector<RowSet> found;
    for (const bool waits : {false, true}) {
        ScatterCanvas canvas;
        show(canvas, clumps);
        canvas.setTool(ScatterTool::Brush);
        canvas.setBrushRadius(12);
        QSignalSpy picked(&canvas, &ScatterCanvas::picked);
        Frames frames(canvas);
        mouse(canvas, QEvent::MouseButtonPress, way.front(), Qt::LeftButton);
        for (std::size_t i = 1; i < way.size(); ++i) {
            mouse(canvas, QEvent::MouseMove, way[i], Qt::LeftButton);
            const int before = frames.count;
            if (waits && i % 10 == 0)
                QTRY_VERIFY(frames.count > before);
        }
        mouse(canvas, QEvent::MouseButtonRelease, way.back(), Qt::LeftButton);
        found.push_back(rowsOf(picked));
    }
    QVERIFY(found[0].count() > 5000 && found[0].count() < 50'000);
    QVERIFY(found[0] == found[1]);
}

void TestScatterPreview::notOfVeryManyPoints()
{
    ScatterCanvas canvas;
    show(canvas, Clumps(310'000));
    QTest::qWait(300);
    const QImage before = points(canvas);
    QSignalSpy picked(&canvas, &ScatterCanvas::picked);
    beginRectangle(canvas);
    QTest::qWait(50);
    QVERIFY(points(canvas) == before);
    mouse(canvas, QEvent::MouseButtonRelease, area.bottomRight(), Qt::LeftButton);
    QVERIFY(rowsOf(picked) == rowsIn(canvas, area));
}

QTEST_MAIN(TestScatterPreview)
#include "tst_scatter_preview.moc"
