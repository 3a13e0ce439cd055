#include "widgets/plots/small_multiples.h"

#include "widgets/plots/palette.h"
#include "widgets/plots/text.h"

#include <QMouseEvent>
#include <QPainter>
#include <QScrollBar>

#include <algorithm>
#include <cmath>
#include <utility>

namespace genrelens
{

namespace
{

constexpr int single = Qt::TextSingleLine | Qt::TextDontClip | Qt::AlignAbsolute;
constexpr double widestName = 130;
constexpr double tight = 0.8; // of a line's height is ink

} // namespace

SmallMultiples::SmallMultiples(QWidget *parent) : Plot(parent)
{
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
}

void SmallMultiples::setSpec(MultiplesSpec spec)
{
    m_spec = std::move(spec);
    setTitle(m_spec.title);
    m_hovered.reset();
    m_low = m_high = 0;
    for (const MultiplesPanel &panel : m_spec.panels)
        for (const double value : panel.values)
            if (std::isfinite(value)) {
                m_low = std::min(m_low, value);
                m_high = std::max(m_high, value);
            }
    relayout();
    viewport()->update();
}

bool SmallMultiples::isEmpty() const
{
    return m_spec.panels.empty() || m_spec.names.isEmpty();
}

MultiplesLayout::Needs SmallMultiples::needs() const
{
    const QFont small = axisFont(font());
    MultiplesLayout::Needs needs;
    needs.panels = static_cast<int>(m_spec.panels.size());
    needs.bars = static_cast<int>(m_spec.names.size());
    needs.lineHeight = lineHeight(small);
    for (const QString &name : m_spec.names)
        needs.nameWidth = std::max(needs.nameWidth, textWidth(name, small));
    needs.nameWidth = std::min(needs.nameWidth, widestName) + spacing::medium;
    needs.low = m_low;
    needs.high = m_high;
    return needs;
}

QSize SmallMultiples::naturalSize() const
{
    const MultiplesLayout::Needs all = needs();
    return (MultiplesLayout::naturalSize(all) + QSizeF(0, all.lineHeight + spacing::small)).toSize();
}

// The first line is that of the scale's name; it does not scroll.
MultiplesLayout SmallMultiples::windowLayout() const
{
    MultiplesLayout::Needs all = needs();
    all.scroll = verticalScrollBar()->value();
    const QRectF area = QRectF(viewport()->rect()).adjusted(0, all.lineHeight + spacing::small, 0, 0);
    return MultiplesLayout::scrolling(area, all);
}

void SmallMultiples::relayout()
{
    const MultiplesLayout layout = windowLayout();
    const double beyond = isEmpty() ? 0 : layout.contentHeight - layout.area.height();
    verticalScrollBar()->setPageStep(static_cast<int>(layout.area.height()));
    verticalScrollBar()->setSingleStep(static_cast<int>(layout.panelHeight / 4) + 1);
    verticalScrollBar()->setRange(0, std::max(0, static_cast<int>(std::ceil(beyond))));
}

std::optional<MultiplesBar> SmallMultiples::barAt(const QPointF &position) const
{
    const MultiplesLayout layout = windowLayout();
    if (isEmpty() || !layout.area.contains(position))
        return std::nullopt;
    for (int panel = 0; panel < layout.needs.panels; ++panel) {
        const QRectF field = layout.field(panel);
        if (!field.contains(position) || layout.needs.bars == 0)
            continue;
        const double pitch = field.height() / layout.needs.bars;
        const int bar = static_cast<int>((position.y() - field.top()) / pitch);
        return MultiplesBar{panel, std::clamp(bar, 0, layout.needs.bars - 1)};
    }
    return std::nullopt;
}

QString SmallMultiples::barTooltip(MultiplesBar bar) const
{
    const MultiplesPanel &panel = m_spec.panels.at(static_cast<std::size_t>(bar.panel));
    const QString text = tr("%1 %2 standard deviations", "energy +0.62 standard deviations")
                             .arg(m_spec.names.value(bar.bar),
                                  formatSigned(panel.values.at(static_cast<std::size_t>(bar.bar))));
    const QString tip = m_spec.tips.value(bar.panel * static_cast<int>(m_spec.names.size()) + bar.bar);
    return tooltipText(panel.name, tip.isEmpty() ? text : text + QStringLiteral(", ") + tip);
}

void SmallMultiples::drawScaleTitle(QPainter &painter, const QRectF &area, const Theme &theme) const
{
    painter.setPen(theme.quiet);
    painter.drawText(area, Qt::AlignLeft | Qt::AlignVCenter | single,
                     elided(m_spec.scaleTitle, painter.font(), area.width()));
}

void SmallMultiples::drawPanel(QPainter &painter, const MultiplesLayout &layout, int index,
                               const Theme &theme) const
{
    const MultiplesPanel &panel = m_spec.panels[static_cast<std::size_t>(index)];
    const QRectF field = layout.field(index);
    const double line = layout.needs.lineHeight;
    const QFont plain = painter.font();
    painter.setPen(QPen(theme.line, 1));
    for (int i = 0; i < layout.ticks.count; ++i) {
        const double x = layout.x(index, layout.ticks.at(i));
        painter.drawLine(QPointF(x, field.top()), QPointF(x, field.bottom()));
    }
    painter.fillRect(QRectF(field.left(), field.top() - line + line * 0.2, 8, line * 0.6), panel.colour);
    painter.setPen(theme.text);
    painter.setFont(semiBoldFont(plain));
    painter.drawText(QRectF(field.left() + 12, field.top() - line, field.width() - 12, line),
                     Qt::AlignLeft | Qt::AlignVCenter | single,
                     elided(panel.name, painter.font(), field.width() - 12));
    painter.setFont(plain);
    for (std::size_t i = 0; i < panel.values.size(); ++i)
        if (std::isfinite(panel.values[i]))
            painter.fillRect(layout.bar(index, static_cast<int>(i), panel.values[i]), panel.colour);
    painter.setPen(QPen(faded(theme.quiet, theme.base, 0.8), 1));
    painter.drawLine(QPointF(layout.x(index, 0), field.top()), QPointF(layout.x(index, 0), field.bottom()));

    painter.setPen(theme.quiet);
    QRectF nought;
    for (const double value : {0.0, layout.ticks.first, layout.ticks.last()}) {
        const QString text = formatSigned(value);
        const double width = textWidth(text, plain);
        // The outer numbers end with the field, so that they meet none of the next panel's.
        const double left = std::clamp(layout.x(index, value) - width / 2, field.left(),
                                       std::max(field.left(), field.right() - width));
        const QRectF place(left, field.bottom() + 1, width, line);
        if (value != 0.0 && place.adjusted(-4, 0, 4, 0).intersects(nought))
            continue;
        if (value == 0.0)
            nought = place;
        painter.drawText(place, Qt::AlignCenter | single, text);
    }
    if (!layout.isFirstInRow(index))
        return;
    const double pitch = field.height() / std::max(1, layout.needs.bars);
    const int step = std::max(1, static_cast<int>(std::ceil(tight * line / pitch)));
    for (int bar = 0; bar < layout.needs.bars; bar += step)
        painter.drawText(layout.name(index, bar), Qt::AlignRight | Qt::AlignVCenter | single,
                         elided(m_spec.names[bar], plain, layout.name(index, bar).width()));
}

void SmallMultiples::draw(QPainter &painter, const QRectF &area, const Theme &theme) const
{
    if (isEmpty()) {
        drawEmptyText(painter, area, theme);
        return;
    }
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setFont(axisFont(font()));
    const MultiplesLayout::Needs all = needs();
    const MultiplesLayout layout =
        MultiplesLayout::fitted(area.adjusted(0, all.lineHeight + spacing::small, 0, 0), all);
    drawScaleTitle(painter, {area.left(), area.top(), area.width(), all.lineHeight}, theme);
    for (int i = 0; i < all.panels; ++i)
        drawPanel(painter, layout, i, theme);
    painter.restore();
}

void SmallMultiples::paint(QPainter &painter, const Theme &theme)
{
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setFont(axisFont(font()));
    const MultiplesLayout layout = windowLayout();
    drawScaleTitle(painter, {0, 0, layout.area.width(), layout.needs.lineHeight}, theme);
    painter.setClipRect(layout.area);
    for (int i = 0; i < layout.needs.panels; ++i)
        if (layout.panel(i).intersects(layout.area))
            drawPanel(painter, layout, i, theme);
    if (!m_hovered)
        return;
    QColor mark = theme.accent;
    mark.setAlphaF(0.15F);
    painter.fillRect(layout.barRow(m_hovered->panel, m_hovered->bar), mark);
}

void SmallMultiples::setHovered(std::optional<MultiplesBar> bar)
{
    if (bar == m_hovered)
        return;
    m_hovered = bar;
    viewport()->update();
}

void SmallMultiples::mouseMoveEvent(QMouseEvent *event)
{
    const std::optional<MultiplesBar> bar = barAt(event->position());
    if (bar || m_hovered)
        showTip(event->globalPosition().toPoint(), bar ? barTooltip(*bar) : QString());
    setHovered(bar);
}

bool SmallMultiples::viewportEvent(QEvent *event)
{
    if (event->type() == QEvent::Leave)
        setHovered(std::nullopt);
    return Plot::viewportEvent(event);
}

} // namespace genrelens
