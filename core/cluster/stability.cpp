#include "core/cluster/stability.h"

#include "core/base/hash.h"
#include "core/base/random.h"
#include "core/cluster/agreement.h"
#include "core/cluster/fixed_point.h"
#include "core/cluster/k_means.h"
#include "core/cluster/row_sample.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <utility>

namespace genrelens
{

namespace
{

constexpr double clusteringShare = 0.9; // of the time, about

Features resampled(const Features &features, std::size_t rows, Random random)
{
    std::vector<std::uint32_t> drawn(rows);
    for (std::uint32_t &row : drawn)
        row = random.below(static_cast<std::uint32_t>(features.rows()));
    std::sort(drawn.begin(), drawn.end());
    return rowsOf(features, std::move(drawn));
}

// Without those of clusters that stayed empty, as a resample has fewer distinct rows than all: the last,
// since clusters are numbered by size.
std::vector<double> filledCentres(const KMeansResult &result)
{
    const auto filled = static_cast<std::size_t>(
        std::count_if(result.sizes.begin(), result.sizes.end(), [](std::size_t size) { return size > 0; }));
    const std::size_t columns = result.centres.size() / result.sizes.size();
    return {result.centres.begin(), result.centres.begin() + static_cast<std::ptrdiff_t>(filled * columns)};
}

double adjustedRandOf(const std::vector<std::int32_t> &a, const std::vector<std::int32_t> &b, std::size_t k)
{
    std::vector<std::uint64_t> counts(k * k, 0);
    for (std::size_t row = 0; row < a.size(); ++row)
        ++counts[static_cast<std::size_t>(a[row]) * k + static_cast<std::size_t>(b[row])];
    Contingency table;
    table.rowTotals.assign(k, 0);
    table.columnTotals.assign(k, 0);
    table.total = a.size();
    for (std::size_t i = 0; i < counts.size(); ++i) {
        if (counts[i] == 0)
            continue;
        table.cells.push_back(
            {static_cast<std::uint32_t>(i / k), static_cast<std::uint32_t>(i % k), counts[i]});
        table.rowTotals[i / k] += counts[i];
        table.columnTotals[i % k] += counts[i];
    }
    return adjustedRand(table);
}

} // namespace

Result<void> StabilityOptions::validate() const
{
    if (clusters == 0 || restarts == 0 || rows == 0 || resamples < 2)
        return Error{"there must be clusters, restarts and rows, and at least 2 resamples", "stability",
                     "The usual values are 3 restarts and 10 resamples.", ErrorKind::Usage};
    return {};
}

Result<Stability> stability(const Features &features, const StabilityOptions &options, Progress &progress)
{
    if (Result<void> checked = options.validate(); !checked)
        return checked.error();
    if (features.rows() < options.clusters)
        return Error{"there are fewer tracks than clusters", "stability", "Choose fewer clusters."};
    const auto resamples = static_cast<double>(options.resamples);
    std::vector<std::vector<std::int32_t>> labels;
    Stability found;
    for (std::size_t i = 0; i < options.resamples; ++i) {
        SubProgress part(progress, clusteringShare * static_cast<double>(i) / resamples,
                         clusteringShare * static_cast<double>(i + 1) / resamples);
        KMeansOptions kMeansOptions;
        kMeansOptions.clusters = options.clusters;
        kMeansOptions.restarts = options.restarts;
        kMeansOptions.seed = mixedHash(options.seed, i);
        const Result<KMeansResult> clustered =
            kMeans(resampled(features, std::min(options.rows, features.rows()),
                             Random(options.seed, RandomPurpose::Resample, i)),
                   kMeansOptions, part);
        if (!clustered)
            return clustered.error();
        labels.emplace_back(features.rows(), 0);
        if (!nearestLabels(features, filledCentres(clustered.value()), labels.back(), progress).finished)
            return Error::cancelled();
        for (std::size_t j = 0; j < i; ++j) {
            if (progress.cancelled())
                return Error::cancelled();
            found.adjustedRand.push_back(adjustedRandOf(labels[j], labels[i], options.clusters));
        }
    }
    const auto pairs = static_cast<double>(found.adjustedRand.size());
    found.meanAdjustedRand =
        std::accumulate(found.adjustedRand.begin(), found.adjustedRand.end(), 0.0) / pairs;
    for (const double index : found.adjustedRand)
        found.deviation += std::pow(index - found.meanAdjustedRand, 2) / pairs;
    found.deviation = std::sqrt(found.deviation);
    progress.report(1.0, "Comparing resamples");
    return found;
}

} // namespace genrelens
