#pragma once

#include "core/embed/map_point.h"

#include <cstdint>
#include <span>
#include <utility>
#include <vector>

namespace genrelens
{

/// A row of one map and the row of another map that is the same track.
using SharedRow = std::pair<std::uint32_t, std::uint32_t>;

/// The points turned, mirrored where that fits better, and moved so that they lie as near to the reference as
/// they can (least squares; Procrustes without a change of scale): a map that was made again does not flip.
/// Row i of one is row i of the other, as far as both go. Without rows in common, or when they say nothing
/// about the direction, the points are not turned.
std::vector<MapPoint> alignedTo(std::span<const MapPoint> points, std::span<const MapPoint> reference);

/// The same by the rows that both maps have: the first of a pair in points, the second in reference.
std::vector<MapPoint> alignedTo(std::span<const MapPoint> points, std::span<const MapPoint> reference,
                                std::span<const SharedRow> shared);

} // namespace genrelens
