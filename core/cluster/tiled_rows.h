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

    std::size_t rows = 0;
    std::size_t columns = 0;   ///< filled up
    std::vector<float> values; ///< tiles x columns x lanes

    explicit TiledRows(const Features &features);

    [[nodiscard]] std::size_t tiles() const { return (rows + lanes - 1) / lanes; }
    [[nodiscard]] const float *tile(std::size_t i) const { return values.data() + i * columns * lanes; }
    [[nodiscard]] float value(std::size_t row, std::size_t column) const
    {
        return tile(row / lanes)[column * lanes + row % lanes];
    }
};

/// For each row of the tiles begin..end-1: the nearest of the centres (k x columns, zeros where filled up;
/// the first of equals) and the squared distance to it. labels and distances have a place for every row of
/// every tile and are written from tile begin on.
void nearestCentres(const TiledRows &rows, std::size_t begin, std::size_t end, std::span<const float> centres,
                    std::int32_t *labels, float *distances);

/// Lowers distances (one a row, filled to whole tiles) to those from one more centre where that is nearer.
void lowerDistances(const TiledRows &rows, std::size_t begin, std::size_t end, std::span<const float> centre,
                    const float *before, float *after);

} // namespace genrelens
