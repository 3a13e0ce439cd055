#include "core/cluster/validity.h"

#include "core/base/parallel.h"
#include "core/base/random.h"
#include "core/base/simd.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <string>

namespace genrelens
{

namespace
{

constexpr std::size_t rowsAtOnce = 64;

// The labelled rows among those asked for, feature by feature in double.
struct Sample {
    std::vector<double> values; // columns x rows
    std::vector<std::size_t> classes;
    std::vector<double> sizes; // rows of each class
};

Sample takeSample(const Features &features, std::span<const std::int32_t> labels,
                  std::span<const std::uint32_t> rows)
{
    Sample sample;
    std::vector<std::uint32_t> kept;
    for (const std::uint32_t row : rows) {
        if (labels[row] < 0)
            continue;
        kept.push_back(row);
        sample.classes.push_back(static_cast<std::size_t>(labels[row]));
        sample.sizes.resize(std::max(sample.sizes.size(), sample.classes.back() + 1), 0.0);
        sample.sizes[sample.classes.back()] += 1.0;
    }
    sample.values.reserve(kept.size() * features.columns());
    for (std::size_t m = 0; m < features.columns(); ++m)
        for (const std::uint32_t row : kept)
            sample.values.push_back(static_cast<double>(features.row(row)[m]));
    return sample;
}

// Distances of row i of the sample to all its rows.
GENRELENS_CLONES
void distancesFrom(const double *values, std::size_t columns, std::size_t rows, std::size_t i,
                   double *distances)
{
    std::fill(distances, distances + rows, 0.0);
    for (std::size_t m = 0; m < columns; ++m) {
        const double *column = values + m * rows;
        const double x = column[i];
        for (std::size_t j = 0; j < rows; ++j)
            distances[j] += (column[j] - x) * (column[j] - x);
    }
    for (std::size_t j = 0; j < rows; ++j)
        distances[j] = std::sqrt(distances[j]);
}

double silhouetteOf(const Sample &sample, std::size_t i, const std::vector<double> &distances,
                    std::vector<double> &sums)
{
    std::fill(sums.begin(), sums.end(), 0.0);
    for (std::size_t j = 0; j < distances.size(); ++j)
        sums[sample.classes[j]] += distances[j];
    const std::size_t own = sample.classes[i];
    if (sample.sizes[own] < 2.0)
        return 0.0;
    const double inside = sums[own] / (sample.sizes[own] - 1.0);
    double outside = std::numeric_limits<double>::infinity();
    for (std::size_t c = 0; c < sums.size(); ++c)
        if (c != own && sample.sizes[c] > 0.0)
            outside = std::min(outside, sums[c] / sample.sizes[c]);
    const double larger = std::max(inside, outside);
    return larger > 0.0 ? (outside - inside) / larger : 0.0;
}

} // namespace

Result<double> silhouette(const Features &features, std::span<const std::int32_t> labels,
                          std::span<const std::uint32_t> rows, Progress &progress)
{
    if (labels.size() != features.rows() ||
        std::any_of(rows.begin(), rows.end(), [&](std::uint32_t row) { return row >= features.rows(); }))
        return Error{"the labels or rows do not belong to these tracks", "silhouette",
                     "Choose a grouping made from the present tracks."};
    const Sample sample = takeSample(features, labels, rows);
    const std::size_t count = sample.classes.size();
    const auto classes = static_cast<std::size_t>(
        std::count_if(sample.sizes.begin(), sample.sizes.end(), [](double size) { return size > 0.0; }));
    if (classes < 2 || classes >= count)
        return Error{std::to_string(count) + " tracks in " + std::to_string(classes) +
                         " classes have no silhouette",
                     "silhouette", "It takes at least two classes, and more tracks than classes."};
    std::vector<double> parts((count + rowsAtOnce - 1) / rowsAtOnce, 0.0);
    ProgressCounter counter(progress, parts.size(), "Measuring silhouettes");
    parallelBlocks(count, rowsAtOnce, [&](std::size_t begin, std::size_t end) {
        if (counter.cancelled())
            return;
        std::vector<double> distances(count);
        std::vector<double> sums(sample.sizes.size());
        for (std::size_t i = begin; i < end; ++i) {
            distancesFrom(sample.values.data(), features.columns(), count, i, distances.data());
            parts[begin / rowsAtOnce] += silhouetteOf(sample, i, distances, sums);
        }
        counter.advance();
    });
    if (progress.cancelled())
        return Error::cancelled();
    return std::accumulate(parts.begin(), parts.end(), 0.0) / static_cast<double>(count);
}

std::vector<std::uint32_t> sampleRows(std::size_t rows, std::size_t limit, std::uint64_t seed)
{
    std::vector<std::uint32_t> order(rows);
    std::iota(order.begin(), order.end(), 0U);
    if (rows <= limit)
        return order;
    Random random(seed, RandomPurpose::Validity);
    for (std::size_t i = 0; i < limit; ++i)
        std::swap(order[i], order[i + random.below(static_cast<std::uint32_t>(rows - i))]);
    order.resize(limit);
    std::sort(order.begin(), order.end());
    return order;
}

} // namespace genrelens
