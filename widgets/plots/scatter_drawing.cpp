#include "widgets/plots/dot_picture.h"
#include "widgets/plots/palette.h"
#include "widgets/plots/scatter_state.h"

#include <QPainter>

namespace genrelens
{

namespace
{

constexpr int faintness = 20; // of 255: the ground of a brush

} // namespace

void ScatterCanvas::drawPoints(QPainter &painter, const ScatterView &view) const
{
    const State &state = *m_state;
    const bool coloured = state.colours.codes.size() == state.points.size();
    const bool selects = state.selection.rows() == state.points.size() && !state.selection.isEmpty();
    DotPicture picture(view.area(), DotPicture::scaleOf(painter));
    for (const bool top : {false, true}) {
        for (std::uint32_t row = 0; row < state.points.size(); ++row) {
            const bool selected = selects && state.selection.contains(row);
            if (selected != top || !isFinite(state.points[row]) || !state.isShown(row))
                continue;
            const QColor colour =
                coloured ? QColor(state.colours.colours[state.colours.codes[row]]) : unmappedColour();
            picture.add(view.toPixel(state.points[row]), shownPointSize() / 2, colour,
                        selects && !selected ? shownOpacity() / 4 : shownOpacity());
        }
    }
    picture.draw(painter);
}

void ScatterCanvas::drawLayers(QPainter &painter, const ScatterView &view, const Theme &theme) const
{
    for (const std::shared_ptr<const ScatterLayer> &layer : m_state->layers) {
        painter.save();
        painter.setClipRect(view.area());
        painter.setFont(font());
        layer->paint(painter, view, theme);
        painter.restore();
    }
}

void ScatterCanvas::draw(QPainter &painter, const QRectF &area, const Theme &theme) const
{
    if (isEmpty()) {
        drawEmptyText(painter, area, theme);
        return;
    }
    const ScatterView whole = ScatterView::fitting(m_state->bounds, area, scatterMargin);
    drawPoints(painter, whole);
    drawLayers(painter, whole, theme);
}

void ScatterCanvas::paint(QPainter &painter, const Theme &theme)
{
    drawPoints(painter, m_state->view);
    drawLayers(painter, m_state->view, theme);
    drawRings(painter, theme);
    drawBrush(painter, theme);
}

void ScatterCanvas::drawRings(QPainter &painter, const Theme &theme) const
{
    const State &state = *m_state;
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setBrush(Qt::NoBrush);
    for (const bool marked : {true, false}) {
        const std::optional<std::uint32_t> row = marked ? state.marked : state.hovered;
        const std::optional<QPointF> place = row ? positionOf(*row) : std::nullopt;
        if (!place)
            continue;
        const double radius = shownPointSize() / 2 + (marked ? 6.0 : 3.0);
        painter.setPen(QPen(theme.base, 4));
        painter.drawEllipse(*place, radius, radius);
        painter.setPen(QPen(marked ? theme.accent : theme.text, 2));
        painter.drawEllipse(*place, radius, radius);
    }
    painter.restore();
}

void ScatterCanvas::drawBrush(QPainter &painter, const Theme &theme) const
{
    const State &state = *m_state;
    QPainterPath outline;
    if (state.gesture.brush)
        outline = state.gesture.brush->outline(state.view);
    else if (state.tool == ScatterTool::Brush && state.pointer && !state.spaceHeld && !state.gesture.pans)
        outline.addEllipse(*state.pointer, state.brushRadius, state.brushRadius);
    else
        return;
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    QColor ground = theme.accent;
    ground.setAlpha(faintness);
    painter.fillPath(outline, ground);
    QPen pen(theme.accent, 1.5);
    pen.setDashPattern({4, 3});
    painter.strokePath(outline, pen);
    painter.restore();
}

} // namespace genrelens
