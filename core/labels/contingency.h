#pragma once

#include "core/base/progress.h"
#include "core/base/result.h"
#include "core/labels/label_set.h"

#include <cstdint>
#include <span>
#include <vector>

namespace genrelens
{

/// How many rows have each pair of classes of two label sets: those alone that have a class in both. Pairs
/// that no row has take no memory, so that ten thousand classes may meet ten thousand.
struct Contingency {
    struct Cell {
        std::uint32_t row = 0;    ///< class of the first set
        std::uint32_t column = 0; ///< class of the second
        std::uint64_t count = 0;  ///< never 0

        bool operator==(const Cell &) const = default;
    };
    std::vector<std::uint64_t> rowTotals;    ///< of every class of the first set, 0 for one not met with
    std::vector<std::uint64_t> columnTotals; ///< likewise of the second
    std::vector<Cell> cells;                 ///< row by row, in each by rising column
    std::uint64_t total = 0;

    bool operator==(const Contingency &) const = default;
};

/// One pass over the rows, or over those given (each below the number of rows). An error when the sets are
/// not of the same rows.
Result<Contingency> contingency(const LabelSet &rows, const LabelSet &columns, Progress &progress);
Result<Contingency> contingency(const LabelSet &rows, const LabelSet &columns,
                                std::span<const std::uint32_t> among, Progress &progress);

} // namespace genrelens
