#include "widgets/plots/accuracy_layout.h"

#include <algorithm>
#include <cmath>

namespace genrelens
{

namespace
{

constexpr double gap = 8;        // between name, axis and number
constexpr double groupGap = 0.4; // of a row, above the name of each group but the first
constexpr double narrowestAxis = 60;
constexpr double highestRow = 1.5; // to the natural height

double rowsOf(const AccuracyLayout::Needs &needs)
{
    double rows = 0;
    for (const int points : needs.points)
        rows += 1 + points + groupGap;
    return rows > 0 ? rows - groupGap : 0;
}

} // namespace

AccuracyLayout AccuracyLayout::make(const QRectF &area, const Needs &needs, double scroll)
{
    AccuracyLayout layout;
    layout.area = area;
    layout.needs = needs;
    layout.scroll = scroll;
    const double most = area.width() - needs.valueWidth - 2 * gap - narrowestAxis;
    layout.needs.nameWidth =
        std::clamp(std::min(needs.nameWidth, 0.4 * area.width()), 0.0, std::max(0.0, most));
    layout.left = layout.needs.nameWidth + gap;
    layout.width = std::max(1.0, area.width() - layout.left - needs.valueWidth - gap);
    const int numbers = static_cast<int>(layout.width / std::max(1.0, needs.tickWidth));
    layout.ticks = ticksAround(0.0, std::clamp(needs.highest, 0.01, 1.0), std::clamp(numbers, 3, 11));
    double top = 0;
    for (const int points : needs.points) {
        layout.groupTops.push_back(top);
        top += needs.rowHeight;
        for (int i = 0; i < points; ++i, top += needs.rowHeight)
            layout.pointTops.push_back(top);
        layout.contentHeight = top;
        top += groupGap * needs.rowHeight;
    }
    return layout;
}

AccuracyLayout AccuracyLayout::fitted(const QRectF &area, Needs needs)
{
    const double rows = rowsOf(needs);
    if (rows > 0)
        needs.rowHeight =
            std::min(highestRow * needs.rowHeight, std::max(1.0, (area.height() - needs.axisHeight) / rows));
    return make(area, needs);
}

QRectF AccuracyLayout::rows() const
{
    return area.adjusted(0, 0, 0, -needs.axisHeight);
}

QRectF AccuracyLayout::placed(double top, double from, double size) const
{
    const double x = needs.mirrored ? area.right() - from - size : area.left() + from;
    return {x, area.top() + top - scroll, size, needs.rowHeight};
}

QRectF AccuracyLayout::groupRow(int group) const
{
    return placed(groupTops[static_cast<std::size_t>(group)], 0, area.width());
}

QRectF AccuracyLayout::row(int point) const
{
    return placed(pointTops[static_cast<std::size_t>(point)], 0, area.width());
}

QRectF AccuracyLayout::name(int point) const
{
    return placed(pointTops[static_cast<std::size_t>(point)], 0, needs.nameWidth);
}

QRectF AccuracyLayout::value(int point) const
{
    return placed(pointTops[static_cast<std::size_t>(point)], left + width + gap, needs.valueWidth);
}

double AccuracyLayout::x(double share) const
{
    const double along = left + width * std::clamp(share / ticks.last(), 0.0, 1.0);
    return needs.mirrored ? area.right() - along : area.left() + along;
}

int AccuracyLayout::pointAt(const QPointF &position) const
{
    if (!rows().contains(position))
        return -1;
    const auto found = std::find_if(pointTops.begin(), pointTops.end(), [&](double top) {
        const double y = position.y() - area.top() + scroll - top;
        return y >= 0 && y < needs.rowHeight;
    });
    return found == pointTops.end() ? -1 : static_cast<int>(found - pointTops.begin());
}

} // namespace genrelens
