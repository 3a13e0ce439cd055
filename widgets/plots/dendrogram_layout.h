#pragma once

#include "core/labels/merge_tree.h"
#include "widgets/plots/axis_ticks.h"

#include <QPointF>
#include <QRectF>

#include <cstddef>
#include <vector>

namespace genrelens
{

/// Where the parts of a merge tree are: a handle strip above, names at the left, branches beside them, the
/// axis of heights below. Strip and axis stay in place while the rows scroll.
struct DendrogramLayout {
    struct Needs {
        double nameWidth = 0;
        double rowHeight = 20;
        double lineHeight = 16; ///< of the axis' texts
    };

    /// Rows as high as they need, scrolled up by `scroll` pixels.
    static DendrogramLayout make(const QRectF &area, const MergeTree &tree, const Needs &needs,
                                 double scroll = 0);
    /// Rows as high as the area allows.
    static DendrogramLayout fitted(const QRectF &area, const MergeTree &tree, const Needs &needs);
    /// Of the whole figure at a row height.
    static double heightOf(std::size_t leaves, const Needs &needs);

    [[nodiscard]] double x(double height) const;
    [[nodiscard]] double heightAt(double x) const;
    /// The end of a node's arm that is nearer to the leaves.
    [[nodiscard]] QPointF node(std::size_t node) const { return {x(nodeHeights[node]), y(node)}; }
    [[nodiscard]] double y(std::size_t node) const;
    /// The name of the leaf that stands there.
    [[nodiscard]] QRectF name(std::size_t place) const;
    /// The leaf's place at that height in the window, or -1.
    [[nodiscard]] int placeAt(double y) const;
    /// The arm or upright within reach of a position, by the node it belongs to; or -1.
    [[nodiscard]] int branchAt(const MergeTree &tree, const QPointF &position, double reach) const;

    QRectF area;
    QRectF strip;    ///< of the cut line's handle
    QRectF names;    ///< visible part
    QRectF branches; ///< visible part, between the heights 0 and highest
    QRectF axis;
    double rowHeight = 20;
    double scroll = 0;
    double highest = 1;
    Ticks ticks;
    std::vector<std::size_t> order;   ///< leaf of each place, from above
    std::vector<double> nodePlaces;   ///< of each node, in rows from above
    std::vector<double> nodeHeights;  ///< 0 for leaves
    std::vector<std::size_t> parents; ///< node; the root's own for the root
};

} // namespace genrelens
