#pragma once

#include "core/learn/forest_prediction.h"

#include <span>

namespace genrelens
{

/// Adds the SHAP values of one row in one tree to values (class x feature), leaf by leaf as the definition
/// has it, in double. For trees with more features on a path than the fast engine takes, and to test that.
/// covers: as splitCovers() has them.
void addPlainShap(const ForestView &forest, const DecisionTree &tree, std::span<const double> covers,
                  std::span<const float> row, std::span<double> values);

} // namespace genrelens
