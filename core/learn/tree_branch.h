#pragma once

#include <cstdint>

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

} // namespace genrelens
