#pragma once

#include "core/base/progress.h"
#include "core/base/result.h"
#include "core/table/table.h"

#include <cstddef>
#include <cstdint>
#include <vector>

namespace genrelens
{

/// For each row the first one whose cells in keyColumns are the same: the row itself where none before it is,
/// and where all of those cells are missing. Numbers are compared exactly, with 0 the same as -0 and missing
/// the same as missing. Takes about 20 bytes a row besides the result, whatever the cells are. Error:
/// cancelled.
Result<std::vector<std::uint32_t>> firstRows(const Table &table, const std::vector<std::size_t> &keyColumns,
                                             Progress &progress);

} // namespace genrelens
