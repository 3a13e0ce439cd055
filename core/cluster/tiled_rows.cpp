#include "core/cluster/tiled_rows.h"

#include "core/base/simd.h"

#include <algorithm>
#include <array>
#include <limits>

namespace genrelens
{

namespace
{

constexpr std::size_t lanes = TiledRows::lanes;

// Squared distances of the rows of a tile from a centre. Four features at a time, since each step reads and
// writes the sums; forced inline, so that it is compiled for the processor of the clone around it.
__attribute__((always_inline)) inline void distancesInTile(const float *tile, const float *centre,
                                                           std::size_t columns, float *sums)
{
    for (std::size_t lane = 0; lane < lanes; ++lane)
        sums[lane] = 0.0F;
    for (std::size_t m = 0; m < columns; m += 4) {
        const float *x = tile + m * lanes;
        const float *c = centre + m;
        for (std::size_t lane = 0; lane < lanes; ++lane) {
            const float d0 = x[lane] - c[0];
            const float d1 = x[lane + lanes] - c[1];
            const float d2 = x[lane + 2 * lanes] - c[2];
            const float d3 = x[lane + 3 * lanes] - c[3];
            sums[lane] += (d0 * d0 + d1 * d1) + (d2 * d2 + d3 * d3);
        }
    }
}

} // namespace

TiledRows::TiledRows(const Features &features)
    : rows(features.rows())
    , columns((features.columns() + 3) / 4 * 4)
    , values(tiles() * columns * lanes, 0.0F)
{
    for (std::size_t place = 0; place < tiles() * lanes; ++place) {
        const std::span<const float> row = features.row(std::min(place, rows - 1));
        float *first = values.data() + place / lanes * columns * lanes + place % lanes;
        for (std::size_t m = 0; m < row.size(); ++m)
            first[m * lanes] = row[m];
    }
}

GENRELENS_CLONES
void nearestCentres(const TiledRows &rows, std::size_t begin, std::size_t end, std::span<const float> centres,
                    std::int32_t *labels, float *distances)
{
    const std::size_t columns = rows.columns;
    const std::size_t k = centres.size() / columns;
    for (std::size_t t = begin; t < end; ++t) {
        std::array<float, lanes> smallest;
        std::array<std::int32_t, lanes> nearest;
        std::array<float, lanes> sums;
        smallest.fill(std::numeric_limits<float>::infinity());
        nearest.fill(0);
        for (std::size_t j = 0; j < k; ++j) {
            distancesInTile(rows.tile(t), centres.data() + j * columns, columns, sums.data());
            const auto number = static_cast<std::int32_t>(j);
            for (std::size_t lane = 0; lane < lanes; ++lane) {
                const bool nearer = sums[lane] < smallest[lane];
                nearest[lane] = nearer ? number : nearest[lane];
                smallest[lane] = nearer ? sums[lane] : smallest[lane];
            }
        }
        std::copy(nearest.begin(), nearest.end(), labels + t * lanes);
        std::copy(smallest.begin(), smallest.end(), distances + t * lanes);
    }
}

GENRELENS_CLONES
void lowerDistances(const TiledRows &rows, std::size_t begin, std::size_t end, std::span<const float> centre,
                    const float *before, float *after)
{
    for (std::size_t t = begin; t < end; ++t) {
        std::array<float, lanes> sums;
        distancesInTile(rows.tile(t), centre.data(), rows.columns, sums.data());
        for (std::size_t lane = 0; lane < lanes; ++lane) {
            const float old = before[t * lanes + lane];
            after[t * lanes + lane] = sums[lane] < old ? sums[lane] : old;
        }
    }
}

} // namespace genrelens
