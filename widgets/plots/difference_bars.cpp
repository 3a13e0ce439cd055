#include "widgets/plots/difference_bars.h"

#include "widgets/plots/axis_ticks.h"
#include "widgets/plots/palette.h"
#include "widgets/plots/text.h"

#include <QMouseEvent>
#include <QPainter>
#include <QScrollBar>

#include <algorithm>
#include <cmath>

namespace genrelens
{

namespace
{

constexpr double naturalRow = 22;
constexpr double gap = 8;
constexpr double strength = 1.0;    // of the colours
constexpr double leastPlot = 60;    // pixels for the bars, before texts beside them are left out
constexpr double roomyPlot = 140;   // the same for the means
constexpr double tickDistance = 48; // pixels, at least
constexpr int single = Qt::AlignVCenter | Qt::AlignAbsolute | Qt::TextSingleLine | Qt::TextDontClip;

// At least one to either side of 0.
Ticks symmetricTicks(double limit, int most)
{
    Ticks right;
    for (int ticks = std::max(most, 1) + 1; right.count < 2; ++ticks)
        right = ticksWithin(0.0, limit, ticks);
    return {-right.last(), right.step, 2 * right.count - 1};
}

} // namespace

/// Where the parts are: names, bars, values, means of both, from left to right; the axis above.
struct DifferenceBars::Layout {
    QRectF area;
    QRectF plot; ///< of the bars alone
    double nameWidth = 0;
    double valueWidth = 0; ///< 0: left out
    double ownWidth = 0;   ///< likewise, and otherWidth
    double otherWidth = 0;
    double row = naturalRow;
    double line = 0;
    double scroll = 0;
    std::size_t shown = 0;
    double limit = 1; ///< the values at the plot's sides are this and its negative
    Ticks ticks;

    [[nodiscard]] double x(double value) const
    {
        return plot.center().x() + value / limit * plot.width() / 2;
    }
    [[nodiscard]] QRectF rowAt(std::size_t index) const
    {
        return {area.left(), plot.top() + static_cast<double>(index) * row - scroll, area.width(), row};
    }
};

DifferenceBars::DifferenceBars(QWidget *parent) : Plot(parent)
{
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
}

void DifferenceBars::setSpec(DifferenceSpec spec)
{
    if (spec == m_spec)
        return;
    m_spec = std::move(spec);
    relayout();
    viewport()->update();
}

QSize DifferenceBars::naturalSize() const
{
    const double rows =
        naturalRow * static_cast<double>(m_spec.bars.size()) + 3 * lineHeight(axisFont(font()));
    return {640, static_cast<int>(std::clamp(rows, 120.0, 4000.0))};
}

DifferenceBars::Layout DifferenceBars::layoutIn(const QRectF &area) const
{
    const QFont small = axisFont(font());
    Layout layout;
    layout.area = area;
    layout.line = lineHeight(small);
    double names = 0;
    double largest = 0;
    layout.ownWidth = textWidth(m_spec.ownTitle, small);
    layout.otherWidth = textWidth(m_spec.otherTitle, small);
    for (const DifferenceBar &bar : m_spec.bars) {
        names = std::max(names, textWidth(bar.name, small) + 1);
        layout.valueWidth =
            std::max(layout.valueWidth, textWidth(formatSignedDecimals(bar.value), small) + 1);
        layout.ownWidth = std::max(layout.ownWidth, textWidth(bar.own, small) + 1);
        layout.otherWidth = std::max(layout.otherWidth, textWidth(bar.other, small) + 1);
        largest = std::max(largest, std::abs(bar.value));
    }
    layout.nameWidth = std::min(names, 0.4 * area.width());
    double room = area.width() - layout.nameWidth - gap;
    const double means = layout.ownWidth + layout.otherWidth + 4 * gap;
    if (room - layout.valueWidth - gap - means < roomyPlot)
        layout.ownWidth = layout.otherWidth = 0;
    else
        room -= means;
    if (room - layout.valueWidth - gap < leastPlot)
        layout.valueWidth = 0;
    else
        room -= layout.valueWidth + gap;
    const double top = area.top() + 2 * layout.line + spacing::small; // what the axis is, and its numbers
    layout.plot = {area.left() + layout.nameWidth + gap, top, std::max(1.0, room),
                   std::max(1.0, area.bottom() - top)};
    layout.limit = largest > 0 ? largest * 1.02 : 1.0;
    layout.ticks = symmetricTicks(layout.limit, static_cast<int>(layout.plot.width() / 2 / tickDistance));
    const auto rows = static_cast<double>(m_spec.bars.size());
    layout.row = std::clamp(layout.plot.height() / std::max(rows, 1.0), layout.line, naturalRow * 1.5);
    const auto fits = static_cast<std::size_t>(std::floor(layout.plot.height() / layout.row + 1e-6));
    layout.shown = m_spec.bars.size() <= fits ? m_spec.bars.size() : std::max<std::size_t>(fits, 1) - 1;
    return layout;
}

DifferenceBars::Layout DifferenceBars::windowLayout() const
{
    Layout layout =
        layoutIn(QRectF(viewport()->rect())
                     .adjusted(spacing::small, spacing::small, -spacing::medium, -spacing::small));
    layout.shown = m_spec.bars.size(); // they scroll
    layout.scroll = verticalScrollBar()->value();
    return layout;
}

void DifferenceBars::relayout()
{
    const Layout layout = windowLayout();
    const double rows = layout.row * static_cast<double>(m_spec.bars.size());
    verticalScrollBar()->setRange(0, std::max(0, static_cast<int>(std::ceil(rows - layout.plot.height()))));
    verticalScrollBar()->setSingleStep(static_cast<int>(layout.row));
    verticalScrollBar()->setPageStep(static_cast<int>(layout.plot.height()));
}

void DifferenceBars::drawRow(QPainter &painter, const Layout &layout, std::size_t row,
                             const Theme &theme) const
{
    const DifferenceBar &bar = m_spec.bars[row];
    const QRectF line = layout.rowAt(row);
    const auto text = [&](double left, double width, int side, const QString &what) {
        painter.drawText(QRectF(left, line.top(), width, line.height()), side | single, what);
    };
    painter.setPen(theme.text);
    text(line.left(), layout.nameWidth, Qt::AlignRight, elided(bar.name, painter.font(), layout.nameWidth));
    const double inset = std::max(1.5, 0.18 * layout.row);
    const double end = layout.x(bar.value);
    const double zero = layout.x(0.0);
    painter.fillRect(
        QRectF(std::min(zero, end), line.top() + inset, std::abs(end - zero), line.height() - 2 * inset),
        signedColour(bar.value < 0 ? -strength : strength, theme));
    double left = layout.plot.right() + gap;
    if (layout.valueWidth > 0) {
        text(left, layout.valueWidth, Qt::AlignRight, formatSignedDecimals(bar.value));
        left += layout.valueWidth + gap;
    }
    if (layout.ownWidth > 0) {
        left += gap;
        text(left, layout.ownWidth, Qt::AlignRight, bar.own);
        painter.setPen(theme.quiet);
        text(left + layout.ownWidth + 2 * gap, layout.otherWidth, Qt::AlignRight, bar.other);
    }
}

void DifferenceBars::drawAxis(QPainter &painter, const Layout &layout, const Theme &theme) const
{
    const double top = layout.area.top();
    const bool means = layout.ownWidth > 0;
    const double right = layout.plot.right() + (layout.valueWidth > 0 ? gap + layout.valueWidth : 0.0);
    painter.setPen(theme.quiet);
    const double titleWidth = (means ? right : layout.area.right()) - layout.area.left();
    painter.drawText(QRectF(layout.area.left(), top, titleWidth, layout.line), Qt::AlignRight | single,
                     elided(m_spec.axisTitle, painter.font(), titleWidth));
    const double numbers = top + layout.line;
    for (int i = 0; i < layout.ticks.count; ++i) {
        const double value = std::abs(layout.ticks.at(i)) < 1e-9 ? 0.0 : layout.ticks.at(i);
        const QString text = formatSigned(value);
        const double width = textWidth(text, painter.font()) + 1;
        painter.drawText(QRectF(layout.x(value) - width / 2, numbers, width, layout.line),
                         Qt::AlignCenter | Qt::TextSingleLine | Qt::TextDontClip, text);
    }
    if (!means)
        return;
    const double own = right + 2 * gap;
    painter.drawText(QRectF(own, numbers, layout.ownWidth, layout.line), Qt::AlignRight | single,
                     m_spec.ownTitle);
    painter.drawText(QRectF(own + layout.ownWidth + 2 * gap, numbers, layout.otherWidth, layout.line),
                     Qt::AlignRight | single, m_spec.otherTitle);
}

void DifferenceBars::drawAll(QPainter &painter, const Layout &layout, const Theme &theme) const
{
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setFont(axisFont(font()));
    drawAxis(painter, layout, theme);
    painter.setClipRect(QRectF(layout.area.left() - 1, layout.plot.top(), layout.area.width() + 2,
                               layout.plot.height() + spacing::small),
                        Qt::IntersectClip);
    const double bottom = std::min(layout.plot.bottom(), layout.rowAt(layout.shown).top());
    for (int i = 0; i < layout.ticks.count; ++i) {
        const double x = layout.x(layout.ticks.at(i));
        painter.setPen(
            QPen(faded(theme.line, theme.base, std::abs(layout.ticks.at(i)) < 1e-9 ? 1.0 : 0.5), 1));
        painter.drawLine(QPointF(x, layout.plot.top()), QPointF(x, bottom));
    }
    for (std::size_t row = 0; row < layout.shown; ++row)
        if (layout.rowAt(row).bottom() > layout.plot.top() && layout.rowAt(row).top() < layout.plot.bottom())
            drawRow(painter, layout, row, theme);
    if (layout.shown < m_spec.bars.size()) {
        const QRectF line = layout.rowAt(layout.shown);
        painter.setPen(theme.quiet);
        painter.drawText(
            QRectF(line.left(), line.top(), layout.nameWidth, line.height()), Qt::AlignRight | single,
            QStringLiteral("+ %1").arg(formatCount(static_cast<qint64>(m_spec.bars.size() - layout.shown))));
    }
    painter.restore();
}

void DifferenceBars::draw(QPainter &painter, const QRectF &area, const Theme &theme) const
{
    if (isEmpty())
        drawEmptyText(painter, area, theme);
    else
        drawAll(painter, layoutIn(area), theme);
}

void DifferenceBars::paint(QPainter &painter, const Theme &theme)
{
    drawAll(painter, windowLayout(), theme);
}

int DifferenceBars::barAt(double y) const
{
    if (isEmpty())
        return -1;
    const Layout layout = windowLayout();
    const double row = std::floor((y - layout.plot.top() + layout.scroll) / layout.row);
    return y >= layout.plot.top() && row < static_cast<double>(layout.shown) ? static_cast<int>(row) : -1;
}

void DifferenceBars::mouseMoveEvent(QMouseEvent *event)
{
    const int bar = barAt(event->position().y());
    const auto row = static_cast<std::size_t>(std::max(bar, 0));
    showTip(event->globalPosition().toPoint(),
            bar < 0 ? QString() : tooltipText(m_spec.bars[row].name, m_spec.bars[row].tooltip));
}

} // namespace genrelens
