#pragma once

#include "core/base/progress.h"
#include "core/base/result.h"
#include "core/prepare/features.h"

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace genrelens
{

/// Mean silhouette (Rousseeuw 1987) of the given rows among themselves: (b - a) / max(a, b) with a the mean
/// euclidean distance to the row's own class and b that to the nearest other one; 0 for a class of one row.
/// labels: one a row of features; rows with a negative label are left out. Exact: time grows with the square
/// of the number of rows. An error unless there are at least 2 classes and more rows than classes.
Result<double> silhouette(const Features &features, std::span<const std::int32_t> labels,
                          std::span<const std::uint32_t> rows, Progress &progress);

/// At most `limit` of `rows` rows drawn without replacement, rising: all of them when they are fewer.
std::vector<std::uint32_t> sampleRows(std::size_t rows, std::size_t limit, std::uint64_t seed);

} // namespace genrelens
