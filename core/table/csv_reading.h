#pragma once

#include "core/base/hash.h"
#include "core/table/column_builder.h"
#include "core/table/csv_dialect.h"
#include "core/table/csv_input.h"
#include "core/table/csv_reader.h"
#include "core/table/csv_window.h"
#include "core/table/text_window.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace genrelens
{

/// One or several inputs on their way to one table. Rows are read window by window, each in parallel; a
/// column that turns out to hold words after all is read once more.
class CsvReading
{
public:
    /// inputs: at least one.
    CsvReading(std::vector<CsvInput> inputs, const CsvOptions &options, Progress &progress);

    /// tableName: what messages call the table.
    Result<CsvFile> run(const std::string &tableName);

private:
    struct Open {
        std::unique_ptr<TextWindow> window;
        CsvDialect dialect;
    };

    Result<Open> open(const CsvInput &input, std::size_t windowBytes);
    Result<void> matchInputs();
    Result<void> readAll();
    Result<void> readInput(std::size_t i);
    Result<void> readWindow(const TextWindow &window, std::size_t input);
    void learnTypes(std::string_view text, std::size_t fields);
    void noteSkipped(const TextWindow &window, std::size_t fields, const std::string &file);
    void noteRepairs(const TextWindow &window);
    Result<void> checkRows(const std::string &tableName) const;
    Result<CsvFile> finish(const std::string &tableName);
    Column fileColumn(const std::vector<Column> &others) const;
    void report(double fraction);

    std::vector<CsvInput> m_inputs;
    CsvOptions m_options;
    Progress &m_progress;
    CsvSummary m_summary;
    std::vector<std::string> m_names;                  // of the columns, as the first input has them
    std::vector<std::vector<std::uint32_t>> m_targets; // for each input: the column of each of its fields
    std::optional<ColumnBuilder> m_columns;            // once the first window is there
    CsvWindow m_window;
    std::vector<ColumnBuilder::Piece> m_pieces;
    KeyBuilder m_key;
    std::uint64_t m_rows = 0;                 // good ones so far
    std::vector<std::uint64_t> m_rowsOfInput; // good ones of each input
    std::uint64_t m_bytesTaken = 0;           // of text, in this reading
    bool m_again = false;                     // this is the second reading
};

} // namespace genrelens
