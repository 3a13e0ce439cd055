#pragma once

#include "core/base/random.h"
#include "tests/widgets/plot_events.h"
#include "widgets/plots/scatter_canvas.h"

#include <QSignalSpy>

#include <cmath>
#include <vector>

namespace genrelens::test
{

/// Three clumps of points in three colours, in an order of their own.
struct Clumps {
    std::vector<MapPoint> points;
    PointColours colours;

    explicit Clumps(std::size_t count, std::uint64_t seed = 5)
    {
        Random random(seed, RandomPurpose::Test, 70);
        colours.colours = {qRgb(10, 132, 250), qRgb(148, 69, 82), qRgb(62, 125, 5)};
        for (std::size_t i = 0; i < count; ++i) {
            const auto clump = static_cast<std::uint16_t>(random.below(3));
            points.push_back({static_cast<float>(random.normal() + 3.0 * clump),
                              static_cast<float>(random.normal() * 0.7 - (clump == 1 ? 3.0 : 0.0))});
            colours.codes.push_back(clump);
        }
    }
};

/// As a hand draws that does not lift, within an area; a step is the length between two vertices.
inline std::vector<QPointF> scribble(int vertices, double step, const QRectF &area, std::uint64_t seed)
{
    Random random(seed, RandomPurpose::Test, 73);
    std::vector<QPointF> way{area.center()};
    double angle = 0;
    double turn = 0;
    while (way.size() < static_cast<std::size_t>(vertices)) {
        turn = 0.9 * turn + 0.15 * random.normal();
        angle += turn;
        const QPointF next = way.back() + step * QPointF(std::cos(angle), std::sin(angle));
        if (area.contains(next))
            way.push_back(next);
        else
            angle += 0.7;
    }
    return way;
}

inline void show(ScatterCanvas &canvas, const QSize &size)
{
    canvas.resize(size);
    canvas.show();
    QVERIFY(QTest::qWaitForWindowExposed(&canvas));
}

inline void show(ScatterCanvas &canvas, const Clumps &clumps, const QSize &size = {640, 480})
{
    canvas.setPoints(clumps.points);
    canvas.setColours(clumps.colours);
    show(canvas, size);
}

inline void mouse(ScatterCanvas &canvas, QEvent::Type type, const QPointF &position, Qt::MouseButton button,
                  Qt::KeyboardModifiers modifiers = Qt::NoModifier)
{
    QWidget *viewport = canvas.viewport();
    const bool moves = type == QEvent::MouseMove;
    const Qt::MouseButtons held = type == QEvent::MouseButtonRelease ? Qt::NoButton : button;
    QMouseEvent event(type, position, viewport->mapToGlobal(position), moves ? Qt::NoButton : button, held,
                      modifiers);
    QApplication::sendEvent(viewport, &event);
}

/// Presses at the first place, goes along the others and releases at the last.
inline void drag(ScatterCanvas &canvas, const std::vector<QPointF> &way,
                 Qt::KeyboardModifiers modifiers = Qt::NoModifier, Qt::MouseButton button = Qt::LeftButton)
{
    mouse(canvas, QEvent::MouseButtonPress, way.front(), button, modifiers);
    for (std::size_t i = 1; i < way.size(); ++i)
        mouse(canvas, QEvent::MouseMove, way[i], button, modifiers);
    mouse(canvas, QEvent::MouseButtonRelease, way.back(), button, modifiers);
}

/// The second click of two.
inline void secondClick(ScatterCanvas &canvas, const QPointF &position)
{
    mouse(canvas, QEvent::MouseButtonDblClick, position, Qt::LeftButton);
    mouse(canvas, QEvent::MouseButtonRelease, position, Qt::LeftButton);
}

/// What the last signal of a spy told.
inline RowSet rowsOf(const QSignalSpy &spy)
{
    return spy.last().front().value<RowSet>();
}

inline Qt::KeyboardModifiers modifiersOf(const QSignalSpy &spy)
{
    return spy.last()[1].value<Qt::KeyboardModifiers>();
}

inline Picking howOf(const QSignalSpy &spy)
{
    return spy.last()[2].value<Picking>();
}

} // namespace genrelens::test
