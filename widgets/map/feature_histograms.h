#pragma once

#include "core/base/progress.h"
#include "core/base/result.h"
#include "widgets/shap/own_values.h"

#include <cstddef>
#include <vector>

namespace genrelens
{

/// How a feature's own values are spread over all kept rows.
struct FeatureHistogram {
    double low = 0.0;           ///< the 1st percentile, at the left edge
    double high = 0.0;          ///< the 99th, at the right one; the whole range where both are the same
    std::vector<float> heights; ///< of the bins, 1 the highest; what lies beyond counts in the outer ones
    bool isKnown = false;       ///< or all its values are missing

    /// Where a value is, 0 to 1; beyond the edges at the edge; the middle of a constant. NaN for NaN.
    [[nodiscard]] double place(double value) const;
    bool operator==(const FeatureHistogram &) const = default;
};

struct FeatureHistograms {
    Features features; ///< of which they are
    std::vector<FeatureHistogram> ofFeature;
};

inline constexpr std::size_t histogramBins = 24;

/// Made once for the features of a study, in a job. Errors: cancelled.
Result<FeatureHistograms> featureHistograms(const OwnValues &values, const Features &features,
                                            Progress &progress);

} // namespace genrelens
