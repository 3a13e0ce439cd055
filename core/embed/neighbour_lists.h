#pragma once

#include "core/base/progress.h"
#include "core/base/result.h"
#include "core/prepare/features.h"

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace genrelens
{

/// How far two rows are apart. Cosine: 1 - cos of the angle between them, 1 where either is all zeros.
enum class Metric { Euclidean, Cosine, Manhattan };

enum class NeighbourSearch {
    Automatic, ///< exact while that is quick
    Exact,
    Approximate
};

struct NeighbourOptions {
    std::size_t neighbours = 15; ///< of each row, itself not counted
    Metric metric = Metric::Euclidean;
    NeighbourSearch search = NeighbourSearch::Automatic;
    std::uint64_t seed = 1; ///< of an approximate search and of the rows that its recall is measured on

    bool operator==(const NeighbourOptions &) const = default;
};

/// The nearest rows of each row, nearest first, of equally near ones the lower row; itself is none of them.
struct NeighbourLists {
    std::size_t neighbours = 0;      ///< of each row: those asked for, or one less than there are rows
    std::vector<std::uint32_t> rows; ///< row-major, `neighbours` of each row
    std::vector<float> distances;    ///< of the same
    bool exact = true;               ///< or found by a search that may miss some
    double recall = 1.0;             ///< share of the exact neighbours that are found, on a sample of rows

    [[nodiscard]] std::size_t size() const { return neighbours == 0 ? 0 : rows.size() / neighbours; }
    [[nodiscard]] std::span<const std::uint32_t> of(std::size_t row) const
    {
        return {rows.data() + row * neighbours, neighbours};
    }
    [[nodiscard]] std::span<const float> distancesOf(std::size_t row) const
    {
        return {distances.data() + row * neighbours, neighbours};
    }
};

/// Finds the neighbours of all rows; the same for any number of threads.
/// Errors: fewer than two rows, no neighbour asked for, cancelled.
Result<NeighbourLists> nearestNeighbours(const Features &features, const NeighbourOptions &options,
                                         Progress &progress);

/// Whether a search for so many of the same rows would find just the first of these. One that may miss some
/// finds others when it is asked for others than these.
bool haveFirstNeighbours(const NeighbourLists &lists, std::size_t neighbours);
/// The first of them: lists of fewer neighbours need no new search.
NeighbourLists firstNeighbours(const NeighbourLists &lists, std::size_t neighbours);

} // namespace genrelens
