#include "widgets/plots/sweep_plot.h"

#include "widgets/plots/text.h"

#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

namespace genrelens
{

namespace
{

constexpr double unknown = std::numeric_limits<double>::quiet_NaN();
constexpr int digits = 4;

double at(const std::vector<double> &values, int index)
{
    return index >= 0 && index < static_cast<int>(values.size()) ? values[static_cast<std::size_t>(index)]
                                                                 : unknown;
}

// Of all that is drawn.
SweepLayout::Range rangeOf(const SweepPanel &panel)
{
    SweepLayout::Range range{unknown, unknown};
    const auto take = [&range](double value) {
        if (!std::isfinite(value))
            return;
        range.low = std::isnan(range.low) ? value : std::min(range.low, value);
        range.high = std::isnan(range.high) ? value : std::max(range.high, value);
    };
    for (int i = 0; i < static_cast<int>(panel.values.size()); ++i) {
        const double spread = at(panel.spread, i);
        take(at(panel.values, i));
        take(at(panel.values, i) - spread);
        take(std::min(panel.most, at(panel.values, i) + spread));
        take(at(panel.expected, i) * panel.expectedScale);
    }
    return range;
}

} // namespace

SweepPlot::SweepPlot(QWidget *parent) : Plot(parent)
{
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
}

void SweepPlot::setSpec(SweepSpec spec)
{
    m_spec = std::move(spec);
    setTitle(m_spec.title);
    if (m_cursor < m_spec.first || m_cursor > m_spec.last)
        setCursorK(0);
    relayout();
    viewport()->update();
}

void SweepPlot::setShown(std::optional<SweepMeasure> one)
{
    m_shown = one;
    viewport()->update();
}

void SweepPlot::setAlone(SweepMeasure one)
{
    m_alone = one;
    viewport()->update();
}

// All, when there is no such panel.
std::vector<int> SweepPlot::panelsOf(std::optional<SweepMeasure> one) const
{
    std::vector<int> all;
    for (std::size_t i = 0; i < m_spec.panels.size(); ++i) {
        if (one == m_spec.panels[i].measure)
            return {static_cast<int>(i)};
        all.push_back(static_cast<int>(i));
    }
    return all;
}

QRectF SweepPlot::windowArea() const
{
    return QRectF(viewport()->rect()).adjusted(spacing::small, spacing::small, -spacing::small, 0);
}

bool SweepPlot::hasRoomForAll() const
{
    return SweepLayout::fits(windowArea().size(), static_cast<int>(m_spec.panels.size()), axisFont(font()));
}

std::vector<int> SweepPlot::windowPanels() const
{
    if (m_shown || hasRoomForAll())
        return panelsOf(m_shown);
    return {panelsOf(m_alone).front()}; // without any there would be room
}

SweepLayout SweepPlot::layoutOf(const QRectF &area, const std::vector<int> &panels) const
{
    SweepLayout::Needs needs;
    for (const int panel : panels)
        needs.panels.push_back(rangeOf(m_spec.panels[static_cast<std::size_t>(panel)]));
    needs.first = m_spec.first;
    needs.last = m_spec.last;
    needs.font = axisFont(font());
    return SweepLayout::make(area, needs);
}

SweepLayout SweepPlot::windowLayout() const
{
    return layoutOf(windowArea(), windowPanels());
}

QSize SweepPlot::naturalSize() const
{
    const int panels = static_cast<int>(panelsOf(m_shown).size());
    return SweepLayout::naturalSize(panels, axisFont(font())).toSize();
}

QString SweepPlot::readout(int panel, int k) const
{
    const SweepPanel &of = m_spec.panels.at(static_cast<std::size_t>(panel));
    const int index = k - m_spec.first;
    QString text = formatValue(at(of.values, index), digits);
    if (const double spread = at(of.spread, index); std::isfinite(spread) && spread > 0.0)
        text = tr("%1 ± %2").arg(text, formatValue(spread, 2));
    if (const double expected = at(of.expected, index); std::isfinite(expected))
        text = tr("%1 (%2 expected)").arg(text, formatValue(expected, digits));
    return tr("k = %1: %2").arg(formatCount(k), text);
}

QString SweepPlot::readoutOfAll(int k) const
{
    QStringList lines;
    for (std::size_t i = 0; i < m_spec.panels.size(); ++i)
        lines.append(QStringLiteral("%1, %2").arg(m_spec.panels[i].title, readout(static_cast<int>(i), k)));
    return lines.join(u'\n');
}

void SweepPlot::draw(QPainter &painter, const QRectF &area, const Theme &theme) const
{
    if (isEmpty()) {
        drawEmptyText(painter, area, theme);
        return;
    }
    painter.save();
    const std::vector<int> panels = panelsOf(m_shown);
    drawPanels(painter, layoutOf(area, panels), panels, 0, theme);
    painter.restore();
}

void SweepPlot::paint(QPainter &painter, const Theme &theme)
{
    drawPanels(painter, windowLayout(), windowPanels(), m_cursor, theme);
}

void SweepPlot::relayout()
{
    if (hasRoomForAll() == m_hadRoom)
        return;
    m_hadRoom = !m_hadRoom;
    emit roomChanged();
}

// 0 beside the panels.
int SweepPlot::kAt(const QPointF &position) const
{
    const std::optional<SweepLayout::Place> place = windowLayout().placeAt(position);
    return place.value_or(SweepLayout::Place{0, 0}).k;
}

void SweepPlot::setCursorK(int k)
{
    if (k == m_cursor)
        return;
    m_cursor = k;
    setAccessibleDescription(k > 0 ? readoutOfAll(k) : QString());
    viewport()->setCursor(k > 0 ? Qt::PointingHandCursor : Qt::ArrowCursor);
    viewport()->update();
}

// One cluster is no grouping.
void SweepPlot::choose(int k)
{
    if (k >= 2)
        emit kChosen(k);
}

void SweepPlot::mouseMoveEvent(QMouseEvent *event)
{
    setCursorK(kAt(event->position()));
    // Panels that are seen read their figures out themselves.
    const bool some = windowPanels().size() < m_spec.panels.size();
    showTip(event->globalPosition().toPoint(),
            m_cursor > 0 && some ? plainTooltip(readoutOfAll(m_cursor)) : QString());
}

void SweepPlot::mousePressEvent(QMouseEvent *event)
{
    if (event->button() == Qt::LeftButton)
        choose(kAt(event->position()));
}

void SweepPlot::keyPressEvent(QKeyEvent *event)
{
    const bool inside = m_spec.current >= m_spec.first && m_spec.current <= m_spec.last;
    const int from = m_cursor > 0 ? m_cursor : inside ? m_spec.current : m_spec.first;
    int next = from;
    switch (event->key()) {
    case Qt::Key_Left:
        next = from - 1;
        break;
    case Qt::Key_Right:
        next = from + 1;
        break;
    case Qt::Key_Home:
        next = m_spec.first;
        break;
    case Qt::Key_End:
        next = m_spec.last;
        break;
    case Qt::Key_Return:
    case Qt::Key_Enter:
    case Qt::Key_Space:
        if (m_cursor > 0)
            choose(m_cursor);
        return;
    default:
        Plot::keyPressEvent(event);
        return;
    }
    if (!isEmpty())
        setCursorK(std::clamp(next, m_spec.first, m_spec.last));
}

void SweepPlot::focusOutEvent(QFocusEvent *event)
{
    Plot::focusOutEvent(event);
    setCursorK(0);
}

bool SweepPlot::viewportEvent(QEvent *event)
{
    if (event->type() == QEvent::Leave)
        setCursorK(0);
    return Plot::viewportEvent(event);
}

} // namespace genrelens
