#include "core/cluster/k_means.h"

#include "core/base/parallel.h"
#include "core/base/text.h"
#include "core/cluster/k_means_run.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <mutex>
#include <numeric>
#include <string>

namespace genrelens
{

namespace
{

const char *const place = "k-means";

// Clusters by size, the largest first; the first of equals stays first.
void numberBySize(std::vector<std::int32_t> &labels, std::size_t clusters)
{
    std::vector<std::size_t> sizes(clusters, 0);
    for (const std::int32_t label : labels)
        ++sizes[static_cast<std::size_t>(label)];
    std::vector<std::size_t> order(clusters);
    std::iota(order.begin(), order.end(), std::size_t(0));
    std::stable_sort(order.begin(), order.end(),
                     [&](std::size_t a, std::size_t b) { return sizes[a] > sizes[b]; });
    std::vector<std::int32_t> newNumber(clusters);
    for (std::size_t j = 0; j < clusters; ++j)
        newNumber[order[j]] = static_cast<std::int32_t>(j);
    for (std::int32_t &label : labels)
        label = newNumber[static_cast<std::size_t>(label)];
}

// Means of the clusters (an empty one's stay zero) and the sum of squared distances from them, in double.
void measure(const Features &features, std::size_t clusters, KMeansResult &result)
{
    const std::size_t columns = features.columns();
    result.centres.assign(clusters * columns, 0.0);
    result.sizes.assign(clusters, 0);
    for (std::size_t row = 0; row < features.rows(); ++row) {
        const auto own = static_cast<std::size_t>(result.labels[row]);
        ++result.sizes[own];
        double *sums = result.centres.data() + own * columns;
        const std::span<const float> values = features.row(row);
        for (std::size_t m = 0; m < columns; ++m)
            sums[m] += static_cast<double>(values[m]);
    }
    for (std::size_t i = 0; i < result.centres.size(); ++i)
        if (result.sizes[i / columns] > 0)
            result.centres[i] /= static_cast<double>(result.sizes[i / columns]);
    result.wcss = 0.0;
    for (std::size_t row = 0; row < features.rows(); ++row) {
        const double *centre = result.centres.data() + static_cast<std::size_t>(result.labels[row]) * columns;
        const std::span<const float> values = features.row(row);
        for (std::size_t m = 0; m < columns; ++m) {
            const double apart = static_cast<double>(values[m]) - centre[m];
            result.wcss += apart * apart;
        }
    }
}

Result<void> checkInput(const Features &features, const KMeansOptions &options)
{
    if (Result<void> checked = options.validate(); !checked)
        return checked;
    if (options.clusters > features.rows() || features.columns() == 0)
        return Error{std::to_string(options.clusters) + " clusters cannot be made of " +
                         counted(features.columns() == 0 ? 0 : features.rows(), "track"),
                     place, "Choose fewer clusters, or keep more tracks and features."};
    const auto values = features.values();
    const auto bad = std::find_if(values.begin(), values.end(), [](float x) { return !std::isfinite(x); });
    if (bad != values.end())
        return Error{
            "a value is not a finite number",
            "feature " +
                features.names()[static_cast<std::size_t>(bad - values.begin()) % features.columns()],
            "Fill in or drop missing values first."};
    return {};
}

} // namespace

Result<void> KMeansOptions::validate() const
{
    if (clusters == 0 || restarts == 0 || maxIterations == 0)
        return Error{"clusters, restarts and iterations must each be at least 1", place,
                     "The usual values are 8, 50 and 300.", ErrorKind::Usage};
    return {};
}

Result<KMeansResult> kMeans(const Features &features, const KMeansOptions &options, Progress &progress)
{
    if (Result<void> checked = checkInput(features, options); !checked)
        return checked.error();
    const TiledRows tiled(features);
    KMeansResult best;
    best.wcss = std::numeric_limits<double>::infinity();
    std::mutex bestMutex;
    bool cancelled = false;
    ProgressCounter counter(progress, options.restarts, "Clustering");
    parallelFor(options.restarts, [&](std::size_t restart) {
        if (progress.cancelled()) {
            const std::lock_guard lock(bestMutex);
            cancelled = true;
            return;
        }
        KMeansRun run(tiled, options.clusters, Random(options.seed, RandomPurpose::KMeans, restart));
        const bool finished = run.run(options.maxIterations, progress);
        KMeansResult result;
        if (finished) {
            result.labels.assign(run.labels().begin(),
                                 run.labels().begin() + static_cast<std::ptrdiff_t>(features.rows()));
            result.iterations = run.iterations();
            result.converged = run.converged();
            result.bestRestart = restart;
            numberBySize(result.labels, options.clusters);
            measure(features, options.clusters, result);
        }
        {
            // Ordered by (wcss, restart), so the winner does not depend on who comes first.
            const std::lock_guard lock(bestMutex);
            cancelled = cancelled || !finished;
            if (finished &&
                (result.wcss < best.wcss || (result.wcss == best.wcss && restart < best.bestRestart)))
                best = std::move(result);
        }
        if (finished)
            counter.advance();
    });
    if (cancelled)
        return Error::cancelled();
    best.restarts = options.restarts;
    return best;
}

} // namespace genrelens
