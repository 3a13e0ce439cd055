#pragma once

#include "core/learn/decision_tree.h"

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace genrelens
{

/// The samples of one class in a leaf; no whole number where samples were weighted.
struct ClassWeight {
    std::uint32_t classCode = 0;
    double weight = 0.0;
};

/// Makes a tree from its nodes, told from the root downwards: behind a split come all nodes of its left side,
/// then all of its right one. Features are below 65,534, classes below 65,535.
class TreeBuilder
{
public:
    TreeBuilder();

    void split(std::size_t feature, float threshold);
    /// At least one class, classes rising, weights positive.
    void leaf(std::span<const ClassWeight> shares);
    /// The tree, when every split has both its sides; the builder is then used up.
    [[nodiscard]] DecisionTree take();

private:
    TreeNode &next();
    void mixedLeaf(TreeNode &node, std::span<const ClassWeight> shares);
    void keepRealWeights();

    DecisionTree m_tree;
    std::vector<std::uint32_t> m_open; // places of nodes that are still to come, the next one last
    bool m_isReal = false;             // some weight is no whole number
};

/// The largest float that is not above the threshold: a float is <= one exactly when it is <= the other.
/// Below all floats it is minus infinity.
float thresholdBelow(double threshold);

} // namespace genrelens
