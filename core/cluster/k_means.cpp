#include "core/cluster/k_means.h"

#include "core/base/hash.h"
#include "core/base/text.h"
#include "core/cluster/fixed_point.h"
#include "core/cluster/k_means_search.h"
#include "core/cluster/mini_batch.h"
#include "core/cluster/row_sample.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <string>

namespace genrelens
{

namespace
{

const char *const place = "k-means";
const char *const stage = "Clustering";
// A sample saves little when there are fewer rows than so many times its own.
constexpr std::size_t fewestSamples = 3;
// So many starts make another sample worth while.
constexpr std::size_t startsOfSample = 3;
constexpr std::size_t mostSamples = 8;
// A sample has at least so many rows for each cluster.
constexpr std::size_t startRowsForEach = 512;
constexpr double sampleShare = 0.5; // of the time, about

// Clusters by size, the largest first; the first of equals stays first.
void numberBySize(const Features &features, std::size_t clusters, KMeansResult &result)
{
    const ClusterMeans means = clusterMeans(features, result.labels, clusters);
    std::vector<std::size_t> order(clusters);
    std::iota(order.begin(), order.end(), std::size_t(0));
    std::stable_sort(order.begin(), order.end(),
                     [&](std::size_t a, std::size_t b) { return means.sizes[a] > means.sizes[b]; });
    const std::size_t columns = features.columns();
    std::vector<std::int32_t> newNumber(clusters);
    result.sizes.clear();
    result.centres.clear();
    for (std::size_t j = 0; j < clusters; ++j) {
        newNumber[order[j]] = static_cast<std::int32_t>(j);
        result.sizes.push_back(means.sizes[order[j]]);
        const auto centre = means.centres.begin() + static_cast<std::ptrdiff_t>(order[j] * columns);
        result.centres.insert(result.centres.end(), centre, centre + static_cast<std::ptrdiff_t>(columns));
    }
    for (std::int32_t &label : result.labels)
        label = newNumber[static_cast<std::size_t>(label)];
    result.wcss = means.wcss;
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

// The best centres of each of some samples. One sample alone may by chance have its own idea of which is
// best.
std::vector<Candidate> sampleLeaders(const Features &features, std::size_t rows, const KMeansOptions &options,
                                     Progress &progress)
{
    const std::size_t samples = std::clamp<std::size_t>(options.restarts / startsOfSample, 1, mostSamples);
    std::vector<Candidate> leaders;
    for (std::size_t i = 0; i < samples; ++i) {
        SubProgress part(progress, static_cast<double>(i) / static_cast<double>(samples),
                         static_cast<double>(i + 1) / static_cast<double>(samples));
        KMeansOptions own = options;
        own.seed = mixedHash(options.seed, i);
        own.restarts = (options.restarts + samples - 1 - i) / samples;
        const TiledRows sample(rowsOf(features, sampleRows(features.rows(), rows, own.seed)));
        KMeansSearch search(sample, own, part);
        if (!search.start() || !search.improve())
            return {};
        leaders.push_back(search.best());
        leaders.back().start = i + samples * leaders.back().start;
    }
    return leaders;
}

// The fixed point that the best of all starts leads to.
Result<KMeansResult> exactKMeans(const Features &features, const KMeansOptions &options, Progress &progress)
{
    const std::size_t sample = std::max(options.startRows, startRowsForEach * options.clusters);
    const bool sampled = options.startRows > 0 && features.rows() >= fewestSamples * sample;
    SubProgress sampling(progress, 0.0, sampled ? sampleShare : 0.0);
    SubProgress finishing(progress, sampled ? sampleShare : 0.0, 1.0);
    const TiledRows tiled(features);
    KMeansSearch search(tiled, options, finishing);
    if (sampled) {
        std::vector<Candidate> leaders = sampleLeaders(features, sample, options, sampling);
        if (leaders.empty() || !search.finish(std::move(leaders)))
            return Error::cancelled();
    } else if (!search.start()) {
        return Error::cancelled();
    }
    if (!search.improve())
        return Error::cancelled();
    KMeansResult result;
    result.labels = search.best().labels;
    result.labels.resize(features.rows());
    result.iterations = search.best().iterations;
    result.converged = search.best().converged;
    result.bestRestart = search.best().start;
    result.restarts = options.restarts;
    result.improvements = search.improvements();
    // In float it was reached but for rows between two centres.
    while (result.converged) {
        const ClusterMeans means = clusterMeans(features, result.labels, options.clusters);
        const Relabelled pass = nearestLabels(features, means.centres, result.labels, progress);
        if (!pass.finished)
            return Error::cancelled();
        if (pass.moved == 0)
            break;
        result.converged = ++result.iterations < options.maxIterations;
    }
    return result;
}

} // namespace

Result<void> KMeansOptions::validate() const
{
    if (clusters == 0 || restarts == 0 || maxIterations == 0 || miniBatch.rows == 0)
        return Error{"clusters, restarts and iterations must each be at least 1", place,
                     "The usual values are 8, 50 and 300.", ErrorKind::Usage};
    return {};
}

Result<KMeansResult> kMeans(const Features &features, const KMeansOptions &options, Progress &progress)
{
    if (Result<void> checked = checkInput(features, options); !checked)
        return checked.error();
    Result<KMeansResult> found = features.rows() > options.exactUpTo
                                     ? miniBatchKMeans(features, options, progress)
                                     : exactKMeans(features, options, progress);
    if (!found)
        return found;
    numberBySize(features, options.clusters, found.value());
    progress.report(1.0, stage);
    return found;
}

} // namespace genrelens
