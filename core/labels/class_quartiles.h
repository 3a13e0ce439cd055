#pragma once

#include "core/base/progress.h"
#include "core/base/result.h"
#include "core/labels/label_set.h"
#include "core/prepare/features.h"

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace genrelens
{

/// Between which values the middle half of each class lies, feature by feature, in the matrix's unit. Linear
/// between the two nearest values, as numpy and R do by default. NaN for a class without rows.
struct ClassQuartiles {
    std::size_t columns = 0;
    std::vector<double> lower; ///< classes x columns, row-major
    std::vector<double> median;
    std::vector<double> upper;

    [[nodiscard]] std::size_t classes() const { return columns > 0 ? lower.size() / columns : 0; }
};

/// Over those of the given rows that have a class.
Result<ClassQuartiles> classQuartiles(const Features &features, const LabelSet &labels,
                                      std::span<const std::uint32_t> rows, Progress &progress);
/// Over all rows that have a class.
Result<ClassQuartiles> classQuartiles(const Features &features, const LabelSet &labels, Progress &progress);

} // namespace genrelens
