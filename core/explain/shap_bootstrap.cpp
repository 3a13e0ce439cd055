#include "core/explain/shap_bootstrap.h"

#include "core/base/parallel.h"
#include "core/base/random.h"
#include "core/base/simd.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <span>

namespace genrelens
{

namespace
{

constexpr std::size_t lanes = 32;        // resamples that are summed side by side
constexpr std::size_t blockRows = 256;   // whose weights stay in the cache
constexpr std::size_t chunkClasses = 32; // that use them while they are there

/// How often each resample drew each row: tile of resamples, row, lane. Rare rows of more than 255 draws
/// count as of 255; that some row of a thousand is drawn even eleven times happens once in a hundred thousand
/// resamples.
struct Draws {
    std::size_t rows = 0;
    std::size_t tiles = 0;
    std::vector<std::uint8_t> counts;
};

Draws drawRows(std::size_t rows, const ShapBootstrapOptions &options)
{
    Draws draws{rows, (options.resamples + lanes - 1) / lanes, {}};
    draws.counts.resize(draws.tiles * rows * lanes);
    parallelFor(options.resamples, [&](std::size_t resample) {
        Random random(options.seed, RandomPurpose::ShapResample, resample);
        std::uint8_t *counts = draws.counts.data() + resample / lanes * rows * lanes + resample % lanes;
        for (std::size_t i = 0; i < rows; ++i) {
            std::uint8_t &count = counts[random.below(static_cast<std::uint32_t>(rows)) * lanes];
            count = static_cast<std::uint8_t>(std::min(count + 1, 255));
        }
    });
    return draws;
}

// Adds up |value| times weight for each lane. A block's sum is a float's, those of all blocks a double's.
GENRELENS_CLONES
void addBlock(const float *values, const std::uint8_t *counts, std::size_t rows, double *sums)
{
    std::array<float, lanes> part{};
    for (std::size_t row = 0; row < rows; ++row) {
        const float size = std::abs(values[row]);
        for (std::size_t lane = 0; lane < lanes; ++lane)
            part[lane] += size * static_cast<float>(counts[row * lanes + lane]);
    }
    for (std::size_t lane = 0; lane < lanes; ++lane)
        sums[lane] += static_cast<double>(part[lane]);
}

Interval percentiles(std::span<double> resampled, double coverage)
{
    std::sort(resampled.begin(), resampled.end());
    const auto at = [&](double share) {
        const double place = share * static_cast<double>(resampled.size() - 1);
        const auto below = static_cast<std::size_t>(place);
        const std::size_t above = std::min(below + 1, resampled.size() - 1);
        return std::lerp(resampled[below], resampled[above], place - static_cast<double>(below));
    };
    return {at((1.0 - coverage) / 2.0), at((1.0 + coverage) / 2.0)};
}

// Means of |SHAP| of one feature in each resample: class of the chunk, tile, lane.
std::vector<double> resampledMeans(const ShapValues &values, const Draws &draws, std::size_t feature,
                                   std::size_t firstClass, std::size_t count)
{
    const std::size_t width = draws.tiles * lanes;
    std::vector<double> sums(count * width, 0.0);
    for (std::size_t row = 0; row < draws.rows; row += blockRows) {
        const std::size_t rows = std::min(blockRows, draws.rows - row);
        for (std::size_t tile = 0; tile < draws.tiles; ++tile) {
            const std::uint8_t *counts = draws.counts.data() + (tile * draws.rows + row) * lanes;
            for (std::size_t c = 0; c < count; ++c)
                addBlock(values.column(firstClass + c, feature).data() + row, counts, rows,
                         sums.data() + c * width + tile * lanes);
        }
    }
    for (double &sum : sums)
        sum /= static_cast<double>(draws.rows);
    return sums;
}

} // namespace

Result<ShapIntervals> shapIntervals(const ShapValues &values, const ShapBootstrapOptions &options,
                                    Progress &progress)
{
    if (values.rows() == 0 || options.resamples == 0)
        return Error{"there is nothing to resample", {}, "Explain some rows first."};
    const Draws draws = drawRows(values.rows(), options);
    const std::size_t width = draws.tiles * lanes;
    ShapIntervals intervals{values.features(), std::vector<Interval>(values.features()),
                            std::vector<Interval>(values.classes() * values.features())};
    ProgressCounter counter(progress, values.features(), "Resampling");
    parallelFor(values.features(), [&](std::size_t feature) {
        std::vector<double> totals(width, 0.0);
        for (std::size_t first = 0; first < values.classes() && !counter.cancelled(); first += chunkClasses) {
            const std::size_t count = std::min(chunkClasses, values.classes() - first);
            std::vector<double> means = resampledMeans(values, draws, feature, first, count);
            for (std::size_t c = 0; c < count; ++c) {
                const std::span<double> ofClass(means.data() + c * width, width);
                std::transform(ofClass.begin(), ofClass.end(), totals.begin(), totals.begin(), std::plus<>());
                intervals.means[(first + c) * values.features() + feature] =
                    percentiles(ofClass.first(options.resamples), options.coverage);
            }
        }
        intervals.totals[feature] = percentiles(std::span(totals).first(options.resamples), options.coverage);
        counter.advance();
    });
    if (counter.cancelled())
        return Error::cancelled();
    return intervals;
}

} // namespace genrelens
