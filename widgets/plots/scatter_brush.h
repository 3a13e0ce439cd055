#pragma once

#include "widgets/plots/scatter_view.h"

#include <QPainterPath>
#include <QPointF>

#include <cstdint>
#include <vector>

namespace genrelens
{

/// What is drawn with the pointer to pick points, in map units: moving the map moves it too.
class ScatterBrush
{
public:
    enum class Kind { Rectangle, Lasso, Stroke };

    /// Begins at a point. radius: of a stroke, in map units.
    ScatterBrush(Kind kind, const QPointF &from, double radius = 0.0);

    /// Goes on to a point: the other corner, the next vertex, the next place of the brush.
    void extend(const QPointF &to);

    [[nodiscard]] Kind kind() const { return m_kind; }
    /// Corner and corner, the vertices of a polygon that closes by itself, or the way of the brush's middle.
    [[nodiscard]] const std::vector<QPointF> &vertices() const { return m_vertices; }
    [[nodiscard]] double radius() const { return m_radius; }
    /// Around all that is inside.
    [[nodiscard]] MapBounds bounds() const;
    /// Inside or on the edge; of a lasso by non-zero winding.
    [[nodiscard]] bool contains(const QPointF &point) const;
    /// As it is seen in a view.
    [[nodiscard]] QPainterPath outline(const ScatterView &view) const;

private:
    Kind m_kind;
    double m_radius;
    std::vector<QPointF> m_vertices;
};

/// What an edge from a to b adds to the winding number of a point: 1 where it goes up to the right of it, -1
/// where it goes down there, else 0.
inline int crossing(const QPointF &a, const QPointF &b, const QPointF &point)
{
    if ((a.y() <= point.y()) == (b.y() <= point.y()))
        return 0;
    const double left = (b.x() - a.x()) * (point.y() - a.y()) - (point.x() - a.x()) * (b.y() - a.y());
    if (b.y() > a.y())
        return left > 0 ? 1 : 0;
    return left < 0 ? -1 : 0;
}

/// How often a closed polygon goes around a point, anticlockwise counted positive (y upwards).
int windingNumber(const std::vector<QPointF> &polygon, const QPointF &point);

/// Segments of a way, one after another, that all but lie in the line from the first to the last: what is
/// within a radius of that line is within it, give or take the deviation, of the way, and the other way
/// round.
struct StraightPiece {
    std::uint32_t begin = 0; ///< numbers of vertices; of a way of one vertex both are 0
    std::uint32_t end = 0;
    double deviation = 0.0; ///< of the vertices between, at most
};

/// As few as deviate by no more than what is allowed.
std::vector<StraightPiece> straightPieces(const std::vector<QPointF> &way, double allowed);

/// From a point to the nearest one of a line between two.
double squaredDistance(const QPointF &point, const QPointF &from, const QPointF &to);

} // namespace genrelens
