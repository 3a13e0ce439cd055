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
/// then all of its right one. So its splits stand in the order in which they were told.
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
    /// A side of a split that is still to come.
    struct Open {
        std::size_t split = 0;
        std::size_t side = 0;
        bool isRoot = false;
    };

    void put(TreeBranch branch);
    void keepRealWeights();

    DecisionTree m_tree;
    std::vector<Open> m_open; // the next one last
    std::vector<LeafShare> m_shares;
    bool m_isReal = false; // some weight is no whole number
};

/// The largest float that is not above the threshold: a float is <= one exactly when it is <= the other.
/// Below all floats it is minus infinity.
float thresholdBelow(double threshold);

} // namespace genrelens
