#include "widgets/map/map_canvas.h"

#include "widgets/map/legend_drawing.h"

#include <QPainter>

#include <cmath>

namespace genrelens
{

double MapCanvas::legendWidth(double height) const
{
    return m_legend.isEmpty() ? 0.0 : legendSize(m_legend, font(), height).width() + spacing::large;
}

QSize MapCanvas::naturalSize() const
{
    const QSize points = ScatterCanvas::naturalSize();
    return {points.width() + static_cast<int>(std::ceil(legendWidth(points.height()))), points.height()};
}

void MapCanvas::draw(QPainter &painter, const QRectF &area, const Theme &theme) const
{
    const double legend = std::min(legendWidth(area.height()), area.width() / 2);
    ScatterCanvas::draw(painter, area.adjusted(0, 0, -legend, 0), theme);
    if (m_legend.isEmpty())
        return;
    painter.save();
    painter.setFont(font());
    drawLegend(painter, QRectF(area.right() - legend, area.top(), legend, area.height()), m_legend, theme);
    painter.restore();
}

} // namespace genrelens
