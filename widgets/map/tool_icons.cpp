#include "widgets/map/tool_icons.h"

#include <QIconEngine>
#include <QPainter>
#include <QPainterPath>
#include <QPixmap>

namespace genrelens
{

namespace
{

// All glyphs are drawn in a square of 16.
constexpr double side = 16.0;

void addArrowHead(QPainterPath &path, const QPointF &tip, const QPointF &back)
{
    const QPointF across(-back.y(), back.x());
    path.moveTo(tip + back + across);
    path.lineTo(tip);
    path.lineTo(tip + back - across);
}

QPainterPath panPath()
{
    QPainterPath path(QPointF(8, 1.5));
    path.lineTo(8, 14.5);
    path.moveTo(1.5, 8);
    path.lineTo(14.5, 8);
    addArrowHead(path, {8, 1.5}, {0, 2.2});
    addArrowHead(path, {8, 14.5}, {0, -2.2});
    addArrowHead(path, {1.5, 8}, {2.2, 0});
    addArrowHead(path, {14.5, 8}, {-2.2, 0});
    return path;
}

QPainterPath lassoPath()
{
    QPainterPath path(QPointF(5, 10.5));
    path.cubicTo(0, 9, 1, 3, 8, 2.5);
    path.cubicTo(15, 2, 16, 8.5, 11, 10);
    path.cubicTo(9, 10.6, 7, 10.8, 5, 10.5);
    path.cubicTo(2.5, 10.6, 3, 13.6, 5.5, 12.6);
    path.cubicTo(7.2, 11.8, 5.8, 9.8, 5, 10.5);
    path.moveTo(5.6, 12.6);
    path.lineTo(7, 15);
    return path;
}

QPainterPath fitPath()
{
    QPainterPath path;
    for (const bool right : {false, true}) {
        for (const bool low : {false, true}) {
            const auto at = [&](double x, double y) {
                return QPointF(right ? side - x : x, low ? side - y : y);
            };
            path.moveTo(at(2.5, 6));
            path.lineTo(at(2.5, 2.5));
            path.lineTo(at(6, 2.5));
        }
    }
    path.addEllipse(QPointF(8, 8), 1.5, 1.5);
    return path;
}

QPainterPath selectionPath()
{
    QPainterPath path;
    path.addEllipse(QPointF(7, 7), 4.5, 4.5);
    path.moveTo(10.3, 10.3);
    path.lineTo(14, 14);
    path.addEllipse(QPointF(7, 7), 1.2, 1.2);
    return path;
}

QPainterPath pathOf(ToolGlyph glyph)
{
    QPainterPath path;
    switch (glyph) {
    case ToolGlyph::Pan:
        return panPath();
    case ToolGlyph::Rectangle:
        path.addRect(2.5, 3.5, 11, 9);
        return path;
    case ToolGlyph::Lasso:
        return lassoPath();
    case ToolGlyph::Brush:
        path.addEllipse(QPointF(8, 8), 5.5, 5.5);
        path.addEllipse(QPointF(8, 8), 1.2, 1.2);
        return path;
    case ToolGlyph::Fit:
        return fitPath();
    case ToolGlyph::Selection:
        return selectionPath();
    case ToolGlyph::Contours:
        path.addEllipse(QRectF(1.5, 3, 13, 10));
        path.addEllipse(QRectF(4, 5, 7.5, 5.8));
        path.addEllipse(QRectF(6.2, 6.8, 2.6, 2));
        return path;
    case ToolGlyph::Names:
        path.moveTo(3.5, 13);
        path.lineTo(8, 2.5);
        path.lineTo(12.5, 13);
        path.moveTo(5.2, 9.3);
        path.lineTo(10.8, 9.3);
        return path;
    }
    return path;
}

class ToolIconEngine final : public QIconEngine
{
public:
    ToolIconEngine(ToolGlyph glyph, const Theme &theme) : m_glyph(glyph), m_theme(theme) {}

    void paint(QPainter *painter, const QRect &rect, QIcon::Mode mode, QIcon::State state) override
    {
        const QColor colour = mode == QIcon::Disabled ? m_theme.line
                              : state == QIcon::On    ? m_theme.onAccent
                                                      : m_theme.text;
        const double size = std::min(rect.width(), rect.height());
        painter->save();
        painter->setRenderHint(QPainter::Antialiasing);
        painter->translate(QRectF(rect).center() - QPointF(size, size) / 2);
        painter->scale(size / side, size / side);
        painter->setPen(QPen(colour, 1.3, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
        painter->setBrush(Qt::NoBrush);
        painter->drawPath(pathOf(m_glyph));
        painter->restore();
    }
    QPixmap pixmap(const QSize &size, QIcon::Mode mode, QIcon::State state) override
    {
        QPixmap pixmap(size);
        pixmap.fill(Qt::transparent);
        QPainter painter(&pixmap);
        paint(&painter, QRect(QPoint(), size), mode, state);
        return pixmap;
    }
    [[nodiscard]] QIconEngine *clone() const override { return new ToolIconEngine(*this); }

private:
    ToolGlyph m_glyph;
    Theme m_theme;
};

} // namespace

QIcon toolIcon(ToolGlyph glyph, const Theme &theme)
{
    return QIcon(new ToolIconEngine(glyph, theme));
}

} // namespace genrelens
