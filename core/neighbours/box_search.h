#pragma once

#include "core/neighbours/box_search_state.h"

#include <cstddef>
#include <cstdint>
#include <span>

namespace genrelens
{

/// Finds the nearest rows of a row of the tree. What is far away for certain is skipped in float, with room
/// for its rounding, and what is left is ordered by sums in double: the answer is that of looking at all rows
/// in double, ties included. For one thread; it holds what a search needs and the next can use again.
/// Quickest when rows are asked for in the order of the tree, for then the same boxes are in the cache.
class BoxSearch
{
public:
    /// k: of each row, itself not counted; less than the tree has rows.
    BoxSearch(const BoxTree &tree, std::size_t k, BoxDistance distance) : m_state(tree, k, distance) {}

    /// Of the row at a place of the tree, nearest first, of equals the lower row; good until the next call.
    std::span<const Neighbour> nearest(std::size_t place);

    /// Leaves and groups that were looked at so far: what a search costs, on any machine.
    [[nodiscard]] std::uint64_t looks() const { return m_state.looks; }

private:
    BoxSearchState m_state;
};

} // namespace genrelens
