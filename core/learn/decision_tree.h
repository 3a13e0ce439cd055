#pragma once

#include <array>
#include <cassert>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace genrelens
{

/// Where a side of a split leads, in four bytes: to another split or to a leaf. Most leaves hold one class
/// and few samples, and need no memory besides this.
class TreeBranch
{
public:
    static constexpr std::uint32_t leafBit = 0x8000'0000U;
    static constexpr std::uint32_t sharedBit = 0x4000'0000U;
    static constexpr std::uint32_t mostSplits = leafBit;    ///< of a tree
    static constexpr std::uint32_t mostShares = sharedBit;  ///< entries of DecisionTree::leafShares
    static constexpr std::uint32_t mostOfPureLeaf = 0x7fff; ///< its largest class, and its largest weight

    TreeBranch() = default;
    static TreeBranch toSplit(std::uint32_t index) { return TreeBranch(index); }
    static TreeBranch toPureLeaf(std::uint32_t classCode, std::uint32_t weight)
    {
        return TreeBranch(leafBit | (classCode << 15) | weight);
    }
    static TreeBranch ofBits(std::uint32_t bits) { return TreeBranch(bits); } ///< of bits()
    static TreeBranch toMixedLeaf(std::uint32_t firstShare)
    {
        return TreeBranch(leafBit | sharedBit | firstShare);
    }

    [[nodiscard]] bool isLeaf() const { return (m_bits & leafBit) != 0; }
    [[nodiscard]] bool isPureLeaf() const { return (m_bits & (leafBit | sharedBit)) == leafBit; }
    [[nodiscard]] std::uint32_t split() const { return m_bits; }
    [[nodiscard]] std::uint32_t pureClass() const { return (m_bits >> 15) & mostOfPureLeaf; }
    [[nodiscard]] std::uint32_t pureWeight() const { return m_bits & mostOfPureLeaf; }
    [[nodiscard]] std::uint32_t firstShare() const { return m_bits & ~(leafBit | sharedBit); }
    [[nodiscard]] std::uint32_t bits() const { return m_bits; }

    bool operator==(const TreeBranch &) const = default;

private:
    explicit TreeBranch(std::uint32_t bits) : m_bits(bits) {}

    std::uint32_t m_bits = leafBit;
};

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

/// A grown classification tree. Splits come after the split that leads to them.
struct DecisionTree {
    TreeBranch root;
    std::vector<TreeSplit> splits;
    std::vector<LeafShare> leafShares;

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

    /// Calls visit(class, weight) for each class among the samples of a leaf, classes rising.
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

    /// The leaf of these shares, classes rising and at least one; what needs it goes to leafShares.
    TreeBranch makeLeaf(std::span<const LeafShare> shares);

    /// Weight of the samples in a leaf.
    [[nodiscard]] std::uint64_t leafCover(TreeBranch leaf) const;
    /// Weight of the samples that reached each split (its cover), summed up from the leaves.
    [[nodiscard]] std::vector<std::uint64_t> splitCovers() const;
};

} // namespace genrelens
