#pragma once

#include "core/base/progress.h"
#include "core/base/result.h"
#include "core/prepare/features.h"

#include <cstddef>
#include <cstdint>
#include <vector>

namespace genrelens
{

struct StabilityOptions {
    std::size_t clusters = 8;
    std::size_t resamples = 10; ///< bootstrap resamples, each clustered by itself; at least 2
    std::size_t rows = 20'000;  ///< of a resample at most; drawn with replacement
    std::size_t restarts = 3;   ///< of k-means on each
    std::uint64_t seed = 1;

    [[nodiscard]] Result<void> validate() const;
};

/// How much of a clustering is the tracks' doing and not chance.
struct Stability {
    /// Mean adjusted Rand index of all pairs of resamples: 1 when they all find the same clusters.
    double meanAdjustedRand = 0.0;
    double deviation = 0.0;           ///< of the pairs' indices
    std::vector<double> adjustedRand; ///< of each pair: 0-1, 0-2, 1-2, 0-3, ...
};

/// Each resample is clustered, all rows of the features then get the label of its nearest centre, and these
/// labels of all rows are compared (Hubert & Arabie 1985; Ben-Hur, Elisseeff & Guyon 2002 for the idea).
Result<Stability> stability(const Features &features, const StabilityOptions &options, Progress &progress);

} // namespace genrelens
