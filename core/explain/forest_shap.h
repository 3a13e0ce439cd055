#pragma once

#include "core/base/progress.h"
#include "core/base/result.h"
#include "core/explain/shap_values.h"
#include "core/learn/random_forest.h"
#include "core/prepare/features.h"

#include <cstdint>
#include <functional>
#include <span>

namespace genrelens
{

/// Told of all rows so far whenever there are more, on the thread that asked.
using ShapWatcher = std::function<void(const ShapValues &)>;

/// Exact path-dependent SHAP values (Lundberg et al. 2020, TreeSHAP) of a forest's probabilities for some
/// rows of features, which must have the columns of the training data: for every class, in the order of rows.
/// Where a row's way parts from a coalition's, a tree goes both ways, weighted by the training samples that
/// did. The same bits for any thread count. known: values of the first rows, which are not computed again.
/// Errors: no rows, other columns, a tree that is too deep, more values than there is room for, leaves whose
/// weights are beyond numbers, cancelled.
Result<ShapValues> explainForest(const RandomForest &forest, const Features &features,
                                 std::span<const std::uint32_t> rows, Progress &progress,
                                 const ShapWatcher &watcher = {}, const ShapValues &known = {});

} // namespace genrelens
