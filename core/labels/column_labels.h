#pragma once

#include "core/base/progress.h"
#include "core/base/result.h"
#include "core/labels/label_set.h"
#include "core/prepare/features.h"
#include "core/table/table.h"

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace genrelens
{

/// What counts as the label where a cell lists several genres.
enum class ListedGenres { First, Whole };

struct ColumnLabels {
    LabelSet labels;
    std::size_t several = 0; ///< kept rows that list several genres, of which the first counts
};

/// Labels from a column of the file: its distinct values over the kept rows in order (by number where all are
/// numbers, else by bytes); spaces around are no part of it, and missing cells are unlabelled. Where the
/// column's name is one of a genre column and some cell is a list (see genre_parts.h), a cell's label is the
/// first of its parts. Error: cancelled.
Result<ColumnLabels> columnLabels(std::string name, const Table &table, std::size_t column,
                                  const Features &features, ListedGenres listed, Progress &progress);

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

/// A code for each kept row's first artist (before a semicolon), for splits that keep artists together. Rows
/// without an artist get a code of their own. Error: cancelled.
Result<std::vector<std::int32_t>> artistCodes(const Table &table, std::size_t artistsColumn,
                                              const Features &features, Progress &progress);

} // namespace genrelens
