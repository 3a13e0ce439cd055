#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace genrelens
{

/// One node in 12 bytes; a forest of the study holds 20 million. Three kinds:
///   split      a row goes to node `next` if its value of `feature` is <= threshold, else to `next` + 1;
///   pure leaf  `classOrCount` is its class, `next` the weight of its samples;
///   mixed leaf `next` is its first entry in DecisionTree::leafShares, `classOrCount` their number.
struct TreeNode {
    static constexpr std::uint16_t pureLeaf = 0xffff;
    static constexpr std::uint16_t mixedLeaf = 0xfffe;

    float threshold = 0.0F;
    std::uint32_t next = 0;
    std::uint16_t feature = pureLeaf;
    std::uint16_t classOrCount = 0;

    [[nodiscard]] bool isLeaf() const { return feature >= mixedLeaf; }
};

/// So many samples (bootstrap repeats counted) of one class in a mixed leaf.
struct LeafShare {
    std::uint32_t classCode = 0;
    std::uint32_t weight = 0;
};

/// A grown classification tree. Node 0 is the root; siblings are neighbours; children come after their
/// parent.
struct DecisionTree {
    std::vector<TreeNode> nodes;
    std::vector<LeafShare> leafShares;
    /// Of each of leafShares its weight where some in this tree are no whole numbers, as in trees from files;
    /// else empty. Such a tree has no pure leaves.
    std::vector<double> realWeights;

    [[nodiscard]] std::size_t leafOf(std::span<const float> row) const
    {
        std::size_t i = 0;
        while (!nodes[i].isLeaf())
            i = nodes[i].next + (row[nodes[i].feature] <= nodes[i].threshold ? 0U : 1U);
        return i;
    }

    // What files and the like need to know of a tree, whatever its layout. Node 0 is the root.
    [[nodiscard]] bool isLeaf(std::size_t node) const { return nodes[node].isLeaf(); }
    [[nodiscard]] std::size_t feature(std::size_t node) const { return nodes[node].feature; }
    [[nodiscard]] float threshold(std::size_t node) const { return nodes[node].threshold; }
    [[nodiscard]] std::size_t leftOf(std::size_t node) const { return nodes[node].next; }
    [[nodiscard]] std::size_t rightOf(std::size_t node) const { return nodes[node].next + std::size_t(1); }

    /// Calls visit(class, weight) for each class among the samples of a leaf, classes rising; weights are
    /// doubles.
    template <typename Visit>
    void forEachWeight(std::size_t leaf, const Visit &visit) const
    {
        const TreeNode &node = nodes[leaf];
        if (realWeights.empty()) {
            forEachShare(node, [&](std::uint32_t code, std::uint32_t weight) {
                visit(code, static_cast<double>(weight));
            });
            return;
        }
        for (std::size_t i = node.next; i < std::size_t(node.next) + node.classOrCount; ++i)
            visit(leafShares[i].classCode, realWeights[i]);
    }

    /// Calls visit(class, weight) for each class among the samples of a leaf, classes rising. Only of a tree
    /// without realWeights.
    template <typename Visit>
    void forEachShare(const TreeNode &leaf, const Visit &visit) const
    {
        if (leaf.feature == TreeNode::pureLeaf) {
            visit(std::uint32_t(leaf.classOrCount), leaf.next);
            return;
        }
        for (std::size_t i = leaf.next; i < std::size_t(leaf.next) + leaf.classOrCount; ++i)
            visit(leafShares[i].classCode, leafShares[i].weight);
    }

    /// Weight of the samples that reached each node (its cover), summed up from the leaves.
    [[nodiscard]] std::vector<std::uint32_t> covers() const;
};

} // namespace genrelens
