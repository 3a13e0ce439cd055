#pragma once

#include "core/base/hash.h"
#include "core/table/column_builder.h"
#include "core/table/csv_join.h"
#include "core/table/csv_reader.h"
#include "core/table/csv_window.h"
#include "core/table/text_window.h"

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace genrelens
{

/// Joined inputs on their way to one table. Rows are read window by window, each in parallel; a column that
/// turns out to hold words after all is read once more.
class CsvReading
{
public:
    CsvReading(CsvJoin join, const CsvOptions &options, Progress &progress);

    /// tableName: what messages call the table.
    Result<CsvFile> run(const std::string &tableName);

private:
    Result<void> readAll();
    Result<void> readPart(std::size_t i);
    Result<void> readWindow(const TextWindow &window, const CsvPart &part);
    void growColumns(std::uint64_t rows);
    void learnTypes(std::string_view text, const std::vector<std::uint32_t> &target);
    void noteSkipped(const TextWindow &window, std::size_t fields, const std::string &file);
    void noteRepairs(const TextWindow &window);
    Result<void> checkRows(const std::string &tableName) const;
    Result<CsvFile> finish(const std::string &tableName);
    [[nodiscard]] Column fileColumn() const;
    void report(double fraction);

    const CsvJoin m_join;
    CsvOptions m_options;
    Progress &m_progress;
    CsvSummary m_summary;
    ColumnBuilder m_columns;
    CsvWindow m_window;
    std::vector<ColumnBuilder::Piece> m_pieces;
    std::unique_ptr<KeyBuilder> m_key;       // of what was read in this reading
    std::uint64_t m_rows = 0;                // good ones so far
    std::vector<std::uint64_t> m_rowsOfPart; // good ones of each part
    std::uint64_t m_repeatedHeaders = 0;     // rows like the header, in this reading
    std::uint64_t m_bytesTaken = 0;          // of text, in this reading
    bool m_again = false;                    // this is the second reading
};

} // namespace genrelens
