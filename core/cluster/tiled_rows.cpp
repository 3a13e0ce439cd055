#include "core/cluster/tiled_rows.h"

#include "core/base/simd.h"

#include <algorithm>
#include <cstring>
#include <limits>

namespace genrelens
{

namespace
{

// 64 bytes that the compiler splits into as many registers as the processor has bits for.
using Floats = float __attribute__((vector_size(64)));
using Ints = std::int32_t __attribute__((vector_size(64)));
static_assert(sizeof(Floats) == TiledRows::lanes * sizeof(float));

} // namespace

TiledRows::TiledRows(const Features &features)
    : rows(features.rows())
    , columns(features.columns())
    , values(tiles() * columns * lanes)
{
    for (std::size_t place = 0; place < tiles() * lanes; ++place) {
        const std::span<const float> row = features.row(std::min(place, rows - 1));
        float *tileValues = values.data() + place / lanes * columns * lanes + place % lanes;
        for (std::size_t m = 0; m < columns; ++m)
            tileValues[m * lanes] = row[m];
    }
}

GENRELENS_CLONES
void nearestCentres(const TiledRows &rows, std::size_t begin, std::size_t end, std::span<const float> centres,
                    std::int32_t *labels, float *distances)
{
    const std::size_t columns = rows.columns;
    const std::size_t k = centres.size() / columns;
    for (std::size_t t = begin; t < end; ++t) {
        const float *tile = rows.tile(t);
        Floats smallest = Floats{} + std::numeric_limits<float>::infinity();
        Ints nearest{};
        for (std::size_t j = 0; j < k; ++j) {
            const float *centre = centres.data() + j * columns;
            Floats sum{};
            for (std::size_t m = 0; m < columns; ++m) {
                Floats x;
                std::memcpy(&x, tile + m * TiledRows::lanes, sizeof x);
                x -= centre[m];
                sum += x * x;
            }
            const Ints nearer = sum < smallest;
            nearest = nearer ? Ints{} + static_cast<std::int32_t>(j) : nearest;
            smallest = nearer ? sum : smallest;
        }
        std::memcpy(labels + t * TiledRows::lanes, &nearest, sizeof nearest);
        std::memcpy(distances + t * TiledRows::lanes, &smallest, sizeof smallest);
    }
}

GENRELENS_CLONES
void lowerDistances(const TiledRows &rows, std::size_t begin, std::size_t end, std::span<const float> centre,
                    const float *before, float *after)
{
    for (std::size_t t = begin; t < end; ++t) {
        const float *tile = rows.tile(t);
        Floats sum{};
        for (std::size_t m = 0; m < rows.columns; ++m) {
            Floats x;
            std::memcpy(&x, tile + m * TiledRows::lanes, sizeof x);
            x -= centre[m];
            sum += x * x;
        }
        Floats old;
        std::memcpy(&old, before + t * TiledRows::lanes, sizeof old);
        sum = sum < old ? sum : old;
        std::memcpy(after + t * TiledRows::lanes, &sum, sizeof sum);
    }
}

} // namespace genrelens
