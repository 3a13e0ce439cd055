#pragma once

#include "core/base/progress.h"
#include "core/base/result.h"
#include "core/prepare/features.h"

#include <cstddef>
#include <cstdint>
#include <vector>

namespace genrelens
{

struct KMeansOptions {
    std::size_t clusters = 8;
    std::size_t restarts = 50;       ///< independent starts; the best result is kept
    std::size_t maxIterations = 300; ///< of each start; most reach their fixed point long before
    std::uint64_t seed = 1;

    [[nodiscard]] Result<void> validate() const;
};

struct KMeansResult {
    std::vector<std::int32_t> labels; ///< one a row; clusters are numbered by size, the largest 0
    std::vector<double> centres;      ///< clusters x features: the means of their rows
    std::vector<std::size_t> sizes;   ///< rows of each cluster, falling; 0 for one that stayed empty
    double wcss = 0.0;                ///< sum of squared distances of all rows from their centres
    std::size_t iterations = 0;       ///< of the start that was kept
    bool converged = false;           ///< whether it reached its fixed point
    std::size_t bestRestart = 0;      ///< its number; the first of equals
    std::size_t restarts = 0;
};

/// k-means over all rows: Lloyd's iteration (1982) to its fixed point from greedy k-means++ starts (Arthur &
/// Vassilvitskii 2007, with scikit-learn's 2 + log k candidates a centre). A cluster that runs empty takes
/// the row farthest from its centre; only when there are fewer distinct rows than clusters may some stay
/// empty.
Result<KMeansResult> kMeans(const Features &features, const KMeansOptions &options, Progress &progress);

} // namespace genrelens
