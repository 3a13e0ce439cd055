#pragma once

#include "core/base/progress.h"
#include "core/base/result.h"
#include "core/table/table.h"

#include <cstddef>
#include <vector>

namespace genrelens
{

/// What a glance over a column tells.
struct ColumnFacts {
    std::size_t missing = 0;
    std::size_t levels = 0; ///< distinct values of a categorical column, else 0
    bool constant = false;  ///< all cells that are there are the same, and some cell is there
    double lowest = 0.0;    ///< of a numeric column with some value, else 0
    double highest = 0.0;
};

/// One entry a column, in table order. Error: cancelled.
Result<std::vector<ColumnFacts>> columnFacts(const Table &table, Progress &progress);

} // namespace genrelens
