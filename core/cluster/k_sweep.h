#pragma once

#include "core/cluster/k_means.h"

#include <cstddef>
#include <cstdint>
#include <vector>

namespace genrelens
{

struct KSweepOptions {
    std::size_t first = 2;             ///< fewest clusters tried
    std::size_t last = 14;             ///< most clusters tried
    std::size_t restarts = 10;         ///< of k-means for each number of clusters
    std::size_t maxIterations = 300;   ///< of each restart
    std::size_t silhouetteRows = 5000; ///< at most so many rows, drawn once for all, are measured
    std::uint64_t seed = 1;

    [[nodiscard]] Result<void> validate() const;
};

/// How well one number of clusters fits: the elbow is drawn from these.
struct KSweepPoint {
    std::size_t clusters = 0;
    double wcss = 0.0;
    double silhouette = 0.0; ///< NaN where it is undefined: one cluster, or one for each row
};

/// k-means and its silhouette for each number of clusters from first to last.
Result<std::vector<KSweepPoint>> kSweep(const Features &features, const KSweepOptions &options,
                                        Progress &progress);

} // namespace genrelens
