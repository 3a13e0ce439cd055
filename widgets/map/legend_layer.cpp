#include "widgets/map/legend_layer.h"

#include "widgets/map/legend_drawing.h"

#include <QPainter>

namespace genrelens
{

void LegendLayer::paint(QPainter &painter, const ScatterView &view, const Theme &theme) const
{
    constexpr double edge = spacing::medium;
    if (painter.device()->devType() != QInternal::Widget)
        drawLegend(painter, view.area().adjusted(edge, edge, -edge, -edge), m_spec, theme);
}

} // namespace genrelens
