#include "core/cluster/fixed_point.h"

#include "core/base/parallel.h"
#include "core/cluster/tiled_rows.h"

#include <algorithm>
#include <array>
#include <atomic>
#include <cmath>
#include <numeric>

namespace genrelens
{

namespace
{

constexpr std::size_t lanes = TiledRows::lanes;
constexpr std::size_t rowsAtOnce = 64 * lanes;
// Sums of so many stretches of rows are held at once, however many rows there are.
constexpr std::size_t stretches = 64;

std::size_t stretchOf(std::size_t rows)
{
    return std::max<std::size_t>(4096, (rows + stretches - 1) / stretches);
}

double squaredDistance(std::span<const float> row, const double *centre)
{
    double sum = 0.0;
    for (std::size_t m = 0; m < row.size(); ++m) {
        const double apart = static_cast<double>(row[m]) - centre[m];
        sum += apart * apart;
    }
    return sum;
}

std::int32_t nearestExactly(std::span<const float> row, std::span<const double> centres, std::int32_t own)
{
    const auto at = [&](std::int32_t j) { return centres.data() + static_cast<std::size_t>(j) * row.size(); };
    const auto k = static_cast<std::int32_t>(centres.size() / row.size());
    std::int32_t nearest = own >= 0 ? own : 0;
    double least = squaredDistance(row, at(nearest));
    for (std::int32_t j = 0; j < k; ++j) {
        const double distance = squaredDistance(row, at(j));
        if (distance < least) {
            least = distance;
            nearest = j;
        }
    }
    return nearest;
}

void addMeans(const Features &features, std::span<const std::int32_t> labels, ClusterMeans &means)
{
    const std::size_t columns = features.columns();
    const std::size_t stretch = stretchOf(features.rows());
    std::vector<ClusterMeans> parts((features.rows() + stretch - 1) / stretch, means);
    parallelBlocks(features.rows(), stretch, [&](std::size_t begin, std::size_t end) {
        ClusterMeans &part = parts[begin / stretch];
        for (std::size_t row = begin; row < end; ++row) {
            const auto own = static_cast<std::size_t>(labels[row]);
            ++part.sizes[own];
            double *sums = part.centres.data() + own * columns;
            const std::span<const float> values = features.row(row);
            for (std::size_t m = 0; m < columns; ++m)
                sums[m] += static_cast<double>(values[m]);
        }
    });
    for (const ClusterMeans &part : parts) {
        for (std::size_t i = 0; i < means.centres.size(); ++i)
            means.centres[i] += part.centres[i];
        for (std::size_t j = 0; j < means.sizes.size(); ++j)
            means.sizes[j] += part.sizes[j];
    }
    for (std::size_t i = 0; i < means.centres.size(); ++i)
        if (means.sizes[i / columns] > 0)
            means.centres[i] /= static_cast<double>(means.sizes[i / columns]);
}

} // namespace

ClusterMeans clusterMeans(const Features &features, std::span<const std::int32_t> labels,
                          std::size_t clusters)
{
    ClusterMeans means;
    means.centres.assign(clusters * features.columns(), 0.0);
    means.sizes.assign(clusters, 0);
    addMeans(features, labels, means);
    const std::size_t stretch = stretchOf(features.rows());
    std::vector<double> parts((features.rows() + stretch - 1) / stretch, 0.0);
    parallelBlocks(features.rows(), stretch, [&](std::size_t begin, std::size_t end) {
        for (std::size_t row = begin; row < end; ++row)
            parts[begin / stretch] += squaredDistance(
                features.row(row),
                means.centres.data() + static_cast<std::size_t>(labels[row]) * features.columns());
    });
    means.wcss = std::accumulate(parts.begin(), parts.end(), 0.0);
    return means;
}

Relabelled nearestLabels(const Features &features, std::span<const double> centres,
                         std::vector<std::int32_t> &labels, const Progress &progress)
{
    const std::size_t columns = features.columns();
    const std::size_t filled = tiledColumns(columns);
    std::vector<float> rounded(centres.size() / columns * filled, 0.0F);
    double largest = 0.0;
    for (std::size_t i = 0; i < centres.size(); ++i) {
        rounded[i / columns * filled + i % columns] = static_cast<float>(centres[i]);
        largest = std::max(largest, std::abs(centres[i]));
    }
    // What float makes of a distance is off by a few units in the last place of it and of the centre.
    const auto offset = static_cast<float>(largest * std::sqrt(static_cast<double>(columns)) * 5e-7);
    const float share = 1.0F + 1e-6F * static_cast<float>(columns + 4);
    std::atomic<std::size_t> moved{0};
    std::atomic<bool> cancelled{false};
    parallelBlocks(features.rows(), rowsAtOnce, [&](std::size_t begin, std::size_t end) {
        if (progress.cancelled()) {
            cancelled = true;
            return;
        }
        std::vector<float> tile(filled * lanes);
        std::vector<std::uint32_t> rows(lanes);
        std::array<std::int32_t, lanes> found{};
        std::array<float, lanes> first{};
        std::array<float, lanes> second{};
        std::size_t changes = 0;
        for (std::size_t at = begin; at < end; at += lanes) {
            const std::size_t count = std::min(lanes, end - at);
            std::iota(rows.begin(), rows.end(), static_cast<std::uint32_t>(at));
            gatherTile(features, std::span(rows).first(count), tile.data());
            findNearestTwo(tile.data(), 1, filled, rounded, {found.data(), first.data(), second.data()});
            for (std::size_t i = 0; i < count; ++i) {
                std::int32_t &label = labels[at + i];
                if (first[i] * share + offset >= second[i])
                    found[i] = nearestExactly(features.row(at + i), centres, label);
                changes += label != found[i] ? 1 : 0;
                label = found[i];
            }
        }
        moved += changes;
    });
    return {moved, !cancelled};
}

} // namespace genrelens
