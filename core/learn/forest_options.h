#pragma once

#include "core/base/result.h"

#include <cstddef>
#include <cstdint>
#include <vector>

namespace genrelens
{

enum class SplitCriterion { Gini, Entropy };

/// How many features are tried at each node of a tree.
struct FeaturesToTry {
    enum class Rule { SquareRoot, Log2, All, Number, Share };
    Rule rule = Rule::SquareRoot;
    std::size_t number = 1; ///< of Rule::Number
    double share = 1.0;     ///< of Rule::Share, in ]0, 1]

    /// Rounded down, at least 1.
    [[nodiscard]] std::size_t of(std::size_t columns) const;
};

/// Which training rows a tree learns from.
enum class TreeSampling {
    Bootstrap, ///< drawn with replacement
    Subsample, ///< drawn without
    All
};

/// The defaults are those of scikit-learn's RandomForestClassifier.
struct ForestOptions {
    std::size_t trees = 100;
    SplitCriterion criterion = SplitCriterion::Gini;
    std::size_t maxDepth = 0; ///< 0: until leaves are pure
    std::size_t minSamplesSplit = 2;
    std::size_t minSamplesLeaf = 1; ///< distinct rows of the tree's sample in a leaf, as in minSamplesSplit
    FeaturesToTry features;
    TreeSampling sampling = TreeSampling::Bootstrap;
    double sampleShare = 1.0; ///< rows drawn for a tree, as a share of all; not of TreeSampling::All
    /// Extremely randomized trees (Geurts et al. 2006): one threshold a feature, drawn evenly between its
    /// smallest and largest value in the node, instead of the best one.
    bool randomThresholds = false;
    /// Weight of each sample by its class, in impurities and leaf shares; empty: all 1. One a class,
    /// positive.
    std::vector<double> classWeights;
    bool balanced = false; ///< class weights of n / (classes that occur * rows of the class) instead
    std::uint64_t seed = 1;

    [[nodiscard]] Result<void> validate(std::size_t columns, std::size_t classes) const;
};

} // namespace genrelens
