#include "core/embed/neighbour_lists.h"

#include "core/base/parallel.h"
#include "core/neighbours/neighbour_index.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace genrelens
{

namespace
{

constexpr std::size_t rowsAtOnce = 64;

double distanceOf(std::span<const float> a, std::span<const float> b, Metric metric)
{
    double sum = 0.0;
    for (std::size_t m = 0; m < a.size(); ++m) {
        const double apart = static_cast<double>(a[m]) - static_cast<double>(b[m]);
        sum += metric == Metric::Manhattan ? std::abs(apart) : apart * apart;
    }
    return sum;
}

} // namespace

Result<NeighbourLists> nearestNeighbours(const Features &features, const NeighbourOptions &options,
                                         Progress &progress)
{
    if (features.rows() < 2 || options.neighbours == 0)
        return Error{features.rows() < 2 ? "one track alone has no neighbours"
                                         : "there must be at least one neighbour",
                     "neighbours",
                     {},
                     features.rows() < 2 ? ErrorKind::Input : ErrorKind::Usage};
    NeighbourLists lists;
    const std::size_t n = features.rows();
    const std::size_t k = std::min(options.neighbours, n - 1);
    lists.neighbours = k;
    lists.rows.resize(n * k);
    lists.distances.resize(n * k);
    std::vector<float> values(features.values().begin(), features.values().end());
    std::vector<bool> zeros(n, false);
    const std::size_t columns = features.columns();
    if (options.metric == Metric::Cosine) {
        for (std::size_t i = 0; i < n; ++i) {
            double squares = 0.0;
            for (const float x : features.row(i))
                squares += static_cast<double>(x) * static_cast<double>(x);
            zeros[i] = squares == 0.0;
            for (std::size_t m = 0; m < columns && !zeros[i]; ++m)
                values[i * columns + m] =
                    static_cast<float>(static_cast<double>(values[i * columns + m]) / std::sqrt(squares));
        }
    }
    const Features normal(features.names(), features.scalings(), std::move(values), [&] {
        std::vector<std::uint32_t> rows(n);
        std::iota(rows.begin(), rows.end(), 0U);
        return rows;
    }());
    ProgressCounter counter(progress, (n + rowsAtOnce - 1) / rowsAtOnce, "Finding neighbours");
    std::vector<std::uint32_t> all(n);
    std::iota(all.begin(), all.end(), 0U);
    const bool byIndex = options.metric == Metric::Euclidean;
    const Result<NeighbourIndex> index =
        NeighbourIndex::build(normal, byIndex ? all : std::vector<std::uint32_t>{}, progress);
    if (!index)
        return index.error();
    parallelBlocks(n, rowsAtOnce, [&](std::size_t begin, std::size_t end) {
        std::vector<Neighbour> found;
        for (std::size_t i = begin; i < end && !progress.cancelled(); ++i) {
            if (byIndex) {
                index.value().nearest(normal.row(i), k + 1, found);
            } else {
                found.resize(n);
                for (std::uint32_t j = 0; j < n; ++j) {
                    found[j] = {distanceOf(normal.row(i), normal.row(j), options.metric), j};
                    if (options.metric == Metric::Cosine && (zeros[i] || zeros[j]))
                        found[j].squared = 2.0;
                }
                std::partial_sort(found.begin(), found.begin() + static_cast<std::ptrdiff_t>(k + 1),
                                  found.end());
            }
            std::size_t count = 0;
            for (const Neighbour &neighbour : found) {
                if (neighbour.row == i || count == k)
                    continue;
                const double d = neighbour.squared;
                lists.rows[i * k + count] = neighbour.row;
                lists.distances[i * k + count++] =
                    static_cast<float>(options.metric == Metric::Euclidean ? std::sqrt(d)
                                       : options.metric == Metric::Cosine  ? d / 2.0
                                                                           : d);
            }
        }
        counter.advance();
    });
    if (progress.cancelled())
        return Error::cancelled();
    return lists;
}

NeighbourLists firstNeighbours(const NeighbourLists &lists, std::size_t neighbours)
{
    if (neighbours >= lists.neighbours)
        return lists;
    NeighbourLists first;
    first.neighbours = neighbours;
    first.exact = lists.exact;
    first.recall = lists.recall;
    first.rows.reserve(lists.size() * neighbours);
    first.distances.reserve(lists.size() * neighbours);
    for (std::size_t i = 0; i < lists.size(); ++i) {
        const auto rows = lists.of(i).first(neighbours);
        const auto distances = lists.distancesOf(i).first(neighbours);
        first.rows.insert(first.rows.end(), rows.begin(), rows.end());
        first.distances.insert(first.distances.end(), distances.begin(), distances.end());
    }
    return first;
}

} // namespace genrelens
