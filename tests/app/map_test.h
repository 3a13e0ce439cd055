#pragma once

#include "tests/app/window_test.h"
#include "tests/widgets/scatter_fixture.h"
#include "widgets/docks/map_dock.h"
#include "widgets/map/map_canvas.h"
#include "widgets/map/map_surface.h"

#include <QToolButton>

#include <algorithm>
#include <cmath>
#include <vector>

namespace genrelens::test
{

/// A window with a map that is brushed as a person does it. What a brush should pick is found anew from where
/// the points are seen.
class MapTest : public WindowTest
{
    Q_OBJECT

protected:
    using Tracks = std::vector<std::uint32_t>;
    using Way = std::vector<QPointF>;

    [[nodiscard]] Study &study() { return m_window->study(); }
    [[nodiscard]] MapDock &dock() { return *child<MapDock>("mapDock"); }
    [[nodiscard]] MapCanvas &canvas() { return *dock().surface().canvas(); }
    [[nodiscard]] Tracks selected() { return study().selection().members(); }

    /// With nothing but the map computed unasked.
    void openMap()
    {
        m_window->jobs().setAutomatic(false);
        openWithMap();
    }
    /// With all that the window computes by itself.
    void openWithMap()
    {
        StudySettings quick = study().settings();
        quick.map.epochs = 60;
        study().setSettings(quick);
        m_window->resize(1500, 1000);
        openAndWait(m_file);
        waitForMap();
    }
    void waitForMap() { QTRY_VERIFY_WITH_TIMEOUT(isMapShown(), patience); }
    [[nodiscard]] bool isMapShown()
    {
        const MapMaker &maker = dock().maker();
        return maker.map() && maker.map()->isComplete() && maker.isCurrent() && !maker.isRunning() &&
               canvas().points() == maker.map()->points;
    }

    void take(const char *tool) { QTest::mouseClick(child<QToolButton>(tool), Qt::LeftButton); }
    /// Draws with the tool that was taken, and lets the program do what follows.
    void brush(const Way &way, Qt::KeyboardModifiers modifiers = Qt::NoModifier)
    {
        test::drag(canvas(), way, modifiers);
        QCoreApplication::processEvents();
    }
    /// A place of the map as the mouse has it: shares of its width and height, from the upper left.
    [[nodiscard]] QPointF place(double x, double y)
    {
        const QSize size = canvas().viewport()->size();
        return QPointF(x * size.width(), y * size.height()).toPoint();
    }
    /// The corners of a rectangle between two places.
    [[nodiscard]] static Way corners(const QPointF &one, const QPointF &other)
    {
        return {one, {other.x(), one.y()}, other, {one.x(), other.y()}};
    }
    /// A rectangle brushed from corner to corner; returns its tracks.
    Tracks brushRectangle(const QPointF &from, const QPointF &to,
                          Qt::KeyboardModifiers modifiers = Qt::NoModifier)
    {
        take("mapRectangle");
        const Tracks expected = inside(corners(from, to));
        brush({from, (from + to) / 2, to}, modifiers);
        return expected;
    }

    /// How often a closed line goes around a point (Sunday's winding number).
    [[nodiscard]] static int turns(const Way &line, const QPointF &point)
    {
        int count = 0;
        for (std::size_t i = 0; i < line.size(); ++i) {
            const QPointF from = line[i];
            const QPointF way = line[(i + 1) % line.size()] - from;
            const QPointF to = point - from;
            const double side = way.x() * to.y() - way.y() * to.x();
            if (to.y() >= 0 && way.y() > to.y() && side > 0)
                ++count;
            if (to.y() < 0 && way.y() <= to.y() && side < 0)
                --count;
        }
        return count;
    }
    /// The tracks that a closed line goes around, be it ever so often.
    [[nodiscard]] Tracks inside(const Way &line)
    {
        return tracksWhere([&](const QPointF &at) { return turns(line, at) != 0; });
    }
    /// The tracks within reach of a line that is open.
    [[nodiscard]] Tracks along(const Way &line, double reach)
    {
        return tracksWhere([&](const QPointF &at) {
            for (std::size_t i = 1; i < line.size(); ++i) {
                const QPointF way = line[i] - line[i - 1];
                const double share = std::clamp(
                    QPointF::dotProduct(at - line[i - 1], way) / QPointF::dotProduct(way, way), 0.0, 1.0);
                const QPointF off = at - line[i - 1] - share * way;
                if (std::hypot(off.x(), off.y()) <= reach)
                    return true;
            }
            return false;
        });
    }
    template <typename Condition>
    [[nodiscard]] Tracks tracksWhere(const Condition &holds)
    {
        Tracks tracks;
        for (std::uint32_t track = 0; track < canvas().points().size(); ++track)
            if (holds(*canvas().positionOf(track)))
                tracks.push_back(track);
        return tracks;
    }
};

} // namespace genrelens::test
