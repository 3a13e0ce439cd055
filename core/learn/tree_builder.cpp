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

bool isWhole(const ClassWeight &share)
{
    return share.weight <= static_cast<double>(std::numeric_limits<std::uint32_t>::max()) &&
           std::floor(share.weight) == share.weight;
}

} // namespace

TreeBuilder::TreeBuilder() : m_open{0}
{
    m_tree.nodes.emplace_back();
}

TreeNode &TreeBuilder::next()
{
    assert(!m_open.empty());
    const std::uint32_t place = m_open.back();
    m_open.pop_back();
    return m_tree.nodes[place];
}

void TreeBuilder::split(std::size_t feature, float threshold)
{
    const auto child = static_cast<std::uint32_t>(m_tree.nodes.size());
    TreeNode &node = next();
    node.feature = static_cast<std::uint16_t>(feature);
    node.threshold = threshold;
    node.next = child;
    m_open.push_back(child + 1);
    m_open.push_back(child);
    m_tree.nodes.resize(m_tree.nodes.size() + 2);
}

void TreeBuilder::leaf(std::span<const ClassWeight> shares)
{
    TreeNode &node = next();
    if (!m_isReal && !std::all_of(shares.begin(), shares.end(), isWhole))
        keepRealWeights();
    if (shares.size() > 1 || m_isReal) {
        mixedLeaf(node, shares);
        return;
    }
    node.feature = TreeNode::pureLeaf;
    node.classOrCount = static_cast<std::uint16_t>(shares.front().classCode);
    node.next = static_cast<std::uint32_t>(shares.front().weight);
}

void TreeBuilder::mixedLeaf(TreeNode &node, std::span<const ClassWeight> shares)
{
    node.feature = TreeNode::mixedLeaf;
    node.next = static_cast<std::uint32_t>(m_tree.leafShares.size());
    node.classOrCount = static_cast<std::uint16_t>(shares.size());
    for (const ClassWeight &share : shares) {
        m_tree.leafShares.push_back(
            {share.classCode, m_isReal ? 0 : static_cast<std::uint32_t>(share.weight)});
        if (m_isReal)
            m_tree.realWeights.push_back(share.weight);
    }
}

// From now on every leaf is mixed; those that were told before follow.
void TreeBuilder::keepRealWeights()
{
    m_isReal = true;
    for (const LeafShare &share : m_tree.leafShares)
        m_tree.realWeights.push_back(share.weight);
    for (TreeNode &node : m_tree.nodes) {
        if (node.feature != TreeNode::pureLeaf || node.next == 0) // the latter are still to come
            continue;
        m_tree.realWeights.push_back(node.next);
        m_tree.leafShares.push_back({node.classOrCount, 0});
        node.feature = TreeNode::mixedLeaf;
        node.classOrCount = 1;
        node.next = static_cast<std::uint32_t>(m_tree.leafShares.size() - 1);
    }
}

DecisionTree TreeBuilder::take()
{
    assert(m_open.empty());
    m_tree.nodes.shrink_to_fit();
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
