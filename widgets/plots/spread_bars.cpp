#include "widgets/plots/spread_bars.h"

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
constexpr int single = Qt::AlignVCenter | Qt::AlignAbsolute | Qt::TextSingleLine | Qt::TextDontClip;

} // namespace

/// Where the parts are.
struct SpreadBars::Layout {
    QRectF plot; ///< of the bars alone
    double nameLeft = 0;
    double nameWidth = 0;
    double textLeft = 0;
    double row = naturalRow;
    double line = 0;
    std::size_t shown = 0;
    double low = 0; ///< the values at the plot's sides
    double high = 1;

    [[nodiscard]] double x(double value) const
    {
        return plot.left() + (value - low) / (high - low) * plot.width();
    }
};

SpreadBars::SpreadBars(QWidget *parent) : Plot(parent)
{
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    viewport()->setMouseTracking(true);
}

void SpreadBars::setBars(std::vector<SpreadBar> bars, const QString &axisTitle)
{
    m_bars = std::move(bars);
    m_axisTitle = axisTitle;
    relayout();
    viewport()->update();
}

QSize SpreadBars::naturalSize() const
{
    const double rows = naturalRow * static_cast<double>(m_bars.size()) + 2 * lineHeight(axisFont(font()));
    return {480, static_cast<int>(std::clamp(rows, 120.0, 4000.0))};
}

QRectF SpreadBars::windowArea() const
{
    const double height = viewport()->height() + verticalScrollBar()->maximum();
    return QRectF(0, -verticalScrollBar()->value(), viewport()->width(), height)
        .adjusted(spacing::medium, spacing::medium, -spacing::medium, -spacing::medium);
}

// Rows are no lower than a line of text.
void SpreadBars::relayout()
{
    const double line = lineHeight(axisFont(font()));
    const double needed = line * static_cast<double>(m_bars.size()) + line + gap + 2 * spacing::medium + 1;
    const int missing = static_cast<int>(std::ceil(needed)) - viewport()->height();
    verticalScrollBar()->setRange(0, m_bars.empty() ? 0 : std::max(0, missing));
    verticalScrollBar()->setSingleStep(static_cast<int>(line));
    verticalScrollBar()->setPageStep(viewport()->height());
}

SpreadBars::Layout SpreadBars::layoutIn(const QRectF &area) const
{
    const QFont small = axisFont(font());
    Layout layout;
    layout.line = lineHeight(small);
    double names = 0;
    double texts = 0;
    layout.high = 0;
    for (const SpreadBar &bar : m_bars) {
        names = std::max(names, textWidth(bar.name, small) + 1);
        texts = std::max(texts, textWidth(bar.text, small) + 1);
        layout.low = std::min(layout.low, bar.value - bar.spread);
        layout.high = std::max(layout.high, bar.value + bar.spread);
    }
    if (!(layout.high > layout.low))
        layout.high = layout.low + 1;
    layout.nameLeft = area.left();
    layout.nameWidth = std::min(names, 0.4 * area.width());
    layout.textLeft = area.right() - texts;
    const double top = area.top() + (m_axisTitle.isEmpty() ? 0.0 : layout.line + gap);
    const double left = layout.nameLeft + layout.nameWidth + gap;
    layout.plot =
        QRectF(left, top, std::max(1.0, layout.textLeft - gap - left), std::max(1.0, area.bottom() - top));
    const double room = layout.plot.height();
    const auto rows = static_cast<double>(m_bars.size());
    layout.row = std::clamp(room / std::max(rows, 1.0), layout.line, naturalRow * 1.5);
    const auto fits = static_cast<std::size_t>(std::floor(room / layout.row + 1e-6));
    layout.shown = m_bars.size() <= fits ? m_bars.size() : std::max<std::size_t>(fits, 1) - 1;
    return layout;
}

void SpreadBars::drawRow(QPainter &painter, const Layout &layout, std::size_t row, const Theme &theme) const
{
    const SpreadBar &bar = m_bars[row];
    const QRectF line(layout.plot.left(), layout.plot.top() + static_cast<double>(row) * layout.row,
                      layout.plot.width(), layout.row);
    painter.setPen(theme.text);
    painter.drawText(QRectF(layout.nameLeft, line.top(), layout.nameWidth, line.height()),
                     Qt::AlignRight | single, elided(bar.name, painter.font(), layout.nameWidth));
    const double inset = std::max(1.5, 0.18 * layout.row);
    const double from = layout.x(std::min(0.0, bar.value));
    const double to = layout.x(std::max(0.0, bar.value));
    painter.fillRect(QRectF(from, line.top() + inset, std::max(1.0, to - from), line.height() - 2 * inset),
                     faded(theme.accent, theme.base, 0.75));
    if (bar.spread > 0.0) {
        const double middle = line.center().y();
        painter.setPen(QPen(theme.text, 1.2));
        painter.drawLine(QPointF(layout.x(bar.value - bar.spread), middle),
                         QPointF(layout.x(bar.value + bar.spread), middle));
    }
    painter.setPen(theme.text);
    painter.drawText(QRectF(layout.textLeft, line.top(), 200, line.height()), Qt::AlignLeft | single,
                     bar.text);
}

void SpreadBars::draw(QPainter &painter, const QRectF &area, const Theme &theme) const
{
    if (isEmpty()) {
        drawEmptyText(painter, area, theme);
        return;
    }
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setFont(axisFont(font()));
    const Layout layout = layoutIn(area);
    painter.setPen(theme.quiet);
    painter.drawText(QRectF(area.left(), area.top(), area.width(), layout.line), Qt::AlignLeft | single,
                     elided(m_axisTitle, painter.font(), area.width()));
    for (std::size_t row = 0; row < layout.shown; ++row)
        drawRow(painter, layout, row, theme);
    painter.setPen(QPen(theme.line, 1));
    const double zero = layout.x(0.0);
    painter.drawLine(QPointF(zero, layout.plot.top()),
                     QPointF(zero, layout.plot.top() + static_cast<double>(layout.shown) * layout.row));
    if (layout.shown < m_bars.size()) {
        painter.setPen(theme.quiet);
        painter.drawText(
            QRectF(layout.nameLeft, layout.plot.top() + static_cast<double>(layout.shown) * layout.row,
                   layout.nameWidth, layout.row),
            Qt::AlignRight | single,
            QStringLiteral("+ %1").arg(formatCount(static_cast<qint64>(m_bars.size() - layout.shown))));
    }
    painter.restore();
}

void SpreadBars::paint(QPainter &painter, const Theme &theme)
{
    draw(painter, windowArea(), theme);
}

int SpreadBars::barAt(double y) const
{
    if (isEmpty())
        return -1;
    const Layout layout = layoutIn(windowArea());
    const double row = std::floor((y - layout.plot.top()) / layout.row);
    return row >= 0 && row < static_cast<double>(layout.shown) ? static_cast<int>(row) : -1;
}

void SpreadBars::mouseMoveEvent(QMouseEvent *event)
{
    const int bar = barAt(event->position().y());
    const auto row = static_cast<std::size_t>(std::max(bar, 0));
    showTip(event->globalPosition().toPoint(),
            bar < 0 ? QString() : tooltipText(m_bars[row].name, m_bars[row].tooltip));
}

} // namespace genrelens
