#include "widgets/plots/bar_layout.h"

#include <algorithm>
#include <cmath>

namespace genrelens
{

namespace
{

constexpr double gap = 8;        // between name, bar and number
constexpr double columnGap = 28; // between columns
constexpr double shortestTrack = 24;
constexpr double naturalTrack = 110;

} // namespace

BarLayout BarLayout::make(const QRectF &area, const Needs &needs, int columns, double scroll)
{
    BarLayout layout;
    layout.area = area;
    layout.count = needs.count;
    layout.columns = std::max(1, columns);
    layout.rowsPerColumn = (needs.count + layout.columns - 1) / layout.columns;
    layout.rowHeight = needs.rowHeight;
    layout.columnWidth = std::max(1.0, (area.width() - (layout.columns - 1) * columnGap) / layout.columns);
    layout.valueWidth = needs.valueWidth;
    const double left = layout.columnWidth - needs.valueWidth - 2 * gap;
    layout.nameWidth = std::min(needs.nameWidth, std::max(0.45 * layout.columnWidth, left - naturalTrack));
    layout.nameWidth = std::clamp(layout.nameWidth, 0.0, std::max(0.0, left - shortestTrack));
    layout.trackWidth = std::max(1.0, left - layout.nameWidth);
    layout.scroll = scroll;
    layout.mirrored = needs.mirrored;
    return layout;
}

BarLayout BarLayout::fitted(const QRectF &area, Needs needs)
{
    constexpr double narrowest = 0.7; // a column, to the width it needs
    const double natural = needs.rowHeight;
    const double column = needs.nameWidth + needs.valueWidth + 2 * gap + naturalTrack;
    int best = 1;
    double bestZoom = 0;
    double bestWidth = 1;
    for (int columns = 1; columns <= std::clamp(needs.count, 1, 12); ++columns) {
        const int rows = (needs.count + columns - 1) / columns;
        const double width = (area.width() - (columns - 1) * columnGap) / columns / column;
        const double zoom = std::min({area.height() / (natural * std::max(1, rows)), width, largestRow});
        if ((columns == 1 || width >= narrowest) && zoom > 1.02 * bestZoom) {
            best = columns;
            bestZoom = zoom;
            bestWidth = width;
        }
    }
    const int rows = (needs.count + best - 1) / best;
    needs.rowHeight = std::min(area.height() / std::max(1, rows), natural * largestRow);
    const double text = std::clamp(std::min(needs.rowHeight / natural, bestWidth), 1.0, largestText);
    needs.nameWidth *= text;
    needs.valueWidth *= text;
    BarLayout layout = make(area, needs, best);
    layout.textZoom = text;
    return layout;
}

QRectF BarLayout::part(int index, double left, double width) const
{
    const int column = rowsPerColumn > 0 ? index / rowsPerColumn : 0;
    const int line = rowsPerColumn > 0 ? index % rowsPerColumn : 0;
    double x = area.left() + column * (columnWidth + columnGap) + left;
    if (mirrored)
        x = area.left() + area.right() - x - width;
    return {x, area.top() + line * rowHeight - scroll, width, rowHeight};
}

QRectF BarLayout::row(int index) const
{
    return part(index, 0, columnWidth);
}

QRectF BarLayout::name(int index) const
{
    return part(index, 0, nameWidth);
}

QRectF BarLayout::track(int index) const
{
    return part(index, nameWidth + gap, trackWidth);
}

QRectF BarLayout::bar(int index, double share) const
{
    const double inset = rowHeight < 8 ? 0.1 * rowHeight : std::round(0.18 * rowHeight);
    return part(index, nameWidth + gap, std::clamp(share, 0.0, 1.0) * trackWidth)
        .adjusted(0, inset, 0, -inset);
}

QRectF BarLayout::value(int index, double share) const
{
    return part(index, nameWidth + 2 * gap + std::clamp(share, 0.0, 1.0) * trackWidth, valueWidth);
}

int BarLayout::rowAt(const QPointF &position) const
{
    if (!area.contains(position) || rowHeight <= 0)
        return -1;
    const double x = mirrored ? area.right() - position.x() : position.x() - area.left();
    const double pitch = columnWidth + columnGap;
    const int column = static_cast<int>(std::floor(x / pitch));
    const int line = static_cast<int>(std::floor((position.y() - area.top() + scroll) / rowHeight));
    if (x - column * pitch > columnWidth || column >= columns || line < 0 || line >= rowsPerColumn)
        return -1;
    const int index = column * rowsPerColumn + line;
    return index < count ? index : -1;
}

} // namespace genrelens
