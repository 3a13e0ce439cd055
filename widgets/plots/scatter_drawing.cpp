#include "widgets/plots/dot_picture.h"
#include "widgets/plots/scatter_state.h"

#include <QPainter>

#include <algorithm>

namespace genrelens
{

namespace
{

constexpr double longestPicture = 16384;    // pixels
constexpr std::size_t mostAtOnce = 300'000; // points that are drawn well while they move

} // namespace

QImage ScatterCanvas::pictureOf(const ScatterView &view, double ratio, const QColor &ground, bool quick) const
{
    const QSize size = (view.area().size() * ratio).toSize().expandedTo({1, 1});
    const bool opaque = ground.alpha() == 255;
    QImage image(size, opaque ? QImage::Format_RGB32 : QImage::Format_ARGB32_Premultiplied);
    if (image.isNull())
        return image;
    image.setDevicePixelRatio(ratio);
    image.fill(ground);
    m_state->content.paint(image, view, quick, opaque);
    return image;
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
    const State &state = *m_state;
    const ScatterView whole = ScatterView::fitting(state.content.arranged().bounds(), area, scatterMargin);
    const ScatterView view = state.fits ? whole : ScatterView::fitting(state.view.seen(), area, 0).in(whole);
    const double ratio =
        std::min(DotPicture::scaleOf(painter), longestPicture / std::max(area.width(), area.height()));
    const QImage picture = pictureOf(view, ratio, Qt::transparent);
    painter.drawImage(area.topLeft(), picture);
    drawLayers(painter, view, theme);
}

void ScatterCanvas::updatePicture(const Theme &theme)
{
    State &state = *m_state;
    const double ratio = viewport()->devicePixelRatioF();
    const bool fits = state.picture.size() == (state.view.area().size() * ratio).toSize();
    if (state.picture.isNull() || !fits || !(state.pictureTheme == theme)) {
        state.isQuick = state.still.isActive() && state.content.shown().size() > mostAtOnce;
        state.picture = pictureOf(state.view, ratio, theme.base, state.isQuick);
        state.pictureTheme = theme;
    }
}

void ScatterCanvas::paint(QPainter &painter, const Theme &theme)
{
    updatePicture(theme);
    painter.drawImage(QPointF(0, 0), m_state->picture);
    drawLayers(painter, m_state->view, theme);
    drawRings(painter, theme);
    drawBrush(painter, theme);
    drawCount(painter, theme);
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

void ScatterCanvas::drawBrush(QPainter &painter, const Theme &theme)
{
    State &state = *m_state;
    if (state.gesture.brush) {
        state.gesture.picture.draw(painter, *state.gesture.brush, state.view, theme);
        return;
    }
    if (state.tool != ScatterTool::Brush || !state.pointer || state.spaceHeld || state.gesture.pans)
        return;
    QPainterPath outline;
    outline.addEllipse(*state.pointer, state.brushRadius, state.brushRadius);
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    ScatterBrushPicture::drawOutline(painter, outline, theme);
    painter.restore();
}

} // namespace genrelens
