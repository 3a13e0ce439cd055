#include "widgets/plots/bar_chart.h"

#include "widgets/plots/text.h"

#include <QContextMenuEvent>
#include <QMouseEvent>
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
    BarScale scale;
    for (const Bar &bar : bars) {
        scale.total += bar.count;
        scale.largest = std::max(scale.largest, bar.count);
    }
    setBars(std::move(bars), scale);
}

void BarChart::setBars(std::vector<Bar> bars, const BarScale &scale)
{
    if (bars == m_bars && scale == m_scale)
        return;
    const int current = m_current < 0 ? -1 : m_bars[static_cast<std::size_t>(m_current)].id;
    const QString name = m_current < 0 ? QString() : m_bars[static_cast<std::size_t>(m_current)].name;
    m_bars = std::move(bars);
    m_scale = scale;
    const auto same = std::find_if(m_bars.begin(), m_bars.end(), [&](const Bar &bar) {
        return m_current >= 0 && bar.id == current && bar.name == name;
    });
    m_current = same == m_bars.end() ? -1 : static_cast<int>(same - m_bars.begin());
    m_needs.reset();
    m_hovered = -1;
    m_pressed = -1;
    relayout();
    viewport()->update();
}

void BarChart::setZoom(double zoom)
{
    const double clamped = std::clamp(zoom, smallestZoom, largestZoom);
    if (clamped == m_zoom && !m_fitted)
        return;
    const double before = windowLayout().rowHeight;
    const double middle = (verticalScrollBar()->value() + viewport()->height() / 2.0) / before;
    setFitted(false);
    m_zoom = clamped;
    relayout();
    verticalScrollBar()->setValue(
        static_cast<int>(std::lround(middle * windowLayout().rowHeight - viewport()->height() / 2.0)));
    viewport()->update();
}

void BarChart::setFitted(bool fitted)
{
    if (fitted == m_fitted)
        return;
    m_fitted = fitted;
    m_zoom = 1;
    relayout();
    viewport()->update();
    emit fittedChanged(fitted);
}

void BarChart::setCurrentBar(int index, bool outlined)
{
    m_current = index >= 0 && index < static_cast<int>(m_bars.size()) ? index : -1;
    m_currentOutlined = outlined;
    if (m_current >= 0)
        scrollTo(m_current);
    viewport()->update();
}

void BarChart::scrollTo(int index)
{
    const QRectF row = windowLayout().row(index);
    QScrollBar *bar = verticalScrollBar();
    if (row.top() < 0)
        bar->setValue(bar->value() + static_cast<int>(std::floor(row.top())) - spacing::small);
    else if (row.bottom() > viewport()->height())
        bar->setValue(bar->value() + static_cast<int>(std::ceil(row.bottom())) - viewport()->height() +
                      spacing::small);
}

QString BarChart::barTooltip(int index) const
{
    const Bar &bar = m_bars.at(static_cast<std::size_t>(index));
    const double share =
        m_scale.total > 0 ? static_cast<double>(bar.count) / static_cast<double>(m_scale.total) : 0.0;
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

void BarChart::relayout()
{
    const BarLayout layout = windowLayout();
    const int height = static_cast<int>(std::ceil(layout.contentHeight())) + 2 * spacing::small;
    verticalScrollBar()->setPageStep(viewport()->height());
    verticalScrollBar()->setSingleStep(static_cast<int>(layout.rowHeight));
    verticalScrollBar()->setRange(0, isShrunk() ? 0 : std::max(0, height - viewport()->height()));
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
    if (m_pressed >= 0)
        setCurrentBar(m_pressed);
}

void BarChart::mouseReleaseEvent(QMouseEvent *event)
{
    const int pressed = std::exchange(m_pressed, -1);
    if (event->button() == Qt::LeftButton && pressed >= 0 &&
        windowLayout().rowAt(event->position()) == pressed)
        emit barClicked(pressed, event->modifiers());
}

// The bar that a key leads to, or -1 for other keys.
int BarChart::barForKey(int key) const
{
    const BarLayout layout = windowLayout();
    const int last = static_cast<int>(m_bars.size()) - 1;
    const int page = std::max(1, static_cast<int>(viewport()->height() / layout.rowHeight) - 1);
    // Without a current bar the first in sight is where one begins.
    const int seen = isShrunk() ? 0 : static_cast<int>((verticalScrollBar()->value() + 1) / layout.rowHeight);
    const auto from = [&](int step) { return std::clamp(m_current < 0 ? seen : m_current + step, 0, last); };
    switch (key) {
    case Qt::Key_Up:
        return from(-1);
    case Qt::Key_Down:
        return from(1);
    case Qt::Key_PageUp:
        return from(-page);
    case Qt::Key_PageDown:
        return from(page);
    case Qt::Key_Home:
        return 0;
    case Qt::Key_End:
        return last;
    default:
        return -1;
    }
}

void BarChart::keyPressEvent(QKeyEvent *event)
{
    const bool clicks =
        event->key() == Qt::Key_Space || event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
    if (event->matches(QKeySequence::ZoomIn))
        setZoom(m_zoom * 1.2);
    else if (event->matches(QKeySequence::ZoomOut))
        setZoom(m_zoom / 1.2);
    else if (clicks && m_current >= 0)
        emit barClicked(m_current, event->modifiers());
    else if (const int bar = isEmpty() ? -1 : barForKey(event->key()); bar >= 0)
        setCurrentBar(bar);
    else
        Plot::keyPressEvent(event);
}

void BarChart::contextMenuEvent(QContextMenuEvent *event)
{
    const bool byKey = event->reason() == QContextMenuEvent::Keyboard;
    const int bar = byKey ? m_current : windowLayout().rowAt(event->pos());
    if (bar < 0)
        return;
    const QPoint below = windowLayout().row(bar).bottomLeft().toPoint();
    emit barMenuRequested(bar, byKey ? viewport()->mapToGlobal(below) : event->globalPos());
}

void BarChart::focusInEvent(QFocusEvent *event)
{
    Plot::focusInEvent(event);
    viewport()->update();
}

void BarChart::focusOutEvent(QFocusEvent *event)
{
    Plot::focusOutEvent(event);
    viewport()->update();
}

void BarChart::changeEvent(QEvent *event)
{
    m_needs.reset(); // another font, direction or locale
    Plot::changeEvent(event);
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
