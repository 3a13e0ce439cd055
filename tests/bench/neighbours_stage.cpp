#include "core/embed/neighbour_lists.h"
#include "tests/bench/input.h"
#include "tests/bench/stages.h"

#include <numeric>

namespace genrelens::bench
{

namespace
{

Metric metricOf(const std::string &name)
{
    return name == "cosine" ? Metric::Cosine : name == "manhattan" ? Metric::Manhattan : Metric::Euclidean;
}

NeighbourSearch searchOf(const std::string &name)
{
    return name == "exact"         ? NeighbourSearch::Exact
           : name == "approximate" ? NeighbourSearch::Approximate
                                   : NeighbourSearch::Automatic;
}

} // namespace

Result<nlohmann::ordered_json> neighboursStage(const BenchOptions &options)
{
    const Result<Input> input = openInput(options);
    if (!input)
        return input.error();
    NeighbourOptions asked;
    asked.neighbours = static_cast<std::size_t>(options.neighbours);
    asked.metric = metricOf(options.metric);
    asked.search = searchOf(options.search);
    asked.seed = static_cast<std::uint64_t>(options.seed);
    const auto found = timed<NeighbourLists>(
        options.repeat, [&] { return nearestNeighbours(input.value().features(), asked, Progress::none()); });
    if (!found)
        return found.error();
    const NeighbourLists &lists = found.value().value;
    nlohmann::ordered_json line =
        measurement(options, input.value().features().rows(), input.value().drawn, found.value().timing);
    line["neighbours"] = lists.neighbours;
    line["metric"] = options.metric;
    line["exact"] = lists.exact;
    line["recall"] = lists.recall;
    // Equal for equal lists, so that peers can be compared by it.
    line["mean_distance"] = std::accumulate(lists.distances.begin(), lists.distances.end(), 0.0) /
                            static_cast<double>(lists.distances.size());
    return line;
}

} // namespace genrelens::bench
