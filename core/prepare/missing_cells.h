#pragma once

#include "core/base/row_set.h"
#include "core/prepare/features.h"
#include "core/table/table.h"

#include <vector>

namespace genrelens
{

/// For each feature the kept rows whose cell is missing in the file, where the matrix has the median instead;
/// over no rows where there are none.
std::vector<RowSet> missingCells(const Table &table, const Features &features);

} // namespace genrelens
