#pragma once

#include "core/prepare/features.h"

#include <cstddef>
#include <cstdint>
#include <span>
#include <utility>
#include <vector>

namespace genrelens
{

/// Values of one feature, both ends included, in the matrix's unit; infinite where there is no end.
struct ValueRange {
    std::size_t column = 0;
    double low = 0;
    double high = 0;
};

/// The rows that lie within all the ranges, rising; all rows where there is no range.
std::vector<std::uint32_t> rowsWithin(const Features &features, std::span<const ValueRange> ranges);

/// Mean of each feature over those rows; NaN of none.
std::vector<double> columnMeans(const Features &features, std::span<const std::uint32_t> rows);

/// The value below which that share of the numbers lies, linear between the two nearest; reorders them. NaN
/// of none.
double quantileOf(std::span<float> values, double share);

/// The least range that holds, of each of the columns, all but that share of the values at either end. Of
/// very many rows it looks at evenly spaced ones. {0, 0} where there is nothing to look at.
std::pair<double, double> commonRange(const Features &features, std::span<const std::size_t> columns,
                                      double share);

} // namespace genrelens
