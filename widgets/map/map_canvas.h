#pragma once

#include "widgets/map/legend_spec.h"
#include "widgets/plots/scatter_canvas.h"

namespace genrelens
{

/// The canvas of a map; its pictures have the legend beside the points, which keep the larger part.
class MapCanvas : public ScatterCanvas
{
    Q_OBJECT

public:
    using ScatterCanvas::ScatterCanvas;

    void setLegend(LegendSpec legend) { m_legend = std::move(legend); }
    [[nodiscard]] const LegendSpec &legend() const { return m_legend; }

    [[nodiscard]] QSize naturalSize() const override;
    void draw(QPainter &painter, const QRectF &area, const Theme &theme) const override;

private:
    [[nodiscard]] double legendWidth(const QSizeF &room) const;

    LegendSpec m_legend;
};

} // namespace genrelens
