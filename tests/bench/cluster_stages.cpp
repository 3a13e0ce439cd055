#include "core/cluster/k_means.h"
#include "core/cluster/k_sweep.h"
#include "core/cluster/row_sample.h"
#include "core/cluster/validity.h"
#include "tests/bench/input.h"
#include "tests/bench/stages.h"

namespace genrelens::bench
{

Result<nlohmann::ordered_json> kMeansStage(const BenchOptions &options)
{
    const Result<Input> input = openInput(options);
    if (!input)
        return input.error();
    KMeansOptions kMeansOptions;
    kMeansOptions.clusters = static_cast<std::size_t>(options.k);
    kMeansOptions.restarts = static_cast<std::size_t>(options.restarts);
    const auto found = timed<KMeansResult>(
        options.repeat, [&] { return kMeans(input.value().features(), kMeansOptions, Progress::none()); });
    if (!found)
        return found.error();
    nlohmann::ordered_json line =
        measurement(options, input.value().features().rows(), input.value().drawn, found.value().timing);
    line["k"] = options.k;
    line["restarts"] = options.restarts;
    line["wcss"] = found.value().value.wcss;
    return line;
}

Result<nlohmann::ordered_json> sweepStage(const BenchOptions &options)
{
    const Result<Input> input = openInput(options);
    if (!input)
        return input.error();
    KSweepOptions sweepOptions;
    sweepOptions.last = static_cast<std::size_t>(options.k);
    sweepOptions.restarts = static_cast<std::size_t>(options.restarts);
    const auto found = timed<std::vector<KSweepPoint>>(
        options.repeat, [&] { return kSweep(input.value().features(), sweepOptions, Progress::none()); });
    if (!found)
        return found.error();
    nlohmann::ordered_json line =
        measurement(options, input.value().features().rows(), input.value().drawn, found.value().timing);
    line["k"] = nlohmann::ordered_json::array();
    line["restarts"] = options.restarts;
    line["wcss"] = nlohmann::ordered_json::array();
    for (const KSweepPoint &point : found.value().value) {
        line["k"].push_back(point.clusters);
        line["wcss"].push_back(point.wcss);
    }
    return line;
}

Result<nlohmann::ordered_json> silhouetteStage(const BenchOptions &options)
{
    const Result<Input> input = openInput(options);
    if (!input)
        return input.error();
    const Features &features = input.value().features();
    KMeansOptions kMeansOptions;
    kMeansOptions.clusters = static_cast<std::size_t>(options.k);
    kMeansOptions.restarts = static_cast<std::size_t>(options.restarts);
    const Result<KMeansResult> clusters = kMeans(features, kMeansOptions, Progress::none());
    if (!clusters)
        return clusters.error();
    const std::vector<std::uint32_t> rows = sampleRows(features.rows(), features.rows(), 1);
    const auto found = timed<Silhouette>(options.repeat, [&] {
        return silhouette(features, clusters.value().labels, rows, Progress::none());
    });
    if (!found)
        return found.error();
    nlohmann::ordered_json line =
        measurement(options, features.rows(), input.value().drawn, found.value().timing);
    line["k"] = options.k;
    line["silhouette"] = found.value().value.mean;
    return line;
}

} // namespace genrelens::bench
