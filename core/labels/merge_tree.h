#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace genrelens
{

/// What is to be merged: one point each, and how much it counts (the tracks of a genre).
struct WeightedPoints {
    std::size_t columns = 0;
    std::vector<double> values; ///< points x columns, row-major
    std::vector<double> weights;

    [[nodiscard]] std::size_t size() const { return weights.size(); }
    [[nodiscard]] std::span<const double> point(std::size_t i) const
    {
        return {values.data() + i * columns, columns};
    }
};

/// Two groups that became one. Nodes: the leaves are 0 to n - 1, and the i-th merge makes node n + i.
struct Merge {
    std::size_t left = 0; ///< of the two the one with the smaller first leaf
    std::size_t right = 0;
    double height = 0.0; ///< never below those of the two
};

/// How n leaves become one group, one merge after the other; n - 1 merges by rising height.
struct MergeTree {
    std::size_t leaves = 0;
    std::vector<Merge> merges;
};

/// Merges bottom-up those two groups whose union adds least to the within-group sum of squares (Ward 1963, J.
/// Am. Stat. Assoc. 58). The height is the square root of twice that increase, which for two single points of
/// weight 1 is their distance: what SciPy's linkage(method="ward") and R's hclust(method="ward.D2") give.
/// Found by chains of nearest neighbours with the update of Lance and Williams (Müllner 2011,
/// arXiv:1109.2378) in time of points² x columns and memory of points². Of equals the one that comes first.
MergeTree wardTree(const WeightedPoints &points);

/// Merges bottom-up those two groups whose leaves are nearest to each other on average, which is the height:
/// what SciPy's linkage(method="average") gives. distances: leaves x leaves, symmetric. In time and memory of
/// leaves². Of equals the one that comes first.
MergeTree averageTree(std::size_t leaves, std::span<const double> distances);

/// The groups when k are left: of each leaf its group, numbered by first leaf. k: from 1 to the leaves.
std::vector<std::int32_t> cut(const MergeTree &tree, std::size_t k);

/// The height of a cut into k groups: midway between the last merge below it and the first above.
double cutHeight(const MergeTree &tree, std::size_t k);
/// Into how many groups a cut at that height parts the leaves.
std::size_t groupsAt(const MergeTree &tree, double height);

/// The leaves in an order in which every group is in one piece, so that the tree can be drawn without
/// crossings.
std::vector<std::size_t> leafOrder(const MergeTree &tree);
/// The leaves below a node, in the same order.
std::vector<std::size_t> leavesOf(const MergeTree &tree, std::size_t node);

} // namespace genrelens
