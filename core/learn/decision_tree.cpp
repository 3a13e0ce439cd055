#include "core/learn/decision_tree.h"

namespace genrelens
{

TreeBranch DecisionTree::makeLeaf(std::span<const LeafShare> shares)
{
    const LeafShare &first = shares.front();
    if (shares.size() == 1 && first.classCode <= TreeBranch::mostOfPureLeaf &&
        first.weight <= TreeBranch::mostOfPureLeaf)
        return TreeBranch::toPureLeaf(first.classCode, first.weight);
    return makeMixedLeaf(shares);
}

TreeBranch DecisionTree::makeMixedLeaf(std::span<const LeafShare> shares)
{
    const auto begin = static_cast<std::uint32_t>(leafShares.size());
    leafShares.insert(leafShares.end(), shares.begin(), shares.end());
    for (std::size_t i = begin; i < leafShares.size(); ++i)
        leafShares[i].isLast = i + 1 == leafShares.size() ? 1 : 0;
    return TreeBranch::toMixedLeaf(begin);
}

std::uint64_t DecisionTree::leafCover(TreeBranch leaf) const
{
    std::uint64_t cover = 0;
    forEachShare(leaf, [&](std::uint32_t, std::uint32_t weight) { cover += weight; });
    return cover;
}

std::vector<std::uint64_t> DecisionTree::splitCovers() const
{
    std::vector<std::uint64_t> covers(splits.size(), 0);
    for (std::size_t i = splits.size(); i-- > 0;)
        for (const TreeBranch branch : splits[i].branches)
            covers[i] += branch.isLeaf() ? leafCover(branch) : covers[branch.split()];
    return covers;
}

} // namespace genrelens
