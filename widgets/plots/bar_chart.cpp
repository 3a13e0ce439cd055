#include "widgets/plots/bar_chart.h"

#include "widgets/plots/palette.h"
#include "widgets/plots/text.h"

#include <QMouseEvent>
#include <QPainter>
#include <QScrollBar>
#include <QWheelEvent>

#include <algorithm>
#include <cmath>
#include <utility>

namespace genrelens
{

namespace
{

constexpr double smallestZoom = 0.6;
constexpr double largestZoom = 2.5;
constexpr int rowsInAColumn = 30;

QString tracks(qint64 count)
{
    return count == 1 ? BarChart::tr("1 track") : BarChart::tr("%1 tracks").arg(formatCount(count));
}

} // namespace

BarChart::BarChart(QWidget *parent) : Plot(parent)
{
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
}

void BarChart::setBars(std::vector<Bar> bars)
{
    if (bars == m_bars)
        return;
    if (bars.size() != m_bars.size())
        m_zoom = 1; // other classes
    m_bars = std::move(bars);
    m_total = 0;
    m_largest = 0;
    for (const Bar &bar : m_bars) {
        m_total += bar.count;
        m_largest = std::max(m_largest, bar.count);
    }
    m_hovered = -1;
    m_pressed = -1;
    relayout();
    viewport()->update();
}

void BarChart::setZoom(double zoom)
{
    const double clamped = std::clamp(zoom, smallestZoom, largestZoom);
    if (clamped == m_zoom)
        return;
    const double before = windowLayout().rowHeight;
    const double middle = (verticalScrollBar()->value() + viewport()->height() / 2.0) / before;
    m_zoom = clamped;
    relayout();
    verticalScrollBar()->setValue(
        static_cast<int>(std::lround(middle * windowLayout().rowHeight - viewport()->height() / 2.0)));
    viewport()->update();
}

QString BarChart::barTooltip(int index) const
{
    const Bar &bar = m_bars.at(static_cast<std::size_t>(index));
    const double share = m_total > 0 ? static_cast<double>(bar.count) / static_cast<double>(m_total) : 0.0;
    QString detail =
        tr("%1 (%2 of all)", "tracks and their share").arg(tracks(bar.count), formatShare(share));
    if (bar.selected >= 0) {
        const double part =
            bar.count > 0 ? static_cast<double>(bar.selected) / static_cast<double>(bar.count) : 0.0;
        detail += u'\n' + tr("%1 selected (%2)").arg(formatCount(bar.selected), formatShare(part));
    }
    if (!bar.tooltip.isEmpty())
        detail += u'\n' + bar.tooltip;
    return tooltipText(bar.name, detail);
}

double BarChart::naturalRowHeight() const
{
    return std::max(20.0, lineHeight(font()) + 4);
}

BarLayout::Needs BarChart::needs() const
{
    BarLayout::Needs needs;
    needs.count = static_cast<int>(m_bars.size());
    needs.rowHeight = naturalRowHeight();
    needs.mirrored = layoutDirection() == Qt::RightToLeft;
    for (const Bar &bar : m_bars) {
        needs.nameWidth = std::max(needs.nameWidth, textWidth(bar.name, font()) + 1);
        needs.valueWidth = std::max(needs.valueWidth, textWidth(formatCount(bar.count), font()) + 1);
    }
    return needs;
}

BarLayout BarChart::windowLayout() const
{
    BarLayout::Needs need = needs();
    const double textZoom = std::max(1.0, m_zoom);
    need.rowHeight = std::round(need.rowHeight * m_zoom);
    need.nameWidth *= textZoom;
    need.valueWidth *= textZoom;
    const QRectF area = QRectF(viewport()->rect()).adjusted(spacing::medium, 0, -spacing::medium, 0);
    const double scroll = verticalScrollBar()->value() - spacing::small;
    return BarLayout::make(area, need, 1, scroll);
}

QSize BarChart::naturalSize() const
{
    const BarLayout::Needs need = needs();
    const int columns = std::max(1, (need.count + rowsInAColumn - 1) / rowsInAColumn);
    const int rows = (need.count + columns - 1) / columns;
    const double column = std::max(columns > 1 ? 260.0 : 420.0, need.nameWidth + need.valueWidth + 150);
    return QSizeF(columns * (column + 28), std::max(rows, 1) * need.rowHeight).toSize();
}

double BarChart::shareOf(qint64 count) const
{
    return m_largest > 0 ? static_cast<double>(count) / static_cast<double>(m_largest) : 0.0;
}

void BarChart::drawRow(QPainter &painter, const BarLayout &layout, int index, bool labelled,
                       const Theme &theme) const
{
    const Bar &bar = m_bars[static_cast<std::size_t>(index)];
    const double share = shareOf(bar.count);
    const bool split = bar.selected >= 0;
    const QRectF whole = layout.bar(index, share);
    painter.fillRect(whole, split ? faded(bar.colour, theme.base, 0.35) : bar.colour);
    if (split && bar.selected > 0) {
        QRectF part = layout.bar(index, shareOf(std::min(bar.selected, bar.count)));
        if (part.width() < 1) { // a single selected track is seen too
            part.setWidth(1);
            part.moveRight(layout.mirrored ? whole.right() : part.right());
        }
        painter.fillRect(part, bar.colour);
    }
    if (!labelled)
        return;
    const Qt::Alignment outer = Qt::AlignVCenter | Qt::AlignAbsolute;
    const double room =
        std::max(layout.rowHeight, lineHeight(painter.font())); // shrunken rows, whole letters
    const auto line = [room](QRectF rect) {
        rect.setTop(rect.center().y() - room / 2);
        rect.setHeight(room);
        return rect;
    };
    const QRectF nameRect = line(layout.name(index));
    painter.setPen(theme.text);
    painter.drawText(nameRect,
                     outer | (layout.mirrored ? Qt::AlignRight : Qt::AlignLeft) | Qt::TextSingleLine,
                     elided(bar.name, painter.font(), nameRect.width()));
    painter.setPen(theme.quiet);
    painter.drawText(line(layout.value(index, share)),
                     outer | (layout.mirrored ? Qt::AlignRight : Qt::AlignLeft) | Qt::TextSingleLine |
                         Qt::TextDontClip,
                     formatCount(bar.count));
}

void BarChart::draw(QPainter &painter, const QRectF &area, const Theme &theme) const
{
    if (isEmpty()) {
        drawEmptyText(painter, area, theme);
        return;
    }
    const BarLayout layout = BarLayout::fitted(area, needs());
    const QFont rowFont = scaledFont(font(), layout.textZoom);
    painter.setFont(rowFont);
    const int step = std::max(1, static_cast<int>(std::ceil(0.85 * lineHeight(rowFont) / layout.rowHeight)));
    for (int i = 0; i < layout.count; ++i)
        drawRow(painter, layout, i, (i % layout.rowsPerColumn) % step == 0, theme);
}

void BarChart::paint(QPainter &painter, const Theme &theme)
{
    const BarLayout layout = windowLayout();
    painter.setFont(scaledFont(font(), m_zoom));
    const int first = std::max(0, static_cast<int>(layout.scroll / layout.rowHeight));
    for (int i = first; i < layout.count && layout.row(i).top() < viewport()->height(); ++i) {
        if (i == m_hovered)
            painter.fillRect(QRectF(viewport()->rect()).intersected(layout.row(i).adjusted(-8, 0, 8, 0)),
                             faded(theme.accent, theme.base, 0.12));
        drawRow(painter, layout, i, true, theme);
    }
}

void BarChart::relayout()
{
    const BarLayout layout = windowLayout();
    const int height = static_cast<int>(std::ceil(layout.contentHeight())) + 2 * spacing::small;
    verticalScrollBar()->setPageStep(viewport()->height());
    verticalScrollBar()->setSingleStep(static_cast<int>(layout.rowHeight));
    verticalScrollBar()->setRange(0, std::max(0, height - viewport()->height()));
}

void BarChart::setHovered(int index)
{
    if (index == m_hovered)
        return;
    m_hovered = index;
    viewport()->setCursor(index >= 0 ? Qt::PointingHandCursor : Qt::ArrowCursor);
    viewport()->update();
}

void BarChart::mouseMoveEvent(QMouseEvent *event)
{
    const int index = windowLayout().rowAt(event->position());
    if (index != m_hovered || index >= 0)
        showTip(event->globalPosition().toPoint(), index >= 0 ? barTooltip(index) : QString());
    setHovered(index);
}

void BarChart::mousePressEvent(QMouseEvent *event)
{
    m_pressed = event->button() == Qt::LeftButton ? windowLayout().rowAt(event->position()) : -1;
}

void BarChart::mouseReleaseEvent(QMouseEvent *event)
{
    const int pressed = std::exchange(m_pressed, -1);
    if (event->button() == Qt::LeftButton && pressed >= 0 &&
        windowLayout().rowAt(event->position()) == pressed)
        emit barClicked(pressed, event->modifiers());
}

void BarChart::keyPressEvent(QKeyEvent *event)
{
    QScrollBar *bar = verticalScrollBar();
    if (event->key() == Qt::Key_Home)
        bar->setValue(bar->minimum());
    else if (event->key() == Qt::Key_End)
        bar->setValue(bar->maximum());
    else if (event->matches(QKeySequence::ZoomIn))
        setZoom(m_zoom * 1.2);
    else if (event->matches(QKeySequence::ZoomOut))
        setZoom(m_zoom / 1.2);
    else
        Plot::keyPressEvent(event);
}

void BarChart::wheelEvent(QWheelEvent *event)
{
    if (!(event->modifiers() & Qt::ControlModifier)) {
        Plot::wheelEvent(event);
        return;
    }
    setZoom(m_zoom * std::pow(1.15, event->angleDelta().y() / 120.0));
    event->accept();
}

bool BarChart::viewportEvent(QEvent *event)
{
    if (event->type() == QEvent::Leave)
        setHovered(-1);
    return Plot::viewportEvent(event);
}

void BarChart::scrollContentsBy(int, int)
{
    setHovered(-1);
    viewport()->update();
}

} // namespace genrelens
