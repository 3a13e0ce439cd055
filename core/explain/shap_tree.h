#pragma once

#include "core/learn/forest_prediction.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace genrelens
{

/// Where a split of a ShapTree leads.
struct ShapBranch {
    std::uint32_t index : 31 = 0; ///< of ShapTree::splits, or of ShapTree::leaves
    std::uint32_t isLeaf : 1 = 0;
    double share = 1.0; ///< of the training samples at the split that went here
};

struct ShapSplit {
    float threshold = 0.0F; ///< rows with a value up to it go to branches[0]
    std::uint32_t slot = 0; ///< of its feature in ShapTree::features
    std::array<ShapBranch, 2> branches;
    std::array<std::uint64_t, 2> classes{}; ///< by part a bit for each class of its leaves below
    std::uint32_t larger = 0;               ///< the branch with more leaves
};

/// What one class has in a leaf.
struct ShapShare {
    std::uint32_t classCode = 0; ///< counted from the tree's first class
    double value = 0.0;          ///< its share of the leaf's samples times the leaf's of the tree's
};

/// A stretch of ShapTree::shares.
struct ShapLeaf {
    std::uint32_t first = 0;
    std::uint32_t count : 31 = 0;
    std::uint32_t part : 1 = 0; ///< see ShapTree::features
};

/// A decision tree as TreeSHAP walks it: with the share of samples at each branch, and of at most 64 of the
/// classes. Its leaves are in two parts, by how many features their paths have, since a path of fewer is
/// cheaper.
struct ShapTree {
    static constexpr std::size_t mostClasses = 64;
    static constexpr std::size_t mostOfFirstPart = 12; ///< features on a path

    std::vector<std::uint32_t> features; ///< that it splits by, rising
    std::vector<ShapSplit> splits;       ///< the first is the root; none: the tree is a leaf
    std::vector<ShapLeaf> leaves;
    std::vector<ShapShare> shares;
    std::size_t depth = 0;                     ///< splits on the longest path
    std::array<std::size_t, 2> pathFeatures{}; ///< the most on a path of each part; 0: it has no leaves
    double leastReach = 1.0;                   ///< the smallest leaf's share of the samples
};

/// The tree with the classes firstClass..firstClass+mostClasses-1.
ShapTree shapTreeOf(const ForestView &forest, const DecisionTree &tree, std::size_t firstClass);

} // namespace genrelens
