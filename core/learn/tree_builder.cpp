#include "core/learn/tree_builder.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <limits>
#include <utility>

namespace genrelens
{

namespace
{

constexpr double mostWhole = 2147483647.0; // that a LeafShare holds

bool isWhole(const ClassWeight &share)
{
    return share.weight <= mostWhole && std::floor(share.weight) == share.weight;
}

bool fitsPureLeaf(const ClassWeight &share)
{
    return isWhole(share) && share.classCode <= TreeBranch::mostOfPureLeaf &&
           share.weight <= static_cast<double>(TreeBranch::mostOfPureLeaf);
}

} // namespace

TreeBuilder::TreeBuilder() : m_open{{0, 0, true}}
{
}

void TreeBuilder::put(TreeBranch branch)
{
    assert(!m_open.empty());
    const Open at = m_open.back();
    m_open.pop_back();
    (at.isRoot ? m_tree.root : m_tree.splits[at.split].branches[at.side]) = branch;
}

void TreeBuilder::split(std::size_t feature, float threshold)
{
    const std::size_t index = m_tree.splits.size();
    put(TreeBranch::toSplit(static_cast<std::uint32_t>(index)));
    m_tree.splits.push_back({threshold, static_cast<std::uint32_t>(feature), {}});
    m_open.push_back({index, 1});
    m_open.push_back({index, 0});
}

void TreeBuilder::leaf(std::span<const ClassWeight> shares)
{
    if (shares.size() == 1 && fitsPureLeaf(shares.front())) {
        put(TreeBranch::toPureLeaf(shares.front().classCode,
                                   static_cast<std::uint32_t>(shares.front().weight)));
        return;
    }
    if (!m_isReal && !std::all_of(shares.begin(), shares.end(), isWhole))
        keepRealWeights();
    m_shares.clear();
    for (const ClassWeight &share : shares) {
        m_shares.push_back(
            LeafShare::of(share.classCode, m_isReal ? 0 : static_cast<std::uint32_t>(share.weight)));
        if (m_isReal)
            m_tree.realWeights.push_back(share.weight);
    }
    put(m_tree.makeMixedLeaf(m_shares));
}

// From now on mixed leaves have their weights there; those that were told before follow.
void TreeBuilder::keepRealWeights()
{
    m_isReal = true;
    for (LeafShare &share : m_tree.leafShares) {
        m_tree.realWeights.push_back(share.weight);
        share.weight = 0;
    }
}

DecisionTree TreeBuilder::take()
{
    assert(m_open.empty());
    m_tree.splits.shrink_to_fit();
    m_tree.leafShares.shrink_to_fit();
    m_tree.realWeights.shrink_to_fit();
    return std::move(m_tree);
}

float thresholdBelow(double threshold)
{
    constexpr float most = std::numeric_limits<float>::max();
    if (threshold >= static_cast<double>(most))
        return most;
    if (threshold < -static_cast<double>(most))
        return -std::numeric_limits<float>::infinity();
    const auto nearest = static_cast<float>(threshold);
    return static_cast<double>(nearest) > threshold
               ? std::nextafter(nearest, -std::numeric_limits<float>::infinity())
               : nearest;
}

} // namespace genrelens
