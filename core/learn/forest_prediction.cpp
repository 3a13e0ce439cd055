#include "core/learn/forest_prediction.h"

#include <algorithm>
#include <array>

namespace genrelens
{

namespace
{

constexpr std::size_t lanes = 16;
constexpr std::size_t stepsBetweenChecks = 4;

using RowGroup = std::array<const float *, lanes>;
using BranchGroup = std::array<std::uint32_t, lanes>;

// Walks a group of rows down a tree in step and without a branch: a row in its leaf looks at split 0 and
// stays.
void walk(const DecisionTree &tree, const RowGroup &rows, BranchGroup &at)
{
    const TreeSplit *splits = tree.splits.data();
    at.fill(tree.root.bits());
    std::uint32_t allInLeaves = tree.root.isLeaf() ? TreeBranch::leafBit : 0U;
    while (allInLeaves == 0) {
        for (std::size_t step = 0; step < stepsBetweenChecks; ++step) {
            for (std::size_t lane = 0; lane < lanes; ++lane) {
                const std::uint32_t here = at[lane];
                const std::uint32_t inLeaf = 0U - (here >> 31);
                const TreeSplit &split = splits[here & ~inLeaf];
                const bool right = !(rows[lane][split.feature] <= split.threshold);
                at[lane] = (here & inLeaf) | (split.branches[right ? 1 : 0].bits() & ~inLeaf);
            }
        }
        allInLeaves = TreeBranch::leafBit;
        for (const std::uint32_t branch : at)
            allInLeaves &= branch;
    }
}

} // namespace

void findLeaves(const DecisionTree &tree, const Features &features, std::span<const std::uint32_t> rows,
                std::span<TreeBranch> leaves)
{
    RowGroup group{};
    BranchGroup at{};
    for (std::size_t first = 0; first < rows.size(); first += lanes) {
        for (std::size_t lane = 0; lane < lanes; ++lane)
            group[lane] = features.row(rows[std::min(first + lane, rows.size() - 1)]).data();
        walk(tree, group, at);
        for (std::size_t i = first; i < std::min(first + lanes, rows.size()); ++i)
            leaves[i] = TreeBranch::ofBits(at[i - first]);
    }
}

double leafCover(const ForestView &forest, const DecisionTree &tree, TreeBranch leaf)
{
    double cover = 0.0;
    forEachWeight(forest, tree, leaf, [&](std::uint32_t, double weight) { cover += weight; });
    return cover;
}

std::vector<double> splitCovers(const ForestView &forest, const DecisionTree &tree)
{
    if (!tree.realCovers.empty())
        return tree.realCovers;
    std::vector<double> covers(tree.splits.size(), 0.0);
    for (std::size_t i = tree.splits.size(); i-- > 0;)
        for (const TreeBranch branch : tree.splits[i].branches)
            covers[i] += branch.isLeaf() ? leafCover(forest, tree, branch) : covers[branch.split()];
    return covers;
}

void addLeaf(const ForestView &forest, const DecisionTree &tree, TreeBranch leaf, double *sums)
{
    if (leaf.isPureLeaf()) {
        sums[leaf.pureClass()] += 1.0;
        return;
    }
    const double total = leafCover(forest, tree, leaf);
    forEachWeight(forest, tree, leaf,
                  [&](std::uint32_t code, double weight) { sums[code] += weight / total; });
}

} // namespace genrelens
