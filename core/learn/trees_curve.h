#pragma once

#include "core/learn/random_forest.h"

#include <cstddef>
#include <vector>

namespace genrelens
{

/// The first `trees` trees of a forest together, each row judged by those of them that did not see it.
struct TreesPoint {
    std::size_t trees = 0;
    std::size_t rows = 0; ///< that some of the trees did not see
    double accuracy = 0.0;
};

/// Out-of-bag accuracy after 1, 2, ... all trees, in one pass over rows and trees. data must be what the
/// forest was trained on. An error when it was trained without bootstrap.
Result<std::vector<TreesPoint>> outOfBagCurve(const RandomForest &forest, const TrainingData &data,
                                              Progress &progress);

} // namespace genrelens
