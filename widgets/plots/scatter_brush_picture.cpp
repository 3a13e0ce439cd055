#include "widgets/plots/scatter_brush_picture.h"

#include <QPainter>
#include <QPainterPath>
#include <QPolygonF>

#include <algorithm>

namespace genrelens
{

namespace
{

constexpr int faintness = 20; // of 255: the ground of a brush
constexpr int haloStrength = 190;
constexpr double lineWidth = 1.5; // pixels
constexpr double haloWidth = 3.5;
constexpr double tolerance = 0.5; // pixels that may be missed where all is drawn anew
constexpr double bend = 0.05;     // of a stroke's radius, likewise

QColor haloOf(const Theme &theme) // without it the line is lost among points
{
    QColor halo = theme.base;
    halo.setAlpha(haloStrength);
    return halo;
}

QColor groundOf(const Theme &theme)
{
    QColor ground = theme.accent;
    ground.setAlpha(faintness);
    return ground;
}

QPen dashes(const Theme &theme)
{
    QPen pen(theme.accent, lineWidth);
    pen.setDashPattern({4, 3});
    return pen;
}

} // namespace

void ScatterBrushPicture::drawOutline(QPainter &painter, const QPainterPath &outline, const Theme &theme)
{
    painter.fillPath(outline, groundOf(theme));
    painter.strokePath(outline, QPen(haloOf(theme), haloWidth));
    painter.strokePath(outline, dashes(theme));
}

void ScatterBrushPicture::draw(QPainter &painter, const ScatterBrush &brush, const ScatterView &view,
                               const Theme &theme)
{
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    if (brush.kind() == ScatterBrush::Kind::Rectangle) {
        drawOutline(painter, brush.outline(view), theme);
    } else {
        follow(brush, view, painter.device()->devicePixelRatioF(), theme);
        if (brush.kind() == ScatterBrush::Kind::Lasso)
            drawLasso(painter, brush);
        const QImage &image = m_shown.isNull() ? m_lines : m_shown;
        const MapBounds bounds = brush.bounds();
        const QRectF around =
            QRectF(view.toPixel(bounds.left, bounds.top), view.toPixel(bounds.right, bounds.bottom))
                .adjusted(-haloWidth, -haloWidth, haloWidth, haloWidth)
                .translated(-view.area().topLeft());
        const QRectF part(QRectF(around.topLeft() * m_ratio, around.size() * m_ratio).toAlignedRect() &
                          image.rect());
        painter.drawImage(QRectF(view.area().topLeft() + part.topLeft() / m_ratio, part.size() / m_ratio),
                          image, part);
    }
    painter.restore();
}

// The vertices that are new, or in another view all of them, but no more than it takes there.
void ScatterBrushPicture::follow(const ScatterBrush &brush, const ScatterView &view, double ratio,
                                 const Theme &theme)
{
    const std::vector<QPointF> &way = brush.vertices();
    if (m_lines.isNull() || !(m_view == view) || m_ratio != ratio || !(m_theme == theme)) {
        const QSize size = (view.area().size() * ratio).toSize().expandedTo({1, 1});
        m_view = view;
        m_theme = theme;
        m_ratio = ratio;
        m_radius = brush.radius() * view.scale();
        m_lines = QImage(size, QImage::Format_ARGB32_Premultiplied);
        m_lines.fill(Qt::transparent);
        if (m_radius > 0) {
            m_inside = m_lines;
            m_shown = m_lines;
            add(way.front(), way.front());
        }
        for (const StraightPiece &piece :
             straightPieces(way, std::max(tolerance, bend * m_radius) / view.scale()))
            add(way[piece.begin], way[piece.end]);
        m_drawn = way.size();
    }
    for (; m_drawn < way.size(); ++m_drawn)
        add(way[m_drawn - 1], way[m_drawn]);
}

// What is below what is there leaves the lines of before as they are.
void ScatterBrushPicture::addLine(QImage &image, const QLineF &line, const QPen &pen, bool below) const
{
    QPainter painter(&image);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.scale(m_ratio, m_ratio);
    painter.setCompositionMode(below ? QPainter::CompositionMode_DestinationOver
                                     : QPainter::CompositionMode_SourceOver);
    painter.setPen(pen);
    if (line.isNull())
        painter.drawPoint(line.p1());
    else
        painter.drawLine(line);
}

void ScatterBrushPicture::add(const QPointF &from, const QPointF &to)
{
    const QPointF origin = m_view.area().topLeft();
    const QLineF line(m_view.toPixel(from.x(), from.y()) - origin, m_view.toPixel(to.x(), to.y()) - origin);
    const double reach = m_radius + haloWidth;
    const QRectF around = QRectF(line.p1(), line.p2()).normalized().adjusted(-reach, -reach, reach, reach);
    const QRect part =
        QRectF(around.topLeft() * m_ratio, around.size() * m_ratio).toAlignedRect() & m_lines.rect();
    if (part.isEmpty())
        return;
    const auto pen = [&](const QColor &colour, double width) {
        return QPen(colour, 2 * m_radius + width, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin);
    };
    addLine(m_lines, line, pen(m_theme.accent, lineWidth), false);
    addLine(m_lines, line, pen(haloOf(m_theme), haloWidth), true);
    if (m_shown.isNull())
        return;
    addLine(m_inside, line, pen(m_theme.accent, -lineWidth), false);
    QPainter painter(&m_shown);
    painter.setCompositionMode(QPainter::CompositionMode_Source);
    painter.drawImage(part, m_lines, part);
    painter.setCompositionMode(QPainter::CompositionMode_DestinationOut);
    painter.drawImage(part, m_inside, part);
    painter.setCompositionMode(QPainter::CompositionMode_SourceOver);
    painter.setOpacity(faintness / 255.0);
    painter.drawImage(part, m_inside, part);
}

// It closes by itself: a line of dashes says so.
void ScatterBrushPicture::drawLasso(QPainter &painter, const ScatterBrush &brush) const
{
    const std::vector<QPointF> &way = brush.vertices();
    const auto pixel = [&](const QPointF &vertex) { return m_view.toPixel(vertex.x(), vertex.y()); };
    QPolygonF polygon{pixel(way.front())};
    for (const StraightPiece &piece : straightPieces(way, 2 * tolerance / m_view.scale()))
        polygon.append(pixel(way[piece.end]));
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing, false); // the line lies over the edge
    painter.setPen(Qt::NoPen);
    painter.setBrush(groundOf(m_theme));
    painter.drawPolygon(polygon, Qt::WindingFill);
    painter.restore();
    const QLineF closing(pixel(way.back()), pixel(way.front()));
    painter.setPen(QPen(haloOf(m_theme), haloWidth));
    painter.drawLine(closing);
    painter.setPen(dashes(m_theme));
    painter.drawLine(closing);
}

} // namespace genrelens
