#pragma once

#include "core/learn/tree_branch.h"

#include <array>
#include <cassert>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace genrelens
{

/// A row goes to branches[0] if its value of the feature is <= threshold, else to branches[1].
struct TreeSplit {
    float threshold = 0.0F;
    std::uint32_t feature = 0;
    std::array<TreeBranch, 2> branches;

    bool operator==(const TreeSplit &) const = default;
};

/// So many samples (bootstrap repeats counted) of one class in a leaf of several classes.
struct LeafShare {
    std::uint32_t classCode = 0;
    std::uint32_t weight : 31 = 0;
    std::uint32_t isLast : 1 = 0; ///< of its leaf

    /// The weight must be below 2^31.
    static LeafShare of(std::uint32_t classCode, std::uint32_t weight)
    {
        return {classCode, weight & 0x7fff'ffffU, 0};
    }

    bool operator==(const LeafShare &) const = default;
};

/// A classification tree, grown here or read from a file. Splits come after the split that leads to them.
struct DecisionTree {
    TreeBranch root;
    std::vector<TreeSplit> splits;
    std::vector<LeafShare> leafShares;
    /// Only of trees from files, else empty: of each of leafShares its weight, where some are no whole
    /// numbers (forEachRealShare() instead of forEachShare()), and of each split its cover, where the file's
    /// is not the sum of the weights below.
    std::vector<double> realWeights;
    std::vector<double> realCovers;

    bool operator==(const DecisionTree &) const = default;

    /// Splits and leaves.
    [[nodiscard]] std::size_t nodeCount() const { return 2 * splits.size() + 1; }

    /// The leaf a row falls into.
    [[nodiscard]] TreeBranch leafOf(std::span<const float> row) const
    {
        TreeBranch at = root;
        while (!at.isLeaf()) {
            const TreeSplit &split = splits[at.split()];
            at = split.branches[row[split.feature] <= split.threshold ? 0 : 1];
        }
        return at;
    }

    /// Calls visit(class, weight) for each class among the samples of a leaf, classes rising. Only of a tree
    /// without realWeights, as the covers below.
    template <typename Visit>
    void forEachShare(TreeBranch leaf, const Visit &visit) const
    {
        assert(leaf.isLeaf());
        if (leaf.isPureLeaf()) {
            visit(leaf.pureClass(), leaf.pureWeight());
            return;
        }
        for (std::size_t i = leaf.firstShare();; ++i) {
            visit(leafShares[i].classCode, std::uint32_t(leafShares[i].weight));
            if (leafShares[i].isLast != 0)
                return;
        }
    }

    /// The same of a tree with realWeights, weights as doubles.
    template <typename Visit>
    void forEachRealShare(TreeBranch leaf, const Visit &visit) const
    {
        assert(leaf.isLeaf());
        if (leaf.isPureLeaf()) {
            visit(leaf.pureClass(), static_cast<double>(leaf.pureWeight()));
            return;
        }
        for (std::size_t i = leaf.firstShare();; ++i) {
            visit(leafShares[i].classCode, realWeights[i]);
            if (leafShares[i].isLast != 0)
                return;
        }
    }

    /// The leaf of these shares, classes rising and at least one; what needs it goes to leafShares.
    TreeBranch makeLeaf(std::span<const LeafShare> shares);
    /// The same, all of it in leafShares.
    TreeBranch makeMixedLeaf(std::span<const LeafShare> shares);

    /// Weight of the samples in a leaf.
    [[nodiscard]] std::uint64_t leafCover(TreeBranch leaf) const;
    /// Weight of the samples that reached each split (its cover), summed up from the leaves.
    [[nodiscard]] std::vector<std::uint64_t> splitCovers() const;
};

} // namespace genrelens
