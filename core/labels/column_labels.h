#pragma once

#include "core/base/progress.h"
#include "core/base/result.h"
#include "core/labels/label_set.h"
#include "core/prepare/features.h"
#include "core/table/table.h"

#include <cstddef>
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

/// A code for each kept row's first artist (before a semicolon), for splits that keep artists together. Rows
/// without an artist get a code of their own. Error: cancelled.
Result<std::vector<std::int32_t>> artistCodes(const Table &table, std::size_t artistsColumn,
                                              const Features &features, Progress &progress);
/// The same for albums, which count as one where they have the same name.
Result<std::vector<std::int32_t>> albumCodes(const Table &table, std::size_t albumColumn,
                                             const Features &features, Progress &progress);

} // namespace genrelens
