#pragma once

#include "core/cluster/cluster_profile.h"
#include "core/labels/merge_tree.h"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace genrelens
{

/// What can be found out about clusters, as steps of a study.

struct ClusterPortraits {
    std::vector<ClusterProfile> profiles; ///< one a cluster, without their classes
    std::vector<std::string> suggested;   ///< names, likewise; no two the same
    MergeTree tree;                       ///< of their means, by Ward; of no leaves when there are too many
};

inline constexpr std::size_t mostTreeLeaves = 1'000; ///< clusters whose tree anybody could read

Result<ClusterPortraits> clusterPortraits(const Features &features, const LabelSet &clusters,
                                          Progress &progress);

/// How easily every row is told from the others, see isolationScores().
struct Isolation {
    Key key; ///< of features and seed
    std::vector<double> scores;
};

/// Tracks that stand out, the most so first.
struct ClusterAnomalies {
    std::vector<ClusterMember> byDistance;  ///< by score
    std::vector<ClusterMember> byIsolation; ///< of equals the first row
    std::shared_ptr<const Isolation> isolation;
};

/// limit: of either order. known: scores that there are already, used if they are of these features and this
/// seed; or null.
Result<ClusterAnomalies> findClusterAnomalies(const Features &features, const LabelSet &clusters,
                                              std::size_t limit, std::uint64_t seed,
                                              std::shared_ptr<const Isolation> known, Progress &progress);

} // namespace genrelens
