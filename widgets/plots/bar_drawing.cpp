// How a bar chart is laid out and drawn. What the pointer and the keys do is in bar_chart.cpp.
#include "widgets/plots/bar_chart.h"
#include "widgets/plots/palette.h"
#include "widgets/plots/text.h"

#include <QPainter>
#include <QScrollBar>

#include <algorithm>
#include <cmath>

namespace genrelens
{

namespace
{

constexpr int rowsInAColumn = 30;

// Where rows are lower than their text, every so many have theirs.
int labelStep(const BarLayout &layout, const QFont &font)
{
    return std::max(1, static_cast<int>(std::ceil(0.85 * lineHeight(font) / layout.rowHeight)));
}

} // namespace

double BarChart::naturalRowHeight() const
{
    return std::max(20.0, lineHeight(font()) + 4);
}

BarLayout::Needs BarChart::needs() const
{
    if (m_needs)
        return *m_needs;
    BarLayout::Needs needs;
    needs.count = static_cast<int>(m_bars.size());
    needs.rowHeight = naturalRowHeight();
    needs.mirrored = layoutDirection() == Qt::RightToLeft;
    for (const Bar &bar : m_bars) {
        needs.nameWidth = std::max(needs.nameWidth, textWidth(bar.name, font()) + 1);
        needs.valueWidth = std::max(needs.valueWidth, textWidth(formatCount(bar.count), font()) + 1);
    }
    m_needs = needs;
    return needs;
}

bool BarChart::isShrunk() const
{
    const double natural = static_cast<double>(m_bars.size()) * naturalRowHeight();
    return m_fitted && natural > viewport()->height() - 2 * spacing::small;
}

BarLayout BarChart::windowLayout() const
{
    BarLayout::Needs need = needs();
    const double textZoom = std::max(1.0, m_zoom);
    need.rowHeight = std::round(need.rowHeight * m_zoom);
    need.nameWidth *= textZoom;
    need.valueWidth *= textZoom;
    const QRectF area = QRectF(viewport()->rect()).adjusted(spacing::medium, 0, -spacing::medium, 0);
    if (isShrunk()) {
        const double room = lineHeight(font()) / 2; // of the first and the last name beyond their rows
        return BarLayout::fitted(area.adjusted(0, room, 0, -room), needs());
    }
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
    return m_scale.largest > 0 ? static_cast<double>(count) / static_cast<double>(m_scale.largest) : 0.0;
}

void BarChart::drawRow(QPainter &painter, const BarLayout &layout, int index, RowTexts texts,
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
    if (texts == RowTexts::None)
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
    if (texts == RowTexts::Name)
        return;
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
    const int step = labelStep(layout, rowFont);
    for (int i = 0; i < layout.count; ++i)
        drawRow(painter, layout, i, (i % layout.rowsPerColumn) % step == 0 ? RowTexts::All : RowTexts::None,
                theme);
}

void BarChart::paint(QPainter &painter, const Theme &theme)
{
    const BarLayout layout = windowLayout();
    const bool shrunk = isShrunk();
    const QFont rowFont = scaledFont(font(), shrunk ? layout.textZoom : m_zoom);
    painter.setFont(rowFont);
    const int step = shrunk ? labelStep(layout, rowFont) : 1;
    const RowTexts some = step > 1 ? RowTexts::Name : RowTexts::All; // numbers would lie on other bars
    const int first = shrunk ? 0 : std::max(0, static_cast<int>(layout.scroll / layout.rowHeight));
    for (int i = first; i < layout.count && (shrunk || layout.row(i).top() < viewport()->height()); ++i) {
        const QRectF row = QRectF(viewport()->rect()).intersected(layout.row(i).adjusted(-8, 0, 8, 0));
        if (i == m_hovered)
            painter.fillRect(row, faded(theme.accent, theme.base, 0.12));
        drawRow(painter, layout, i, (i % layout.rowsPerColumn) % step == 0 ? some : RowTexts::None, theme);
        if (i == m_current && (m_currentOutlined || hasFocus())) {
            painter.setPen(theme.accent);
            painter.drawRect(row.adjusted(0.5, 0.5, -0.5, -0.5));
        }
    }
}

} // namespace genrelens
