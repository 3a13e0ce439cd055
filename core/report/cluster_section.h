#pragma once

#include "core/cluster/cluster_profile.h"
#include "core/labels/label_set.h"
#include "core/prepare/features.h"

#include <nlohmann/json.hpp>

#include <span>

namespace genrelens
{

/// What clusters are made of, for results.json. Means are in the features' own units.

/// clusters.profiles[]: an entry a cluster. others: what the profiles' classes are of.
nlohmann::ordered_json clusterProfilesSection(const Features &features, const LabelSet &clusters,
                                              const LabelSet &others,
                                              std::span<const ClusterProfile> profiles);

/// clusters.anomalies[]: an entry a track. isolation: the score of every row, see isolationScores().
nlohmann::ordered_json clusterAnomaliesSection(const LabelSet &clusters,
                                               std::span<const ClusterMember> anomalies,
                                               std::span<const double> isolation);

} // namespace genrelens
