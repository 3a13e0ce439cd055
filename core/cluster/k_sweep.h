#pragma once

#include "core/cluster/cluster_choice.h"
#include "core/cluster/k_means.h"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <span>
#include <vector>

namespace genrelens
{

struct KSweepOptions {
    std::size_t first = 2;             ///< fewest clusters tried
    std::size_t last = 14;             ///< most clusters tried
    std::size_t restarts = 10;         ///< of k-means for each number of clusters
    std::size_t maxIterations = 300;   ///< of each restart
    std::size_t silhouetteRows = 5000; ///< at most so many rows, drawn once for all, are measured
    std::size_t references = 0;        ///< of the gap statistic (core/cluster/gap.h); 0 leaves it out
    std::size_t resamples = 0;         ///< of the stability (core/cluster/stability.h); 0 leaves it out
    std::uint64_t seed = 1;

    [[nodiscard]] Result<void> validate() const;
};

/// How well one number of clusters fits: the elbow is drawn from these. NaN where a figure is undefined (one
/// cluster, or one for each row) or was not asked for.
struct KSweepPoint {
    std::size_t clusters = 0;
    double wcss = 0.0;
    double silhouette = 0.0;      ///< of at most silhouetteRows rows among themselves
    double silhouetteError = 0.0; ///< its standard error as an estimate for all; 0 when all were measured
    double calinskiHarabasz = ClusterQuality::unknown; ///< of all rows, as the next
    double daviesBouldin = ClusterQuality::unknown;
    double expectedWcss = ClusterQuality::unknown; ///< of rows without clusters
    double gap = ClusterQuality::unknown;
    double gapError = ClusterQuality::unknown;
    double stability = ClusterQuality::unknown; ///< mean adjusted Rand between resamples
    double stabilityDeviation = ClusterQuality::unknown;

    /// For chooseClusters().
    [[nodiscard]] ClusterQuality quality() const;
};

/// Told of all points so far whenever there is one more, or more is known of one; on the thread of the sweep.
using KSweepWatcher = std::function<void(const std::vector<KSweepPoint> &)>;

/// k-means and what tells how good it is for each number of clusters from first to last; then, in a second
/// round, the gap and the stability of each, which take longer. known: points of a sweep of the same features
/// and options but for the range, maybe cut short; what they tell is not measured again.
Result<std::vector<KSweepPoint>> kSweep(const Features &features, const KSweepOptions &options,
                                        Progress &progress, const KSweepWatcher &watcher = {},
                                        std::span<const KSweepPoint> known = {});

} // namespace genrelens
