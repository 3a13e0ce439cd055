#include "core/learn/forest_prediction.h"

#include "core/base/simd.h"

#include <algorithm>
#include <array>
#include <bit>

namespace genrelens
{

namespace
{

constexpr std::size_t lanes = 16;
constexpr std::size_t stepsBetweenChecks = 3;

// Rows on their way down a tree, so many at a time that none waits for memory alone.
struct Walkers {
    alignas(64) std::array<std::uint32_t, lanes> at{};  // bits of a TreeBranch
    alignas(64) std::array<std::int64_t, lanes> rows{}; // where their values begin
};

// Without a branch: a row in its leaf looks at split 0 and stays. A loop for each load, which a processor
// that gathers does for all at once.
GENRELENS_CLONES void step(const TreeSplit *splits, const float *values, Walkers &walkers)
{
    alignas(64) std::array<std::uint32_t, lanes> split;
    alignas(64) std::array<float, lanes> threshold;
    alignas(64) std::array<std::uint32_t, lanes> feature;
    alignas(64) std::array<std::uint32_t, lanes> side;
    for (std::size_t turn = 0; turn < stepsBetweenChecks; ++turn) {
        for (std::size_t lane = 0; lane < lanes; ++lane)
            split[lane] = walkers.at[lane] & ~(0U - (walkers.at[lane] >> 31));
        for (std::size_t lane = 0; lane < lanes; ++lane)
            threshold[lane] = splits[split[lane]].threshold;
        for (std::size_t lane = 0; lane < lanes; ++lane)
            feature[lane] = splits[split[lane]].feature;
        for (std::size_t lane = 0; lane < lanes; ++lane)
            side[lane] = values[walkers.rows[lane] + feature[lane]] <= threshold[lane] ? 0 : 1;
        static_assert(sizeof(TreeBranch) == sizeof(std::uint32_t) && sizeof(TreeSplit) == 16);
        const auto *branches = reinterpret_cast<const std::uint32_t *>(splits->branches.data());
        for (std::size_t lane = 0; lane < lanes; ++lane) {
            const std::uint32_t here = walkers.at[lane];
            const std::uint32_t next = branches[4 * std::size_t(split[lane]) + side[lane]];
            walkers.at[lane] = here >> 31 ? here : next;
        }
    }
}

// Bit i: the i-th row is in its leaf.
[[gnu::always_inline]] inline std::uint32_t arrived(const Walkers &walkers)
{
    std::uint32_t lanesInLeaves = 0;
    for (std::size_t lane = 0; lane < lanes; ++lane)
        lanesInLeaves |= (walkers.at[lane] >> 31) << lane;
    return lanesInLeaves;
}

} // namespace

// Leaves lie at all depths: whenever a row has arrived, the next one starts in its place.
void findLeaves(const DecisionTree &tree, const Features &features, std::span<const std::uint32_t> rows,
                std::span<TreeBranch> leaves)
{
    if (tree.root.isLeaf()) {
        std::fill_n(leaves.begin(), rows.size(), tree.root);
        return;
    }
    Walkers walkers;
    std::array<std::size_t, lanes> place{}; // of the row in `rows`
    const float *values = rows.empty() ? nullptr : features.row(0).data();
    std::size_t next = 0;
    std::uint32_t walking = 0; // bit i: there is an i-th row
    const auto start = [&](std::size_t lane) {
        walkers.rows[lane] = features.row(rows[std::min(next, rows.size() - 1)]).data() - values;
        walkers.at[lane] = tree.root.bits();
        place[lane] = next;
        walking = next < rows.size() ? walking | (1U << lane) : walking & ~(1U << lane);
        ++next;
    };
    for (std::size_t lane = 0; lane < lanes && !rows.empty(); ++lane)
        start(lane);
    while (walking != 0) {
        step(tree.splits.data(), values, walkers);
        for (std::uint32_t there = arrived(walkers) & walking; there != 0; there &= there - 1) {
            const auto lane = static_cast<std::size_t>(std::countr_zero(there));
            leaves[place[lane]] = TreeBranch::ofBits(walkers.at[lane]);
            start(lane);
        }
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
