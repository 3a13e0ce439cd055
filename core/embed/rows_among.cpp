#include "core/embed/rows_among.h"

#include "core/base/parallel.h"
#include "core/neighbours/neighbour_index.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace genrelens
{

namespace
{

constexpr std::size_t rowsAtOnce = 16;

double manhattan(std::span<const float> a, std::span<const float> b)
{
    double sum = 0.0;
    for (std::size_t m = 0; m < a.size(); ++m)
        sum += std::abs(static_cast<double>(a[m]) - static_cast<double>(b[m]));
    return sum;
}

double cosine(std::span<const float> a, std::span<const float> b)
{
    double product = 0.0;
    double ofA = 0.0;
    double ofB = 0.0;
    for (std::size_t m = 0; m < a.size(); ++m) {
        const auto x = static_cast<double>(a[m]);
        const auto y = static_cast<double>(b[m]);
        product += x * y;
        ofA += x * x;
        ofB += y * y;
    }
    return ofA > 0.0 && ofB > 0.0 ? std::max(1.0 - product / std::sqrt(ofA * ofB), 0.0) : 1.0;
}

// Neighbour::squared holds the distance itself.
void lookAtAll(const Features &old, std::span<const float> row, std::size_t k, Metric metric,
               std::vector<Neighbour> &found)
{
    found.resize(old.rows());
    for (std::size_t i = 0; i < old.rows(); ++i)
        found[i] = {metric == Metric::Manhattan ? manhattan(old.row(i), row) : cosine(old.row(i), row),
                    static_cast<std::uint32_t>(i)};
    std::partial_sort(found.begin(), found.begin() + static_cast<std::ptrdiff_t>(k), found.end());
    found.resize(k);
}

} // namespace

Result<NeighbourLists> rowsAmong(const Features &old, const Features &added, std::size_t neighbours,
                                 Metric metric, Progress &progress)
{
    if (old.rows() == 0 || neighbours == 0)
        return Error{"there are no tracks to compare new ones with", "neighbours", {}, ErrorKind::Input};
    if (added.rows() > 0 && added.columns() != old.columns())
        return Error{"the new tracks have other features", "neighbours", {}, ErrorKind::Input};
    const bool byIndex = metric == Metric::Euclidean;
    std::vector<std::uint32_t> all(byIndex ? old.rows() : 0);
    std::iota(all.begin(), all.end(), 0U);
    const Result<NeighbourIndex> index = NeighbourIndex::build(old, all, progress);
    if (!index)
        return index.error();
    NeighbourLists lists;
    const std::size_t k = std::min(neighbours, old.rows());
    lists.neighbours = k;
    lists.rows.resize(added.rows() * k);
    lists.distances.resize(added.rows() * k);
    ProgressCounter counter(progress, (added.rows() + rowsAtOnce - 1) / rowsAtOnce, "Finding neighbours");
    parallelBlocks(added.rows(), rowsAtOnce, [&](std::size_t begin, std::size_t end) {
        std::vector<Neighbour> found;
        for (std::size_t i = begin; i < end && !progress.cancelled(); ++i) {
            if (byIndex)
                index.value().nearest(added.row(i), k, found);
            else
                lookAtAll(old, added.row(i), k, metric, found);
            for (std::size_t j = 0; j < found.size(); ++j) {
                lists.rows[i * k + j] = found[j].row;
                lists.distances[i * k + j] =
                    static_cast<float>(byIndex ? std::sqrt(found[j].squared) : found[j].squared);
            }
        }
        counter.advance();
    });
    if (progress.cancelled())
        return Error::cancelled();
    return lists;
}

} // namespace genrelens
