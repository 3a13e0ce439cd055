#pragma once

#include "core/base/progress.h"
#include "core/base/result.h"
#include "core/prepare/features.h"
#include "core/table/table.h"

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace genrelens
{

/// The different cells of a column over the kept rows, so that what is done with texts is done once for each.
struct CellCodes {
    CellCodes() = default;
    CellCodes(CellCodes &&) = default; // not to be copied: texts points into numbers
    CellCodes &operator=(CellCodes &&) = default;

    std::vector<std::string_view> texts; ///< as Column::cell() writes them; of the table, or of numbers
    std::vector<std::string> numbers;    ///< what stands in texts for a column of numbers
    std::vector<std::size_t> counts;     ///< kept rows of each text; 0 for one that no kept row has
    std::vector<std::int32_t> codes;     ///< one a kept row, index into texts; -1 where the cell is missing
};

/// The column outlives what is returned. Error: cancelled.
Result<CellCodes> cellCodes(const Column &column, const Features &features, Progress &progress);

} // namespace genrelens
