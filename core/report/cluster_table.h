#pragma once

#include "core/cluster/cluster_profile.h"
#include "core/labels/label_set.h"
#include "core/prepare/features.h"
#include "core/table/table.h"

#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <vector>

namespace genrelens
{

/// What clusters are made of, as CSV for other programs.

/// How a table names a row: "Title – Artists".
using TrackNames = std::function<std::string(std::uint32_t row)>;

/// cluster, cluster_name, kind, name, measure, value: a line a number. Of kind "cluster" are its rows, share
/// and mean distance; of "feature" difference, mean and rest, in the feature's own unit; of the name of
/// `others` rows, share and lift of its classes; of "typical" and "distant" row, counted from 0, and
/// distance of single tracks.
std::string clusterProfilesTable(const Features &features, const LabelSet &clusters, const LabelSet &others,
                                 std::span<const ClusterProfile> profiles, const TrackNames &trackName);

/// Where a table of tracks takes what names them.
struct NamedRows {
    Table table;
    Features features;
    std::vector<std::size_t> columns; ///< of the table, written as the file has them
};

/// row, counted from 0, those columns, cluster, cluster_name, distance, score, isolation: a line a track.
/// isolation: the score of every row, see isolationScores().
std::string clusterAnomaliesTable(const NamedRows &rows, const LabelSet &clusters,
                                  std::span<const ClusterMember> anomalies,
                                  std::span<const double> isolation);

} // namespace genrelens
