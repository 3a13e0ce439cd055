#pragma once

#include "core/base/progress.h"
#include "core/base/result.h"
#include "core/labels/class_moments.h"
#include "core/labels/label_set.h"
#include "core/prepare/data_report.h"
#include "core/prepare/prepare.h"
#include "core/table/column_facts.h"
#include "core/table/csv_reader.h"
#include "core/table/schema.h"
#include "core/table/table.h"

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace genrelens
{

/// A file, or several joined, as opened.
struct Dataset {
    std::vector<std::string> paths;
    Table table;
    CsvSummary summary;
    std::vector<ColumnFacts> facts; ///< one a column
    Schema schema;                  ///< as recognised; PreparedData has the one in force
};

/// A dataset made ready for computing: everything that follows from it and the preparation's options alone.
struct PreparedData {
    Schema schema; ///< the roles in force
    Preparation preparation;
    DataReport report;
    LabelSet genres; ///< empty when the file has no genre column
    std::vector<std::int32_t>
        artists; ///< a code a kept row, see artistCodes(); empty without an artists column
    std::vector<std::int32_t> albums;      ///< as artists
    std::size_t tracksOfSeveralGenres = 0; ///< of which the first counts
    ClassMoments genreMoments;             ///< of genres over features

    [[nodiscard]] const Features &features() const { return preparation.features; }
};

/// Reads a file, or several files with the same columns as one. paths is not empty.
Result<Dataset> openDataset(const std::vector<std::string> &paths, Progress &progress);
Result<PreparedData> prepareDataset(const Dataset &dataset, const PreparationOptions &options,
                                    Progress &progress);

/// What a person should know of a file besides its numbers, a clause each: rows left out for missing values,
/// audio features without numbers, tracks of several genres or without a super-genre, names in the options
/// that the file lacks. Empty for a file without surprises.
std::vector<std::string> remarks(const Dataset &dataset, const PreparedData &data,
                                 const LabelSet &superGenres, const PreparationOptions &options);

} // namespace genrelens
