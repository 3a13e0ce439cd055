#pragma once

#include "widgets/plots/plot.h"

#include <QApplication>
#include <QMouseEvent>
#include <QTest>
#include <QWheelEvent>

/// The pointer and the wheel over a plot, as the window system would send them.
namespace genrelens::test
{

inline void hover(Plot &plot, const QPointF &position)
{
    const QPointF global = plot.viewport()->mapToGlobal(position);
    QMouseEvent event(QEvent::MouseMove, position, global, Qt::NoButton, Qt::NoButton, Qt::NoModifier);
    QApplication::sendEvent(plot.viewport(), &event);
}

inline void leave(Plot &plot)
{
    QEvent event(QEvent::Leave);
    QApplication::sendEvent(plot.viewport(), &event);
}

inline void wheel(Plot &plot, const QPointF &position, int steps, Qt::KeyboardModifiers modifiers)
{
    QWheelEvent event(position, plot.viewport()->mapToGlobal(position), {}, {0, 120 * steps}, Qt::NoButton,
                      modifiers, Qt::NoScrollPhase, false);
    QApplication::sendEvent(plot.viewport(), &event);
}

inline void click(Plot &plot, const QPointF &position, Qt::KeyboardModifiers modifiers = Qt::NoModifier)
{
    QTest::mouseClick(plot.viewport(), Qt::LeftButton, modifiers, position.toPoint());
}

/// The colour of what the window shows at that position.
inline QColor pixel(Plot &plot, const QPointF &position)
{
    const QImage image = plot.viewport()->grab().toImage();
    return image.pixelColor((position * image.devicePixelRatio()).toPoint());
}

} // namespace genrelens::test
