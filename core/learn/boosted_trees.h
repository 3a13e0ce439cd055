#pragma once

#include "core/learn/classifier.h"

#include <cstddef>
#include <cstdint>

namespace genrelens
{

/// As in xgboost, whose standards these are.
struct BoostedTreesOptions {
    std::size_t rounds = 100;    ///< n_estimators: in each a tree for every class
    double learningRate = 0.3;   ///< share of a tree's answer that is added
    std::size_t maxDepth = 6;    ///< at least 1
    double subsample = 1.0;      ///< share of the rows that each tree sees
    double columnsByTree = 1.0;  ///< share of the features that each tree sees
    double minChildWeight = 1.0; ///< least sum of second derivatives in a leaf
    double lambda = 1.0;         ///< L2 penalty on leaf values
    std::uint64_t seed = 1;      ///< of the samples; without effect when both shares are 1
};

/// Trains gradient-boosted trees for the softmax loss, as xgboost does with tree_method hist (256 bins a
/// feature) and objective multi:softprob. xgboost grows each tree, on one thread; the trees of a round are
/// grown side by side. So the same bits come out for any number of threads, and a person who cancels waits
/// for a tree, not for a round. A class without rows gets probability 0; with one class there are no trees.
///
/// Takes a byte a value for the bins and 4 bytes for each row and class.
Result<std::shared_ptr<const Classifier>>
trainBoostedTrees(const TrainingData &data, const BoostedTreesOptions &options, Progress &progress);

} // namespace genrelens
