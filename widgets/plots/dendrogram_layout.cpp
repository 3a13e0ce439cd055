#include "widgets/plots/dendrogram_layout.h"

#include "widgets/plots/theme.h"

#include <algorithm>
#include <cmath>

namespace genrelens
{

namespace
{

constexpr double tickDistance = 70; // pixels, at least
constexpr double mostForNames = 0.4;
constexpr double largestRow = 2.0; // times what it needs
constexpr double rightMargin = 10; // half of the last tick's text

double stripHeight(const DendrogramLayout::Needs &needs)
{
    return needs.lineHeight + 2 * spacing::small;
}

double axisHeight(const DendrogramLayout::Needs &needs)
{
    return 2 * needs.lineHeight + 2 * spacing::small; // numbers, and what they are
}

} // namespace

double DendrogramLayout::heightOf(std::size_t leaves, const Needs &needs)
{
    return static_cast<double>(leaves) * needs.rowHeight + stripHeight(needs) + axisHeight(needs);
}

DendrogramLayout DendrogramLayout::make(const QRectF &area, const MergeTree &tree, const Needs &needs,
                                        double scroll)
{
    DendrogramLayout layout;
    layout.area = area;
    layout.rowHeight = needs.rowHeight;
    layout.scroll = scroll;
    const double nameWidth = std::min(needs.nameWidth, area.width() * mostForNames);
    layout.strip = {area.left(), area.top(), area.width(), stripHeight(needs)};
    layout.axis = {area.left(), area.bottom() - axisHeight(needs), area.width(), axisHeight(needs)};
    const double room = std::max(0.0, layout.axis.top() - layout.strip.bottom());
    layout.names = {area.left(), layout.strip.bottom(), nameWidth, room};
    const double left = layout.names.right() + 2 * spacing::medium;
    layout.branches = {left, layout.names.top(), std::max(1.0, area.right() - rightMargin - left), room};

    const double top = tree.merges.empty() ? 1.0 : tree.merges.back().height;
    layout.highest = top > 0.0 ? top * 1.05 : 1.0;
    layout.ticks = ticksWithin(0.0, layout.highest,
                               std::max(3, static_cast<int>(layout.branches.width() / tickDistance)));
    layout.order = leafOrder(tree);
    layout.nodePlaces.assign(tree.leaves + tree.merges.size(), 0.0);
    layout.nodeHeights.assign(layout.nodePlaces.size(), 0.0);
    layout.parents.assign(layout.nodePlaces.size(), layout.nodePlaces.size() - 1);
    for (std::size_t place = 0; place < layout.order.size(); ++place)
        layout.nodePlaces[layout.order[place]] = static_cast<double>(place) + 0.5;
    for (std::size_t i = 0; i < tree.merges.size(); ++i) {
        const Merge &merge = tree.merges[i];
        const std::size_t node = tree.leaves + i;
        layout.nodePlaces[node] = (layout.nodePlaces[merge.left] + layout.nodePlaces[merge.right]) / 2.0;
        layout.nodeHeights[node] = merge.height;
        layout.parents[merge.left] = node;
        layout.parents[merge.right] = node;
    }
    return layout;
}

DendrogramLayout DendrogramLayout::fitted(const QRectF &area, const MergeTree &tree, const Needs &needs)
{
    Needs fitting = needs;
    const double room = area.height() - heightOf(0, needs);
    if (tree.leaves > 0)
        fitting.rowHeight =
            std::clamp(room / static_cast<double>(tree.leaves), 0.5, largestRow * needs.rowHeight);
    return make(area, tree, fitting);
}

double DendrogramLayout::x(double height) const
{
    return branches.left() + height / highest * branches.width();
}

double DendrogramLayout::heightAt(double x) const
{
    return (x - branches.left()) / branches.width() * highest;
}

double DendrogramLayout::y(std::size_t node) const
{
    return branches.top() + nodePlaces[node] * rowHeight - scroll;
}

QRectF DendrogramLayout::name(std::size_t place) const
{
    return {names.left(), names.top() + static_cast<double>(place) * rowHeight - scroll, names.width(),
            rowHeight};
}

int DendrogramLayout::placeAt(double y) const
{
    const double place = std::floor((y - names.top() + scroll) / rowHeight);
    const bool inside = y >= names.top() && y < names.bottom();
    return inside && place >= 0 && place < static_cast<double>(order.size()) ? static_cast<int>(place) : -1;
}

int DendrogramLayout::branchAt(const MergeTree &tree, const QPointF &position, double reach) const
{
    if (!branches.adjusted(-reach, 0, reach, 0).contains(position))
        return -1;
    int nearest = -1;
    double smallest = reach;
    const auto consider = [&](std::size_t node, const QRectF &line) {
        const double across = std::max({line.left() - position.x(), position.x() - line.right(), 0.0});
        const double along = std::max({line.top() - position.y(), position.y() - line.bottom(), 0.0});
        const double away = std::hypot(across, along);
        if (away < smallest) {
            smallest = away;
            nearest = static_cast<int>(node);
        }
    };
    for (std::size_t i = 0; i < tree.merges.size(); ++i) {
        const Merge &merge = tree.merges[i];
        const double right = x(merge.height);
        const auto [top, bottom] = std::minmax({y(merge.left), y(merge.right)});
        consider(tree.leaves + i, {right, top, 0.0, bottom - top});
        for (const std::size_t child : {merge.left, merge.right})
            consider(child, {node(child), QPointF(right, y(child))});
    }
    return nearest;
}

} // namespace genrelens
