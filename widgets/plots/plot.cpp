#include "widgets/plots/plot.h"

#include <QEvent>
#include <QPainter>
#include <QToolTip>

namespace genrelens
{

Plot::Plot(QWidget *parent) : QAbstractScrollArea(parent)
{
    setFrameShape(QFrame::NoFrame);
    setFocusPolicy(Qt::StrongFocus);
    viewport()->setMouseTracking(true);
    viewport()->setAttribute(Qt::WA_OpaquePaintEvent);
}

void Plot::setEmptyText(const QString &text)
{
    m_emptyText = text;
    viewport()->update();
}

QSize Plot::sizeHint() const
{
    return naturalSize().boundedTo({640, 480}).expandedTo(minimumSizeHint());
}

QSize Plot::minimumSizeHint() const
{
    return {160, 60}; // two stand above each other, with their tools, on a screen of 800 lines
}

void Plot::paint(QPainter &painter, const Theme &theme)
{
    draw(painter, viewport()->rect(), theme);
}

void Plot::drawEmptyText(QPainter &painter, const QRectF &area, const Theme &theme) const
{
    painter.save();
    painter.setFont(font());
    painter.setPen(theme.quiet);
    const QRectF inner = area.adjusted(spacing::large, spacing::large, -spacing::large, -spacing::large);
    painter.drawText(inner, Qt::AlignCenter | Qt::TextWordWrap, m_emptyText);
    painter.restore();
}

void Plot::showTip(const QPoint &globalPosition, const QString &text)
{
    if (text.isEmpty())
        QToolTip::hideText();
    else
        QToolTip::showText(globalPosition, text, viewport());
}

void Plot::paintEvent(QPaintEvent *)
{
    QPainter painter(viewport());
    const Theme current = theme();
    painter.fillRect(viewport()->rect(), current.base);
    painter.setFont(font());
    if (isEmpty())
        drawEmptyText(painter, viewport()->rect(), current);
    else
        paint(painter, current);
}

void Plot::resizeEvent(QResizeEvent *event)
{
    QAbstractScrollArea::resizeEvent(event);
    relayout();
}

void Plot::changeEvent(QEvent *event)
{
    QAbstractScrollArea::changeEvent(event);
    switch (event->type()) {
    case QEvent::FontChange:
    case QEvent::StyleChange:
    case QEvent::PaletteChange:
    case QEvent::LayoutDirectionChange:
    case QEvent::LocaleChange:
        relayout();
        viewport()->update();
        break;
    default:
        break;
    }
}

} // namespace genrelens
