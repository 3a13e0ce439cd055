#pragma once

#include "core/labels/label_set.h"
#include "core/prepare/features.h"

#include <vector>

namespace genrelens
{

/// Mean of each feature over the rows of each class, in the matrix's unit (standard deviations where
/// standardized). classes x columns, row-major; NaN for a class without rows.
std::vector<double> classMeans(const Features &features, const LabelSet &labels);

/// Sum of squared distances of the labelled rows from the means of their classes.
double withinClassSumOfSquares(const Features &features, const LabelSet &labels);

} // namespace genrelens
