#pragma once

#include "core/base/progress.h"
#include "core/embed/map_point.h"
#include "core/embed/umap.h"

#include <cstdint>
#include <span>
#include <vector>

namespace genrelens
{

/// The connected parts of a graph, each with its rows rising, the largest first (of equals that with the
/// lowest row). Not all of them when it is cancelled.
std::vector<std::vector<std::uint32_t>> componentsOf(const UmapGraph &graph, const Progress &progress);

enum class SpectralPlacing { Placed, TooSmall, Unsettled };

/// Lays the rows of a connected part out by the two smoothest eigenvectors of its normalized Laplacian, found
/// from the points they have by a few filtered steps: near enough for a start, not to all digits. Middle,
/// spread and orientation of the part stay what they are. Nothing is moved when the part is too small to be
/// tried, or the steps do not settle, as when it is cancelled.
SpectralPlacing placeBySpectrum(const UmapGraph &graph, std::span<const std::uint32_t> part,
                                std::vector<MapPoint> &points, const Progress &progress);

} // namespace genrelens
