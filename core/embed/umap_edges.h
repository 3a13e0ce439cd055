#pragma once

#include "core/embed/map_point.h"
#include "core/embed/umap.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace genrelens
{

inline constexpr std::size_t umapBlocks = 16;

/// The edges of a graph as the layout wants them: rows in the order of their blocks, within a block in that
/// of a curve that fills the map, so that what is read together lies together. A block has one of each 16
/// rows that follow each other along that curve: neighbours seldom move at the same time.
struct UmapEdges {
    std::vector<std::uint32_t> rows;                  ///< of the graph, in the order of the layout
    std::array<std::size_t, umapBlocks + 1> blocks{}; ///< where each begins, and the end of the last
    std::vector<std::size_t> begins;                  ///< of each row's edges, and behind the last
    std::vector<std::uint32_t> ends;                  ///< in the order of the layout
    std::vector<std::uint32_t> rates;                 ///< see umapRate
};

/// epochs: edges that would be drawn less than once in them are left out. Not whole when it is cancelled.
UmapEdges umapEdges(const UmapGraph &graph, const std::vector<MapPoint> &start, int epochs,
                    std::uint64_t seed, const Progress &progress);

} // namespace genrelens
