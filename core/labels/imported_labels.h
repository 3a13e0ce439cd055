#pragma once

#include "core/base/progress.h"
#include "core/base/result.h"
#include "core/labels/label_set.h"
#include "core/prepare/features.h"
#include "core/table/table.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace genrelens
{

/// Labels from another file, "labels.csv" and its column: matched by a column track_id (against idColumn of
/// the table) or row (index of the kept row) when it has one, else line by line in kept-row order. Errors: no
/// such column, a line too many or too few or of a wrong length, a row or track that is not kept, a track
/// with two labels.
Result<LabelSet> importedLabels(std::string name, const std::string &path, const std::string &columnName,
                                const Table &table, std::optional<std::size_t> idColumn,
                                const Features &features, Progress &progress);

/// The row indices in column `row` (or the only column) of a file, for an explicit list of held-out rows.
/// Errors: no header, a row that is not kept or stands twice.
Result<std::vector<std::uint32_t>> readRowList(const std::string &path, std::size_t rowCount,
                                               Progress &progress);

/// Reads a file that says something of single rows: none may be skipped.
Result<Table> readRowFile(const std::string &path, Progress &progress);
/// The row that a number names, when it is one below rowCount.
std::optional<std::uint32_t> rowOfNumber(double number, std::size_t rowCount);

} // namespace genrelens
