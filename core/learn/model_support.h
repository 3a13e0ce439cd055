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

/// The classes that have training rows, rising, and the place of each class among them (-1 for the others):
/// for models that cannot speak of a class without rows.
struct PresentClasses {
    std::vector<std::size_t> classes;
    std::vector<std::int32_t> places;

    explicit PresentClasses(const std::vector<std::size_t> &counts);
};

/// Writes exp(logs) as shares of their sum. A log may be -infinity, but not all; they are overwritten.
void writeShares(std::span<double> logs, float *out);

/// Rows that a thread should judge at once, so that a block of rows x classes stays small and a person who
/// cancels does not wait.
std::size_t rowsAtOnce(std::size_t classes);

/// Makes rows x classes probabilities: fill(begin, end, out) writes the rows begin..end-1 of out (zero
/// before) and is called for blocks of blockSize rows on several threads.
Result<Probabilities>
fillProbabilities(std::size_t rows, std::size_t classes, std::size_t blockSize, Progress &progress,
                  const std::function<void(std::size_t begin, std::size_t end, Probabilities &out)> &fill);

} // namespace genrelens
