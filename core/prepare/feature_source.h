#pragma once

#include "core/base/progress.h"
#include "core/base/result.h"
#include "core/prepare/features.h"

#include <cmath>
#include <cstdint>
#include <limits>
#include <optional>
#include <span>
#include <vector>

namespace genrelens
{

/// A column on its way into the matrix: what stands in for a missing value, and whether logarithms are taken.
struct FeatureSource {
    const std::vector<double> *values = nullptr;              ///< of the table, one a row
    double median = std::numeric_limits<double>::quiet_NaN(); ///< for a missing value; NaN: nothing does
    bool logarithm = false;

    /// What the table says, or the median.
    [[nodiscard]] double filled(std::uint32_t row) const
    {
        const double value = (*values)[row];
        return std::isnan(value) ? median : value;
    }
    /// What is standardized.
    [[nodiscard]] double at(std::uint32_t row) const
    {
        return logarithm ? std::log1p(filled(row)) : filled(row);
    }
};

/// Whether the matrix can hold it: there, and no larger than a float; an infinity in the matrix would spoil
/// every distance.
inline bool fits(double value)
{
    return std::abs(value) <= static_cast<double>(std::numeric_limits<float>::max());
}

/// Median of the values in those rows, without those that do not fit; nothing when none does. Of an even
/// number the mean of the middle two. Needs no copy of the values. Error: cancelled.
Result<std::optional<double>> medianOf(const std::vector<double> &values, std::span<const std::uint32_t> rows,
                                       const Progress &progress);

/// Mean and population standard deviation over those rows, in two passes in double; exactly 0 for a constant.
/// What it returns when cancelled is of no use.
FeatureScaling measured(const FeatureSource &source, std::span<const std::uint32_t> rows,
                        const Progress &progress);

} // namespace genrelens
