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

struct Neighbour {
    double squared = 0.0; ///< euclidean distance, squared
    std::uint32_t row = 0;

    /// Nearer; of equals the lower row.
    [[nodiscard]] bool operator<(const Neighbour &other) const
    {
        return squared != other.squared ? squared < other.squared : row < other.row;
    }
    [[nodiscard]] bool operator==(const Neighbour &other) const = default;
};

/// Finds the exact nearest of some rows of a matrix. The rows lie in tiles of 64, which are the leaves of a
/// tree of halves, each split along the feature that varies most in it; a query walks down the nearer halves
/// first and skips what is too far away for certain. Distances are compared in float, with room for its
/// rounding, and those that could count computed anew in double: the answer is that of looking at all rows in
/// double, ties included, whatever the walk. Takes 4 bytes a value of its own. Immutable once built.
class NeighbourIndex
{
public:
    /// rows: which rows of features can be found. n log n steps.
    static Result<NeighbourIndex> build(const Features &features, std::span<const std::uint32_t> rows,
                                        Progress &progress);

    /// Replaces found by the k nearest rows (all, when there are fewer), nearest first. The query has the
    /// columns of the features; a row of the index finds itself. Looks at all tiles at worst, some
    /// milliseconds for a million rows.
    void nearest(std::span<const float> query, std::size_t k, std::vector<Neighbour> &found) const;

    [[nodiscard]] std::size_t size() const { return m_size; }

private:
    struct Node {
        std::uint32_t firstTile = 0;
        std::uint32_t endTile = 0;
        std::uint32_t right = 0; ///< the second half; the first follows its parent. 0 for a leaf
        std::uint32_t lowestRow = 0;
    };
    struct Query;

    bool addNode(const Features &features, std::size_t firstTile, std::size_t endTile,
                 const Progress &progress);
    void fillTile(const Features &features, std::size_t tile);
    void setBox(std::size_t node);
    [[nodiscard]] const float *box(std::size_t node) const { return m_boxes.data() + node * 2 * m_columns; }
    void searchTile(std::size_t tile, Query &query) const;

    std::size_t m_size = 0;
    std::size_t m_columns = 0;         ///< filled up to a multiple of eight with zeros
    std::vector<std::uint32_t> m_rows; ///< of the features, in the order of the tiles
    std::vector<float> m_values;       ///< tiles x columns x 64
    std::vector<Node> m_nodes;         ///< a parent before its halves
    std::vector<float> m_boxes;        ///< of each node: least values, then largest ones
};

} // namespace genrelens
