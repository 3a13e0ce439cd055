#pragma once

#include "core/base/progress.h"
#include "core/base/result.h"
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

/// One thing about the data that a person should know before believing a result.
struct DataFinding {
    enum class Kind {
        Repeated,   ///< tracks that stand in the file more than once
        Missing,    ///< cells without a value
        Constant,   ///< a column that tells nothing apart
        OutOfRange, ///< values that the feature cannot have, or that stand for "unknown"
    };
    Kind kind = Kind::Missing;
    std::string column;    ///< the column it is about; empty for repeats
    std::string text;      ///< "tempo is 0 BPM", without the count
    std::size_t count = 0; ///< rows of the file for Repeated and Missing, kept tracks for the others
    std::vector<std::uint32_t>
        tracks; ///< the kept rows it is about, rising; empty when none of them was kept
};

/// What became of the file's rows, and what is odd about them.
struct DataReport {
    std::uint64_t rowsRead = 0;
    std::uint64_t rowsSkipped = 0;
    std::size_t repeated = 0;
    std::size_t droppedForMissing = 0;
    std::size_t setAside = 0; ///< by the person, for the time being
    std::size_t kept = 0;
    std::vector<DataFinding> findings; ///< repeats first, then by column in file order
};

/// Looks a prepared table over: repeats, missing cells per column, constant features, audio features out of
/// the range that Spotify documents (danceability and its like in 0..1, unless the column is in percent;
/// tempo and duration above 0; loudness at most 0 dB; popularity 0..100; key 0..11, where -1 is unknown; mode
/// 0 or 1; time signature 1..7, where 0 is unknown). facts: one a column of the table. Error: cancelled.
Result<DataReport> dataReport(const Table &table, const Schema &schema, const CsvSummary &summary,
                              const std::vector<ColumnFacts> &facts, const Preparation &preparation,
                              Progress &progress);

} // namespace genrelens
