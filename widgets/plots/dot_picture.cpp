#include "widgets/plots/dot_picture.h"

#include <QPaintDevice>
#include <QPaintEngine>
#include <QPainter>

#include <algorithm>
#include <cmath>

namespace genrelens
{

namespace
{

constexpr double mostScale = 4; // more is not seen, and takes megabytes
constexpr double mostPixels = 8192;

// What a colour of that strength, 0 to 255, makes of a premultiplied channel.
int over(int colour, int under, int strength)
{
    return (colour * strength + under * (255 - strength) + 127) / 255;
}

} // namespace

DotPicture::DotPicture(const QRectF &area, double scale) : m_area(area), m_scale(scale)
{
    const double longer = std::max(area.width(), area.height());
    if (!(longer > 0))
        return;
    m_scale = std::min(m_scale, mostPixels / longer);
    const auto pixels = [&](double length) { return std::max(1, int(std::ceil(length * m_scale))); };
    m_image = QImage(pixels(area.width()), pixels(area.height()), QImage::Format_ARGB32_Premultiplied);
    m_image.fill(Qt::transparent);
}

void DotPicture::add(const QPointF &centre, double radius, const QColor &colour, double opacity)
{
    if (m_image.isNull())
        return;
    const double x = (centre.x() - m_area.left()) * m_scale;
    const double y = (centre.y() - m_area.top()) * m_scale;
    const double r = radius * m_scale;
    const int left = std::max(0, static_cast<int>(std::floor(x - r - 1)));
    const int right = std::min(m_image.width() - 1, static_cast<int>(std::ceil(x + r + 1)));
    const int top = std::max(0, static_cast<int>(std::floor(y - r - 1)));
    const int bottom = std::min(m_image.height() - 1, static_cast<int>(std::ceil(y + r + 1)));
    const QRgb rgb = colour.rgb();
    for (int row = top; row <= bottom; ++row) {
        auto *line = reinterpret_cast<QRgb *>(m_image.scanLine(row));
        for (int column = left; column <= right; ++column) {
            const double away = std::hypot(column + 0.5 - x, row + 0.5 - y);
            const double cover = std::clamp(r + 0.5 - away, 0.0, 1.0) * opacity;
            const auto strength = static_cast<int>(std::lround(cover * 255));
            if (strength == 0)
                continue;
            const QRgb under = line[column];
            line[column] =
                qRgba(over(qRed(rgb), qRed(under), strength), over(qGreen(rgb), qGreen(under), strength),
                      over(qBlue(rgb), qBlue(under), strength), over(255, qAlpha(under), strength));
        }
    }
}

void DotPicture::draw(QPainter &painter) const
{
    if (m_image.isNull())
        return;
    const QSizeF size(m_image.width() / m_scale, m_image.height() / m_scale);
    painter.drawImage(QRectF(m_area.topLeft(), size), m_image);
}

double DotPicture::scaleOf(const QPainter &painter)
{
    const double ratio = painter.device() != nullptr ? painter.device()->devicePixelRatio() : 1.0;
    const QPaintEngine *engine = painter.paintEngine();
    const bool raster = engine != nullptr && engine->type() == QPaintEngine::Raster;
    const double zoom = std::abs(painter.worldTransform().m11()) * ratio;
    // In a vector picture nobody knows how large it will be seen.
    return raster ? std::clamp(zoom, 1.0, mostScale) : mostScale;
}

} // namespace genrelens
