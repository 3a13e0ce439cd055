#pragma once

#include "core/base/progress.h"
#include "core/base/result.h"
#include "core/learn/classifier.h"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <span>
#include <string_view>
#include <vector>

namespace genrelens
{

/// What every classifier needs of its training data: rows, columns and classes at all; rows rising, in range
/// and each with a class; finite values.
Result<void> checkTrainingData(const TrainingData &data);

/// Whether a model that learned from `columns` features can answer for these rows.
Result<void> checkQuery(const Features &features, std::span<const std::uint32_t> rows, std::size_t columns);

/// Rows of the training data in each class.
std::vector<std::size_t> classCounts(const TrainingData &data);

/// Mean of each class's training rows: classes x columns, row-major; zeros for a class without rows.
std::vector<double> classMeans(const TrainingData &data, const std::vector<std::size_t> &counts);

/// Makes rows x classes probabilities: fill(begin, end, out) writes the rows begin..end-1 of out (zero
/// before) and is called for blocks of blockSize rows on several threads.
Result<Probabilities>
fillProbabilities(std::size_t rows, std::size_t classes, std::size_t blockSize, Progress &progress,
                  const std::function<void(std::size_t begin, std::size_t end, Probabilities &out)> &fill);

} // namespace genrelens
