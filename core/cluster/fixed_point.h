#pragma once

#include "core/base/progress.h"
#include "core/prepare/features.h"

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace genrelens
{

/// Means, sizes and the spread of clusters, in double.
struct ClusterMeans {
    std::vector<double> centres; ///< clusters x features; zeros for an empty cluster
    std::vector<std::size_t> sizes;
    double wcss = 0.0; ///< sum of squared distances of all rows from their centres
};

/// labels: one a row, each below clusters. The same bits for any number of threads.
ClusterMeans clusterMeans(const Features &features, std::span<const std::int32_t> labels,
                          std::size_t clusters);

/// How nearestLabels went.
struct Relabelled {
    std::size_t moved = 0; ///< rows that got another label
    bool finished = true;  ///< false when cancelled on the way
};

/// Gives each row the label of its nearest centre (clusters x features), exactly: most rows in float, those
/// whose nearest two centres float cannot tell apart in double. Among equals the label that a row has stays.
Relabelled nearestLabels(const Features &features, std::span<const double> centres,
                         std::vector<std::int32_t> &labels, const Progress &progress);

} // namespace genrelens
