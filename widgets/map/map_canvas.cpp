#include "widgets/map/map_canvas.h"

#include "widgets/map/legend_drawing.h"

#include <QPainter>

#include <cmath>

namespace genrelens
{

namespace
{

// The points are what a picture is of: classes for which the legend has no room are counted in its last line.
constexpr double largestShare = 0.4;     // of the width
constexpr double narrowestLegend = 60.0; // in less nothing can be read

} // namespace

double MapCanvas::legendWidth(const QSizeF &room) const
{
    const QSizeF within(room.width() - spacing::large, room.height());
    if (m_legend.isEmpty() || within.width() < narrowestLegend)
        return 0.0;
    return legendSize(m_legend, font(), within).width() + spacing::large;
}

QSize MapCanvas::naturalSize() const
{
    const QSize points = ScatterCanvas::naturalSize();
    const double room = points.width() * largestShare / (1 - largestShare);
    return {points.width() +
                static_cast<int>(std::ceil(legendWidth({room, static_cast<double>(points.height())}))),
            points.height()};
}

void MapCanvas::draw(QPainter &painter, const QRectF &area, const Theme &theme) const
{
    const QSizeF room(area.width() * largestShare, area.height());
    const double legend = legendWidth(room);
    ScatterCanvas::draw(painter, area.adjusted(0, 0, -legend, 0), theme);
    if (legend <= 0.0)
        return;
    painter.save();
    painter.setFont(font());
    drawLegend(painter, area.adjusted(area.width() - room.width() + spacing::large, 0, 0, 0), m_legend,
               theme);
    painter.restore();
}

} // namespace genrelens
