#include "widgets/plots/palette.h"
#include "widgets/plots/stacked_bars.h"
#include "widgets/plots/text.h"

#include <QPainter>

#include <algorithm>
#include <cmath>
#include <vector>

namespace genrelens
{

namespace
{

constexpr double gap = 8;
constexpr double swatch = 10;
constexpr double widestSeam = 12; // parts narrower than this stand without a seam between them
constexpr double narrowestPart = 0.3;
constexpr int single = Qt::AlignVCenter | Qt::AlignAbsolute | Qt::TextSingleLine | Qt::TextDontClip;

QLineF whiskerLine(const StackedBarsLayout &layout, const BarRange &range, double y)
{
    return {layout.x(range.low), y, layout.x(range.high), y};
}

// A line with ends; with a seam around it where it lies on several colours.
void drawWhisker(QPainter &painter, const QLineF &line, double size, const Theme &theme, bool seam)
{
    std::vector<QPen> pens{QPen(theme.text, seam ? 1.2 : 1.0)};
    if (seam)
        pens.insert(pens.begin(), QPen(theme.base, 3));
    for (const QPen &pen : pens) {
        painter.setPen(pen);
        painter.drawLine(line);
        for (const QPointF &end : {line.p1(), line.p2()})
            painter.drawLine(end - QPointF(0, size), end + QPointF(0, size));
    }
}

} // namespace

void StackedBars::drawLegend(QPainter &painter, const StackedBarsLayout &layout, const Theme &theme) const
{
    for (const StackedLegendEntry &entry : layout.legend) {
        QRectF text = entry.rect;
        if (entry.classIndex >= 0) {
            const auto index = static_cast<std::size_t>(entry.classIndex);
            painter.fillRect(QRectF(text.left(), text.center().y() - swatch / 2, swatch, swatch),
                             m_spec.classes[index].colour);
            text.setLeft(text.left() + swatch + spacing::small);
        }
        painter.setPen(entry.classIndex >= 0 ? theme.text : theme.quiet);
        painter.drawText(text, Qt::AlignLeft | single, entry.text);
    }
}

void StackedBars::drawAxis(QPainter &painter, const StackedBarsLayout &layout, const Theme &theme) const
{
    const double bars = layout.plot.right() + (layout.valueWidth > 0 ? gap + layout.valueWidth : 0.0);
    const double titleWidth = bars - layout.area.left();
    painter.setPen(theme.quiet);
    painter.drawText(QRectF(layout.area.left(), layout.axisTop, titleWidth, layout.line),
                     Qt::AlignRight | single, elided(m_spec.axisTitle, painter.font(), titleWidth));
    const double numbers = layout.axisTop + layout.line;
    for (int i = 0; i < layout.ticks.count; ++i) {
        const QString text = formatTick(layout.ticks.at(i), layout.ticks.step);
        const double width = textWidth(text, painter.font()) + 1;
        painter.drawText(QRectF(layout.x(layout.ticks.at(i)) - width / 2, numbers, width, layout.line),
                         Qt::AlignCenter | Qt::TextSingleLine | Qt::TextDontClip, text);
    }
    double left = layout.columnsLeft();
    for (std::size_t c = 0; c < layout.columnWidths.size(); ++c) {
        painter.drawText(QRectF(left, numbers, layout.columnWidths[c], layout.line), Qt::AlignRight | single,
                         m_spec.columns[static_cast<qsizetype>(c)]);
        left += layout.columnWidths[c] + gap + spacing::small;
    }
}

void StackedBars::drawGroup(QPainter &painter, const StackedBarsLayout &layout, std::size_t row,
                            const Theme &theme) const
{
    const StackedRow &one = m_spec.rows[row];
    for (std::size_t c = 0; c < one.values.size(); ++c) {
        const QRectF bar = layout.barRect(m_spec, row, c);
        painter.fillRect(bar, m_spec.classes[c].colour);
        if (c < one.ranges.size())
            drawWhisker(painter, whiskerLine(layout, one.ranges[c], bar.center().y()),
                        std::min(2.0, bar.height() / 3), theme, false);
    }
}

// Of thousands of classes a few lie within a pixel; the last of them is seen.
void StackedBars::drawStack(QPainter &painter, const StackedBarsLayout &layout, std::size_t row) const
{
    const StackedRow &one = m_spec.rows[row];
    QRectF bar = layout.stackRect(row);
    double drawn = bar.left();
    double sum = 0.0;
    for (std::size_t c = 0; c < one.values.size(); ++c) {
        sum += one.values[c];
        const double end = layout.x(sum);
        const bool last = c + 1 == one.values.size();
        if (end - drawn < narrowestPart && !last)
            continue;
        bar.setLeft(drawn);
        bar.setRight(!last && end - drawn >= widestSeam ? end - 1 : end);
        painter.fillRect(bar, m_spec.classes[c].colour);
        drawn = end;
    }
}

void StackedBars::drawRow(QPainter &painter, const StackedBarsLayout &layout, std::size_t row,
                          const Theme &theme) const
{
    const StackedRow &one = m_spec.rows[row];
    const QRectF line = layout.rowAt(row);
    painter.setPen(theme.text);
    const auto text = [&](double left, double width, int side, const QString &what) {
        painter.drawText(QRectF(left, line.top(), width, line.height()), side | single, what);
    };
    text(line.left(), layout.nameWidth, Qt::AlignRight, elided(one.name, painter.font(), layout.nameWidth));
    const bool grouped = m_spec.form == StackedBarsSpec::Form::Grouped;
    painter.setRenderHint(QPainter::Antialiasing, grouped || m_spec.classes.size() > 1);
    const double middle = line.center().y();
    if (grouped)
        drawGroup(painter, layout, row, theme);
    else
        drawStack(painter, layout, row);
    painter.setRenderHint(QPainter::Antialiasing, true);
    if (!grouped && one.total)
        drawWhisker(painter, whiskerLine(layout, *one.total, middle), std::min(4.0, 0.2 * layout.row), theme,
                    true);
    painter.setPen(theme.text);
    if (layout.valueWidth > 0)
        text(layout.plot.right() + gap, layout.valueWidth, Qt::AlignRight, formatDecimals(one.sum(), 1));
    double left = layout.columnsLeft();
    painter.setPen(theme.quiet);
    for (std::size_t c = 0; c < layout.columnWidths.size(); ++c) {
        text(left, layout.columnWidths[c], Qt::AlignRight, one.cells.value(static_cast<qsizetype>(c)));
        left += layout.columnWidths[c] + gap + spacing::small;
    }
}

void StackedBars::drawAll(QPainter &painter, const StackedBarsLayout &layout, const Theme &theme,
                          Marks marks) const
{
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setFont(axisFont(font()));
    drawLegend(painter, layout, theme);
    drawAxis(painter, layout, theme);
    painter.setClipRect(QRectF(layout.area.left() - 2, layout.plot.top(), layout.area.width() + 4,
                               layout.plot.height() + spacing::small),
                        Qt::IntersectClip);
    if (const int row = markedRow(); marks == Marks::Shown && row >= 0)
        painter.fillRect(layout.rowAt(static_cast<std::size_t>(row)).adjusted(-2, 0, 2, 0),
                         faded(theme.accent, theme.base, 0.14));
    const double bottom = std::min(layout.plot.bottom(), layout.rowAt(layout.shown).top());
    for (int i = 0; i < layout.ticks.count; ++i) {
        const double x = layout.x(layout.ticks.at(i));
        painter.setPen(QPen(faded(theme.line, theme.base, i == 0 ? 1.0 : 0.5), 1));
        painter.drawLine(QPointF(x, layout.plot.top()), QPointF(x, bottom));
    }
    for (std::size_t row = 0; row < layout.shown; ++row)
        if (layout.rowAt(row).bottom() > layout.plot.top() && layout.rowAt(row).top() < layout.plot.bottom())
            drawRow(painter, layout, row, theme);
    if (layout.shown < m_spec.rows.size()) {
        const QRectF line = layout.rowAt(layout.shown);
        const auto left = static_cast<qint64>(m_spec.rows.size() - layout.shown);
        painter.setPen(theme.quiet);
        painter.drawText(QRectF(line.left(), line.top(), layout.nameWidth, layout.line),
                         Qt::AlignRight | single, QStringLiteral("+ %1").arg(formatCount(left)));
    }
    painter.restore();
}

} // namespace genrelens
