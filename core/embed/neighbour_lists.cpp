#include "core/embed/neighbour_lists.h"

#include "core/base/parallel.h"
#include "core/base/random.h"
#include "core/embed/row_tiles.h"
#include "core/neighbours/box_search.h"
#include "core/neighbours/neighbour_descent.h"

#include <algorithm>
#include <atomic>
#include <cmath>
#include <utility>

namespace genrelens
{

namespace
{

constexpr std::size_t rowsAtOnce = 256;
constexpr std::size_t rowsOfEstimate = 64;
constexpr std::size_t rowsOfRecall = 500;
// Looks of all rows times columns, about 3 ns each on one core, that an exact search may take: a minute or
// two.
constexpr double mostWork = 3e10;
constexpr std::string_view searching = "Finding neighbours";

// The rows that have a direction, at a length of 1; for the other metrics all rows as they are.
struct SearchedRows {
    std::vector<float> values;
    std::vector<std::uint32_t> rows;  // of the features; empty: all of them
    std::vector<std::uint32_t> zeros; // without a direction, rising

    [[nodiscard]] std::uint32_t rowOf(std::uint32_t searched) const
    {
        return rows.empty() ? searched : rows[searched];
    }
};

SearchedRows searchedRows(const Features &features, Metric metric)
{
    if (metric != Metric::Cosine)
        return {{features.values().begin(), features.values().end()}, {}, {}};
    SearchedRows searched;
    for (std::uint32_t i = 0; i < features.rows(); ++i)
        (appendUnitRow(features.row(i), searched.values) ? searched.rows : searched.zeros).push_back(i);
    return searched;
}

float distanceOf(double sum, Metric metric)
{
    switch (metric) {
    case Metric::Euclidean:
        return static_cast<float>(std::sqrt(sum));
    case Metric::Cosine: // of rows of length 1, whose squared distance is 2 - 2 cos
        return static_cast<float>(sum / 2.0);
    case Metric::Manhattan:
        break;
    }
    return static_cast<float>(sum);
}

// Writes the list of a row: its neighbours among the rows with a direction, and as many of those without one,
// at distance 1 from everybody, as come before the farther ones of them.
void writeList(NeighbourLists &lists, std::uint32_t row, std::span<const Neighbour> found,
               const SearchedRows &searched, Metric metric)
{
    const std::size_t k = lists.neighbours;
    std::uint32_t *rows = lists.rows.data() + row * k;
    float *distances = lists.distances.data() + row * k;
    std::size_t nextFound = 0;
    std::size_t nextZero = 0;
    for (std::size_t i = 0; i < k; ++i) {
        const bool isZeroLeft = nextZero < searched.zeros.size();
        bool takesZero = nextFound == found.size();
        if (!takesZero && isZeroLeft) {
            const double sum = found[nextFound].squared;
            const std::uint32_t other = searched.rowOf(found[nextFound].row);
            takesZero = sum > 2.0 || (sum == 2.0 && searched.zeros[nextZero] < other);
        }
        rows[i] = takesZero ? searched.zeros[nextZero] : searched.rowOf(found[nextFound].row);
        distances[i] = takesZero ? 1.0F : distanceOf(found[nextFound].squared, metric);
        ++(takesZero ? nextZero : nextFound);
    }
}

// A row without a direction is at distance 1 from all others, so the lowest rows are its neighbours.
void writeZeroLists(NeighbourLists &lists, const SearchedRows &searched)
{
    const std::size_t k = lists.neighbours;
    for (const std::uint32_t row : searched.zeros)
        for (std::uint32_t i = 0; i < k; ++i) {
            lists.rows[row * k + i] = i < row ? i : i + 1;
            lists.distances[row * k + i] = 1.0F;
        }
}

BoxDistance summedBy(Metric metric)
{
    return metric == Metric::Manhattan ? BoxDistance::Absolutes : BoxDistance::Squares;
}

// Some places of the tree, drawn with replacement.
std::vector<std::size_t> drawnPlaces(const BoxTree &tree, std::size_t count, std::uint64_t seed)
{
    Random random(seed, RandomPurpose::NeighbourRecall);
    std::vector<std::size_t> places;
    for (std::size_t i = 0; i < count; ++i)
        places.push_back(random.below(static_cast<std::uint32_t>(tree.rows())));
    return places;
}

// Whether an exact search would be too long, by what a few rows cost.
bool isLong(const BoxTree &tree, std::size_t k, Metric metric, const Progress &progress)
{
    const auto rows = static_cast<double>(tree.rows());
    const auto columns = static_cast<double>(tree.columns());
    if (rows * rows * columns < mostWork) // leaves hold several rows
        return false;
    const std::vector<std::size_t> places = drawnPlaces(tree, rowsOfEstimate, 1);
    std::atomic<std::uint64_t> looks = 0;
    parallelFor(places.size(), [&](std::size_t i) {
        if (progress.cancelled())
            return;
        BoxSearch search(tree, k, summedBy(metric));
        search.nearest(places[i]);
        looks += search.looks();
    });
    return static_cast<double>(looks) / static_cast<double>(rowsOfEstimate) * rows * columns > mostWork;
}

Result<void> searchExactly(const BoxTree &tree, const SearchedRows &searched, Metric metric,
                           NeighbourLists &lists, Progress &progress)
{
    const std::size_t k = std::min(lists.neighbours, tree.rows() - 1);
    ProgressCounter counter(progress, (tree.rows() + rowsAtOnce - 1) / rowsAtOnce, searching);
    parallelBlocks(tree.rows(), rowsAtOnce, [&](std::size_t begin, std::size_t end) {
        BoxSearch search(tree, k, summedBy(metric));
        for (std::size_t i = begin; i < end && !counter.cancelled(); ++i)
            writeList(lists, searched.rowOf(tree.row(i)), search.nearest(i), searched, metric);
        counter.advance();
    });
    if (progress.cancelled())
        return Error::cancelled();
    return {};
}

// Share of the exact neighbours of some rows that were found; what is as near as the last of them counts.
double recallOf(const BoxTree &tree, std::span<const Neighbour> found, const NeighbourOptions &options,
                const Progress &progress)
{
    const std::size_t k = found.size() / tree.rows();
    const std::vector<std::size_t> places = drawnPlaces(tree, rowsOfRecall, options.seed);
    std::atomic<std::uint64_t> hits = 0;
    parallelFor(places.size(), [&](std::size_t i) {
        if (progress.cancelled())
            return;
        BoxSearch search(tree, k, summedBy(options.metric));
        const double last = search.nearest(places[i]).back().squared;
        const auto own = found.subspan(tree.row(places[i]) * k, k);
        hits += static_cast<std::uint64_t>(std::count_if(
            own.begin(), own.end(), [&](const Neighbour &neighbour) { return neighbour.squared <= last; }));
    });
    return static_cast<double>(hits) / static_cast<double>(places.size() * k);
}

Result<void> searchNearly(const BoxTree &tree, const SearchedRows &searched, const NeighbourOptions &options,
                          NeighbourLists &lists, Progress &progress)
{
    const std::size_t k = std::min(lists.neighbours, tree.rows() - 1);
    const RowMatrix matrix(searched.values, tree.columns());
    SubProgress most(progress, 0.0, 0.9);
    const auto found = descendToNeighbours(matrix, k, summedBy(options.metric), options.seed, most);
    if (!found)
        return found.error();
    const std::span<const Neighbour> all(found.value());
    parallelBlocks(tree.rows(), rowsAtOnce, [&](std::size_t begin, std::size_t end) {
        for (std::size_t i = begin; i < end && !progress.cancelled(); ++i)
            writeList(lists, searched.rowOf(static_cast<std::uint32_t>(i)), all.subspan(i * k, k), searched,
                      options.metric);
    });
    lists.exact = false;
    progress.report(0.9, searching);
    lists.recall = recallOf(tree, all, options, progress);
    if (progress.cancelled())
        return Error::cancelled();
    progress.report(1.0, searching);
    return {};
}

Result<void> search(const SearchedRows &searched, std::size_t columns, const NeighbourOptions &options,
                    NeighbourLists &lists, Progress &progress)
{
    const Result<BoxTree> tree = BoxTree::build(searched.values, columns, progress);
    if (!tree)
        return tree.error();
    const std::size_t k = std::min(lists.neighbours, tree.value().rows() - 1);
    const bool isExact =
        options.search == NeighbourSearch::Exact ||
        (options.search == NeighbourSearch::Automatic && !isLong(tree.value(), k, options.metric, progress));
    return isExact ? searchExactly(tree.value(), searched, options.metric, lists, progress)
                   : searchNearly(tree.value(), searched, options, lists, progress);
}

} // namespace

Result<NeighbourLists> nearestNeighbours(const Features &features, const NeighbourOptions &options,
                                         Progress &progress)
{
    if (features.rows() < 2)
        return Error{"one track alone has no neighbours", "neighbours", {}, ErrorKind::Input};
    if (options.neighbours == 0)
        return Error{"there must be at least one neighbour", "neighbours", "The usual number is 15.",
                     ErrorKind::Usage};
    progress.report(0.0, searching);
    NeighbourLists lists;
    lists.neighbours = std::min(options.neighbours, features.rows() - 1);
    lists.rows.resize(features.rows() * lists.neighbours);
    lists.distances.resize(features.rows() * lists.neighbours);
    const SearchedRows searched = searchedRows(features, options.metric);
    writeZeroLists(lists, searched);
    const std::size_t rows =
        searched.rows.empty() ? features.rows() - searched.zeros.size() : searched.rows.size();
    if (rows == 1)
        writeList(lists, searched.rowOf(0), {}, searched, options.metric);
    if (rows > 1)
        if (Result<void> done = search(searched, features.columns(), options, lists, progress); !done)
            return done.error();
    if (progress.cancelled())
        return Error::cancelled();
    return lists;
}

bool haveFirstNeighbours(const NeighbourLists &lists, std::size_t neighbours)
{
    return lists.neighbours == neighbours || (lists.exact && lists.neighbours > neighbours);
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
