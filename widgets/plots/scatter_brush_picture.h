#pragma once

#include "widgets/plots/scatter_brush.h"
#include "widgets/plots/theme.h"

#include <QImage>

namespace genrelens
{

/// A brush as it is seen. One that is drawn by hand grows by a segment at a time, and so does its picture:
/// all of a long one anew would take longer than a frame, that of a wide stroke a second.
class ScatterBrushPicture
{
public:
    /// Of the same brush, grown, until clear().
    void draw(QPainter &painter, const ScatterBrush &brush, const ScatterView &view, const Theme &theme);
    void clear() { *this = {}; }

    /// A line around, as of a rectangle or of the brush where it would begin.
    static void drawOutline(QPainter &painter, const QPainterPath &outline, const Theme &theme);

private:
    void follow(const ScatterBrush &brush, const ScatterView &view, double ratio, const Theme &theme);
    void add(const QPointF &from, const QPointF &to);
    void addLine(QImage &image, const QLineF &line, const QPen &pen, bool below) const;
    void drawLasso(QPainter &painter, const ScatterBrush &brush) const;

    QImage m_lines;  ///< around all, with a halo
    QImage m_inside; ///< of a stroke
    QImage m_shown;  ///< of a stroke: the lines but where it is inside, and its ground
    ScatterView m_view;
    Theme m_theme;
    double m_ratio = 0.0;    ///< of the images' pixels to those of the view
    double m_radius = 0.0;   ///< pixels of the view; 0: a lasso
    std::size_t m_drawn = 0; ///< vertices
};

} // namespace genrelens
