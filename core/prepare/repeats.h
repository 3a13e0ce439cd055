#pragma once

#include "core/table/schema.h"
#include "core/table/table.h"

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace genrelens
{

/// The rows that stay when every track is kept once: of rows with the same key, the first in file order.
struct Repeats {
    std::vector<std::uint32_t> kept; ///< rising table rows
    std::size_t dropped = 0;
    std::vector<std::string>
        keyColumns; ///< names of the columns that tell tracks apart; empty: none, all are kept
};

/// Tracks are told apart by the track id, or by artists and title where there is none, or not at all.
std::vector<std::size_t> repeatKeyColumns(const Schema &schema);

/// Keeps the first row of each key. A row whose key cells are all missing is like no other and stays.
Repeats keepFirst(const Table &table, const std::vector<std::size_t> &keyColumns);

} // namespace genrelens
