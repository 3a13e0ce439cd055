#pragma once

#include "core/base/progress.h"
#include "core/base/result.h"
#include "core/table/table.h"

#include <cstdint>
#include <string>
#include <vector>

namespace genrelens
{

struct CsvOptions {
    char delimiter = ',';
    double maxSkippedShare = 0.01; ///< of the rows; a file with more rows of a wrong length is refused
};

/// A row that was left out because it has not as many fields as the header.
struct SkippedRow {
    std::uint64_t line = 0; ///< 1-based line of the file on which the row begins
    std::size_t fields = 0;
    std::string file = {}; ///< which of several files; empty for one
};

/// What reading found besides the table.
struct CsvSummary {
    std::uint64_t rowsRead = 0;           ///< data rows in the file, the skipped included
    std::uint64_t rowsSkipped = 0;        ///< rows with too few or too many fields
    std::vector<SkippedRow> firstSkipped; ///< the first ten of them
    std::size_t headerFields = 0;
    char delimiter = ',';
    std::vector<std::string> files; ///< names of what was read, in order
    std::vector<std::string>
        remarks; ///< what it took to read them, a clause each: "7 bytes are no UTF-8 ..."
};

struct CsvFile {
    Table table;
    CsvSummary summary;
};

/// Reads a CSV file: UTF-8 with or without a byte order mark, quotes as in RFC 4180, LF, CRLF or CR. Columns
/// are typed by all of their cells, but those that name things (see schema.h) are text. Errors name the file:
/// missing, a folder, not text, empty, a header alone, a quote that never closes, too many rows of a wrong
/// length.
Result<CsvFile> readCsv(const std::string &path, const CsvOptions &options, Progress &progress);

/// The same from memory; name is what messages call it.
Result<CsvFile> parseCsv(std::string_view text, const std::string &name, const CsvOptions &options,
                         Progress &progress);

/// "line 7 (3 fields), line 9 (22 fields) and 4 more": the first skipped rows for people.
std::string describeSkipped(const CsvSummary &summary);

} // namespace genrelens
