#pragma once

#include "core/base/progress.h"
#include "core/learn/classifier.h"

#include <Eigen/Core>

#include <string_view>
#include <vector>

namespace genrelens
{

/// Products of deviations from a centre, summed over all training rows: columns x columns. centres: classes x
/// columns, row-major; each row's is that of its class. The same bits for any number of threads; empty when
/// cancelled.
Eigen::MatrixXd scatterAround(const TrainingData &data, const std::vector<double> &centres,
                              Progress &progress, std::string_view stage);

} // namespace genrelens
