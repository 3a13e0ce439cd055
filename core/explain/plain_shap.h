#pragma once

#include "core/base/progress.h"
#include "core/learn/forest_prediction.h"

#include <cstddef>
#include <span>

namespace genrelens
{

/// A tree of a forest, with its covers as splitCovers() has them.
struct PlainTree {
    const ForestView &forest;
    const DecisionTree &tree;
    std::span<const double> covers;
};

/// Adds the SHAP values of one row in one tree to values (class x feature, as many classes from firstClass on
/// as there is room for), leaf by leaf as the definition has it, in double. For trees with more features on a
/// path than the fast engine takes, and to test that. Incomplete when it was cancelled.
void addPlainShap(const PlainTree &tree, std::span<const float> row, std::span<double> values,
                  std::size_t firstClass = 0, const Progress &progress = Progress::none());

} // namespace genrelens
