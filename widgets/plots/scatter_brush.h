#pragma once

#include "widgets/plots/scatter_view.h"

#include <QPainterPath>
#include <QPointF>

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

/// How often a closed polygon goes around a point, anticlockwise counted positive (y upwards).
int windingNumber(const std::vector<QPointF> &polygon, const QPointF &point);

/// From a point to the nearest one of a line between two.
double squaredDistance(const QPointF &point, const QPointF &from, const QPointF &to);

} // namespace genrelens
