#pragma once

#include "core/base/progress.h"
#include "core/base/result.h"
#include "core/table/table.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace genrelens
{

struct CsvOptions {
    std::optional<char> delimiter = {}; ///< nothing: as the file has it, see csv_dialect.h
    double maxSkippedShare = 0.01;      ///< of the rows; a file with more rows of a wrong length is refused
    std::size_t windowBytes = std::size_t(1) << 20; ///< of text in memory at a time, at least 64
    std::size_t chunkBytes = std::size_t(1) << 16;  ///< of text that one thread takes at a time
    std::size_t maxRowBytes = std::size_t(1) << 26; ///< a longer row is an open quote, or no row
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
    bool headerIsShort = false;     ///< it lacks the name of the first field, as R writes row names
    bool tablesLeftOut = false;     ///< an archive held tables with other columns besides
    std::vector<std::string> files; ///< names of what was read, in order
    std::vector<std::string>
        remarks; ///< what it took to read them, a clause each: "7 bytes are no UTF-8 ..."
};

struct CsvFile {
    Table table;
    CsvSummary summary;
};

/// Reads a CSV file: UTF-8 with or without a byte order mark, Windows-1252 where it is none, or UTF-16;
/// quotes as in RFC 4180; LF, CRLF or CR; compressed or in an archive (see archive.h). Columns are typed by
/// all of their cells, but those that name things (see schema.h) are text. The file is streamed: memory is
/// that of the table, texts that repeat still in full, and a few megabytes. Errors name the file: missing, a
/// folder, not text, empty, a header alone, a quote that never closes, too many rows of a wrong length, more
/// than 4,294,967,295 rows or 100,000 columns.
Result<CsvFile> readCsv(const std::string &path, const CsvOptions &options, Progress &progress);

/// Several files as one table: their rows in the order given, columns matched by name, and a last column
/// "file" with the name of each row's file, without its ending. Of an archive with several tables those are
/// read that have the columns of the largest. paths is not empty. Error besides: a file has other columns
/// than the first.
Result<CsvFile> readCsvFiles(const std::vector<std::string> &paths, const CsvOptions &options,
                             Progress &progress);

/// The same from memory; name is what messages call it.
Result<CsvFile> parseCsv(std::string_view text, const std::string &name, const CsvOptions &options,
                         Progress &progress);

/// "line 7 (3 fields), line 9 (22 fields) and 4 more": the first skipped rows for people.
std::string describeSkipped(const CsvSummary &summary);

} // namespace genrelens
