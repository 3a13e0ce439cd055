#pragma once

#include <QColor>
#include <QImage>
#include <QPointF>
#include <QRectF>

class QPainter;

namespace genrelens
{

/// Round dots drawn one over another, ten times as fast as a painter draws ellipses: tens of thousands of
/// them may follow the pointer. In a vector picture they are an embedded raster.
class DotPicture
{
public:
    /// Of that area of a plot, with so many pixels for each of its units.
    DotPicture(const QRectF &area, double scale);

    void add(const QPointF &centre, double radius, const QColor &colour, double opacity);
    [[nodiscard]] bool isNull() const { return m_image.isNull(); }
    void draw(QPainter &painter) const;

    /// The scale for what a painter draws on.
    static double scaleOf(const QPainter &painter);

private:
    QRectF m_area;
    double m_scale;
    QImage m_image;
};

} // namespace genrelens
