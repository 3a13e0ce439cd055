#pragma once

#include "core/base/random.h"
#include "core/embed/map_point.h"
#include "core/embed/umap.h"

#include <cstddef>
#include <cstdint>

namespace genrelens
{

/// What the moves of an epoch follow from. Points are numbered as in UmapEdges.
struct UmapMoves {
    const MapPoint *own = nullptr;    ///< those that move, where they are
    const MapPoint *points = nullptr; ///< all that pull and push; of a layout the same ones
    std::uint32_t count = 0;          ///< of these
    const std::size_t *begins = nullptr;
    const std::uint32_t *ends = nullptr;
    const std::uint32_t *rates = nullptr;
    float a = 1.0F;
    float b = 1.0F;
    float repulsion = 1.0F;
    float learningRate = 1.0F;
    int negatives = 5;
    bool pullsFromEnds = true; ///< an edge moves its other end too
    std::uint32_t epoch = 0;   ///< from 1
    std::uint32_t key = 0;     ///< of this epoch's random numbers
};

/// With the curve, the repulsion and the like of these options.
UmapMoves umapMoves(const UmapOptions &options);
/// How often an edge is drawn: its share of the epochs, times 2^32.
std::uint32_t umapRate(float weight, float largest);
std::uint32_t umapKey(std::uint64_t seed, RandomPurpose purpose, int epoch);

/// Moves the points begin..end-1 and puts them to moved. Points are in lanes, each of which takes a point's
/// edges one after the other, so that the bits do not depend on the number of lanes.
void moveUmapPoints(const UmapMoves &moves, std::size_t begin, std::size_t end, MapPoint *moved);

} // namespace genrelens
