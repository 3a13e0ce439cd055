#include "widgets/plots/scatter_brush.h"

#include <QPainterPathStroker>
#include <QPolygonF>

#include <algorithm>
#include <cmath>

namespace genrelens
{

double squaredDistance(const QPointF &point, const QPointF &from, const QPointF &to)
{
    const QPointF way = to - from;
    const QPointF away = point - from;
    const double length = QPointF::dotProduct(way, way);
    const double t = length > 0 ? std::clamp(QPointF::dotProduct(away, way) / length, 0.0, 1.0) : 0.0;
    const QPointF rest = away - t * way;
    return QPointF::dotProduct(rest, rest);
}

int windingNumber(const std::vector<QPointF> &polygon, const QPointF &point)
{
    int winding = 0;
    for (std::size_t i = 0; i < polygon.size(); ++i) {
        const QPointF &a = polygon[i];
        winding += crossing(a, polygon[i + 1 == polygon.size() ? 0 : i + 1], point);
    }
    return winding;
}

std::vector<StraightPiece> straightPieces(const std::vector<QPointF> &way, double allowed)
{
    constexpr std::uint32_t mostSegments = 16; // of a piece
    const auto deviation = [&](std::uint32_t begin, std::uint32_t end) {
        double most = 0;
        for (std::uint32_t i = begin + 1; i < end; ++i)
            most = std::max(most, squaredDistance(way[i], way[begin], way[end]));
        return std::sqrt(most);
    };
    std::vector<StraightPiece> pieces;
    const auto last = static_cast<std::uint32_t>(way.size() - 1);
    std::uint32_t begin = 0;
    do {
        StraightPiece piece{begin, std::min(begin + 1, last), 0.0};
        for (std::uint32_t end = piece.end + 1; end <= last && end - begin <= mostSegments; ++end) {
            const double deviates = deviation(begin, end);
            if (deviates > allowed)
                break;
            piece.end = end;
            piece.deviation = deviates;
        }
        pieces.push_back(piece);
        begin = piece.end;
    } while (begin < last);
    return pieces;
}

ScatterBrush::ScatterBrush(Kind kind, const QPointF &from, double radius)
    : m_kind(kind)
    , m_radius(radius)
    , m_vertices{from}
{
    if (kind == Kind::Rectangle)
        m_vertices.push_back(from);
}

void ScatterBrush::extend(const QPointF &to)
{
    if (m_kind == Kind::Rectangle)
        m_vertices.back() = to;
    else
        m_vertices.push_back(to);
}

MapBounds ScatterBrush::bounds() const
{
    MapBounds around{m_vertices.front().x(), m_vertices.front().y(), m_vertices.front().x(),
                     m_vertices.front().y()};
    for (const QPointF &vertex : m_vertices) {
        around.left = std::min(around.left, vertex.x());
        around.right = std::max(around.right, vertex.x());
        around.bottom = std::min(around.bottom, vertex.y());
        around.top = std::max(around.top, vertex.y());
    }
    return {around.left - m_radius, around.bottom - m_radius, around.right + m_radius, around.top + m_radius};
}

bool ScatterBrush::contains(const QPointF &point) const
{
    if (m_kind == Kind::Lasso)
        return windingNumber(m_vertices, point) != 0;
    if (m_kind == Kind::Rectangle) {
        const MapBounds box = bounds();
        return point.x() >= box.left && point.x() <= box.right && point.y() >= box.bottom &&
               point.y() <= box.top;
    }
    for (std::size_t i = 0; i < m_vertices.size(); ++i) {
        if (squaredDistance(point, m_vertices[i == 0 ? 0 : i - 1], m_vertices[i]) <= m_radius * m_radius)
            return true;
    }
    return false;
}

QPainterPath ScatterBrush::outline(const ScatterView &view) const
{
    QPolygonF pixels;
    for (const QPointF &vertex : m_vertices)
        pixels.append(view.toPixel(vertex.x(), vertex.y()));
    QPainterPath path;
    if (m_kind == Kind::Rectangle) {
        path.addRect(QRectF(pixels.first(), pixels.last()).normalized());
    } else if (m_kind == Kind::Lasso) {
        path.addPolygon(pixels);
        path.closeSubpath();
        path.setFillRule(Qt::WindingFill);
    } else {
        const double radius = m_radius * view.scale();
        if (pixels.size() == 1 || path.isEmpty())
            path.addEllipse(pixels.first(), radius, radius);
        QPainterPath way;
        way.addPolygon(pixels);
        QPainterPathStroker stroker;
        stroker.setWidth(2 * radius);
        stroker.setCapStyle(Qt::RoundCap);
        stroker.setJoinStyle(Qt::RoundJoin);
        if (pixels.size() > 1)
            path = stroker.createStroke(way);
        path.setFillRule(Qt::WindingFill);
    }
    return path;
}

} // namespace genrelens
