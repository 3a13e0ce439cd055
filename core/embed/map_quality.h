#pragma once

#include "core/base/progress.h"
#include "core/base/result.h"
#include "core/embed/map_point.h"
#include "core/embed/neighbour_lists.h"
#include "core/prepare/features.h"

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace genrelens
{

/// How true a map is to the features. No row counts as a neighbour of its own.
struct MapQuality {
    double trustworthiness = 0.0; ///< 1: whoever is near on the map is near (Venna & Kaski 2001)
    double preservation = 0.0;    ///< mean share of a row's neighbours that are its neighbours on the map
    std::size_t neighbours = 0;   ///< that were looked at
    std::size_t queries = 0;      ///< rows that were asked, drawn by the seed
};

struct MapQualityOptions {
    std::size_t neighbours = 15;       ///< of each row that is asked
    Metric metric = Metric::Euclidean; ///< of the features; on the map distances are euclidean
    std::size_t queries = 2'000;       ///< rows that are asked, at most
    std::uint64_t seed = 1;            ///< draws them
};

/// Measures a map on some rows; all ranks of a query are exact, and those of nearestNeighbours(). points: one
/// a row. Errors: fewer than three rows, points of other rows, nothing asked for, cancelled.
Result<MapQuality> measureMap(const Features &features, std::span<const MapPoint> points,
                              const MapQualityOptions &options, Progress &progress);

/// Of every row: the share of its listed neighbours that are among as many nearest on the map, 0 to 1.
Result<std::vector<float>> neighbourhoodSurvival(const NeighbourLists &lists,
                                                 std::span<const MapPoint> points, Progress &progress);

} // namespace genrelens
