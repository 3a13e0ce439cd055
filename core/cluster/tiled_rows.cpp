#include "core/cluster/tiled_rows.h"

#include "core/base/simd.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <numeric>

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

TiledRows::TiledRows(const Features &source)
    : features(source)
    , rows(source.rows())
    , columns(tiledColumns(source.columns()))
    , values(tiles() * columns * lanes)
{
    std::vector<std::uint32_t> places(lanes);
    for (std::size_t t = 0; t < tiles(); ++t) {
        const std::size_t count = std::min(lanes, rows - t * lanes);
        std::iota(places.begin(), places.end(), static_cast<std::uint32_t>(t * lanes));
        gatherTile(features, std::span(places).first(count), values.data() + t * columns * lanes);
    }
    for (const float x : features.values())
        squares += static_cast<double>(x) * static_cast<double>(x);
}

void gatherTile(const Features &features, std::span<const std::uint32_t> rows, float *tile)
{
    for (std::size_t lane = 0; lane < lanes; ++lane) {
        const std::span<const float> row = features.row(rows[std::min(lane, rows.size() - 1)]);
        for (std::size_t m = 0; m < row.size(); ++m)
            tile[m * lanes + lane] = row[m];
    }
    std::fill(tile + features.columns() * lanes, tile + tiledColumns(features.columns()) * lanes, 0.0F);
}

GENRELENS_CLONES
void findNearestTwo(const float *tiles, std::size_t count, std::size_t columns,
                    std::span<const float> centres, const NearestTwo &found)
{
    const std::size_t k = centres.size() / columns;
    for (std::size_t t = 0; t < count; ++t) {
        std::array<float, lanes> first;
        std::array<float, lanes> second;
        std::array<std::int32_t, lanes> nearest;
        std::array<float, lanes> sums;
        first.fill(std::numeric_limits<float>::infinity());
        second.fill(std::numeric_limits<float>::infinity());
        nearest.fill(0);
        for (std::size_t j = 0; j < k; ++j) {
            distancesInTile(tiles + t * columns * lanes, centres.data() + j * columns, columns, sums.data());
            const auto number = static_cast<std::int32_t>(j);
            for (std::size_t lane = 0; lane < lanes; ++lane) {
                const bool nearer = sums[lane] < first[lane];
                const float farther = nearer ? first[lane] : sums[lane];
                second[lane] = farther < second[lane] ? farther : second[lane];
                nearest[lane] = nearer ? number : nearest[lane];
                first[lane] = nearer ? sums[lane] : first[lane];
            }
        }
        for (std::size_t lane = 0; lane < lanes; ++lane) {
            found.labels[t * lanes + lane] = nearest[lane];
            found.first[t * lanes + lane] = std::sqrt(first[lane]);
            found.second[t * lanes + lane] = std::sqrt(second[lane]);
        }
    }
}

GENRELENS_CLONES
void lowerDistances(const TiledRows &rows, std::size_t begin, std::size_t end, std::span<const float> centre,
                    const float *before, float *after, double *tileSums)
{
    for (std::size_t t = begin; t < end; ++t) {
        std::array<float, lanes> sums;
        distancesInTile(rows.tile(t), centre.data(), rows.columns, sums.data());
        std::array<double, 8> parts{};
        for (std::size_t lane = 0; lane < lanes; ++lane) {
            const float old = before[t * lanes + lane];
            sums[lane] = sums[lane] < old ? sums[lane] : old;
            after[t * lanes + lane] = sums[lane];
        }
        for (std::size_t lane = 0; lane < lanes; lane += parts.size())
            for (std::size_t i = 0; i < parts.size(); ++i)
                parts[i] += static_cast<double>(sums[lane + i]);
        tileSums[t] =
            ((parts[0] + parts[1]) + (parts[2] + parts[3])) + ((parts[4] + parts[5]) + (parts[6] + parts[7]));
    }
}

} // namespace genrelens
