#pragma once

#include "core/base/progress.h"
#include "core/base/result.h"
#include "core/explain/shap_values.h"
#include "core/learn/proportion.h"

#include <cstddef>
#include <cstdint>
#include <vector>

namespace genrelens
{

struct ShapBootstrapOptions {
    std::size_t resamples = 200;
    double coverage = 0.95; ///< of the intervals
    std::uint64_t seed = 1;
};

/// How far the mean |SHAP| of other rows from where these came might lie from theirs.
struct ShapIntervals {
    std::size_t features = 0;
    std::vector<Interval> totals; ///< one a feature, see ShapImportance::total()
    std::vector<Interval> means;  ///< class, feature

    [[nodiscard]] const Interval &of(std::size_t classCode, std::size_t feature) const
    {
        return means[classCode * features + feature];
    }
};

/// By the percentile bootstrap (Efron 1979): the rows are drawn anew with replacement, as many as there are.
/// The same bits for any thread count. Errors: no rows, cancelled.
Result<ShapIntervals> shapIntervals(const ShapValues &values, const ShapBootstrapOptions &options,
                                    Progress &progress);

} // namespace genrelens
