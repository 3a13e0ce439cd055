#pragma once

#include "core/base/progress.h"
#include "core/base/random.h"
#include "core/learn/decision_tree.h"
#include "core/learn/feature_ranks.h"
#include "core/learn/forest_options.h"

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace genrelens
{

/// What the trees of a forest learn from.
struct TreeTask {
    const FeatureRanks &ranks;
    std::span<const std::uint16_t> classes; ///< of each training row
    std::size_t classCount = 0;
    const ForestOptions &options; ///< validated; class weights that are to be balanced are given as numbers
};

struct GrownTree {
    DecisionTree tree;
    std::vector<double> importances; ///< decrease of weighted impurity by feature; all 0 for a lone leaf
    bool complete = false;           ///< false when cancelled on the way
};

/// Grows one classification tree as scikit-learn's DecisionTreeClassifier does: at each node features are
/// drawn without replacement; those constant in the node count as drawn, but drawing goes on past
/// options.features until one was not. The purest split of those drawn is taken (the first of equals), its
/// threshold midway between the neighbouring values in the node, or drawn as ExtraTreeClassifier does.
/// weights: one a training row; rows of weight 0 are not in the tree's sample.
GrownTree growTree(const TreeTask &task, std::span<const std::uint16_t> weights, Random random,
                   const Progress &progress);

} // namespace genrelens
