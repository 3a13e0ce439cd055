#pragma once

#include "core/prepare/features.h"

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace genrelens
{

/// Rows of features regrouped for SIMD: tiles of 64 rows, within a tile feature by feature, so that many rows
/// meet the same centre at once. The last tile is filled up with copies of the last row, the features with
/// zeros to a multiple of four.
struct TiledRows {
    static constexpr std::size_t lanes = 64;

    Features features; ///< the same rows side by side
    std::size_t rows = 0;
    std::size_t columns = 0;   ///< filled up
    std::vector<float> values; ///< tiles x columns x lanes
    double squares = 0.0;      ///< sum of the squares of all values of the rows

    explicit TiledRows(const Features &source);

    [[nodiscard]] std::size_t tiles() const { return (rows + lanes - 1) / lanes; }
    [[nodiscard]] const float *tile(std::size_t i) const { return values.data() + i * columns * lanes; }
};

/// Columns that a tile has for so many features.
constexpr std::size_t tiledColumns(std::size_t features)
{
    return (features + 3) / 4 * 4;
}

/// Lays some rows, at most a tile of them, out as a tile; what is left of it is copies of the last.
void gatherTile(const Features &features, std::span<const std::uint32_t> rows, float *tile);

/// The nearest of the centres of each row, the first of equals, and how far the nearest two are (infinitely,
/// where there is but one); a place for each lane of each tile.
struct NearestTwo {
    std::int32_t *labels;
    float *first;
    float *second;
};

/// tiles: count x columns x lanes; centres: k x columns, zeros where filled up.
void findNearestTwo(const float *tiles, std::size_t count, std::size_t columns,
                    std::span<const float> centres, const NearestTwo &found);

/// What the squared distances `before` (one a row, filled to whole tiles) become with one more centre, and
/// their sum over each of the tiles begin..end-1.
void lowerDistances(const TiledRows &rows, std::size_t begin, std::size_t end, std::span<const float> centre,
                    const float *before, float *after, double *tileSums);

} // namespace genrelens
