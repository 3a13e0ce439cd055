#include "widgets/plots/dot_picture.h"
#include "widgets/plots/scatter_state.h"

#include <QPainter>

#include <algorithm>

namespace genrelens
{

namespace
{

constexpr int faintness = 20; // of 255: the ground of a brush
constexpr int haloStrength = 190;
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
    m_state->content.paint(image, view, quick);
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

void ScatterCanvas::paint(QPainter &painter, const Theme &theme)
{
    State &state = *m_state;
    const double ratio = viewport()->devicePixelRatioF();
    const bool fits = state.picture.size() == (state.view.area().size() * ratio).toSize();
    if (state.picture.isNull() || !fits || !(state.pictureTheme == theme)) {
        state.isQuick = state.still.isActive() && state.content.shown().size() > mostAtOnce;
        state.picture = pictureOf(state.view, ratio, theme.base, state.isQuick);
        state.pictureTheme = theme;
    }
    painter.drawImage(QPointF(0, 0), state.picture);
    drawLayers(painter, state.view, theme);
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
    QColor halo = theme.base; // without it the line is lost among points
    halo.setAlpha(haloStrength);
    painter.strokePath(outline, QPen(halo, 3.5));
    QPen pen(theme.accent, 1.5);
    pen.setDashPattern({4, 3});
    painter.strokePath(outline, pen);
    painter.restore();
}

} // namespace genrelens
