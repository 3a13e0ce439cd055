#include "core/table/csv_reader.h"

#include "core/base/parallel.h"
#include "core/base/text.h"
#include "core/table/csv_scan.h"
#include "core/table/read_file.h"
#include "core/table/type_inference.h"

#include <algorithm>
#include <atomic>
#include <limits>
#include <numeric>
#include <string_view>
#include <unordered_map>

namespace genrelens
{

namespace
{

constexpr std::size_t blockRows = 4096;
constexpr std::size_t maxLevels = 1000; // a text column of more distinct values is text, not a category
constexpr std::size_t namedSkippedRows = 10;

Error inputError(const std::string &name, std::string what, std::string hint = {})
{
    return Error{std::move(what), name, std::move(hint), ErrorKind::Input};
}

// Refuses what is no UTF-8 text before anybody tries to read it as rows.
Result<std::string_view> textOfBytes(std::string_view bytes, const std::string &name)
{
    if (bytes.substr(0, 2) == "\xFF\xFE" || bytes.substr(0, 2) == "\xFE\xFF")
        return inputError(name, "this is UTF-16 text, which is not read", "Save it as UTF-8.");
    if (bytes.substr(0, 3) == "\xEF\xBB\xBF")
        bytes.remove_prefix(3);
    if (bytes.substr(0, std::size_t(1) << 20).find('\0') != std::string_view::npos)
        return inputError(name, "this is not a text file", "Choose a CSV file; unpack an archive first.");
    const std::size_t invalid = findInvalidUtf8(bytes);
    if (invalid != std::string_view::npos)
        return inputError(name, "line " + grouped(lineOfOffset(bytes, invalid)) + " is not UTF-8 text",
                          "Save the file as CSV in UTF-8.");
    if (bytes.find_first_not_of(" \t\r\n") == std::string_view::npos)
        return inputError(name, "the file is empty");
    return bytes;
}

std::vector<std::string> headerNames(std::string_view record, char delimiter)
{
    std::vector<std::string> names;
    CsvFieldCursor cursor(record, delimiter);
    CsvField field;
    std::string scratch;
    while (cursor.next(field))
        names.emplace_back(trimmed(field.text(scratch)));
    return names;
}

// One file while it is being read: the text, where its records begin, and what the first pass learns of them.
struct Reading {
    std::string_view text;
    CsvRecords records; // record 0 is the header
    char delimiter = ',';
    std::vector<std::string> names;
    std::vector<ColumnTypeGuess> types;
    std::vector<std::uint32_t> goodRecords; // of the header's length, in file order
};

std::size_t fieldsOf(std::string_view record, char delimiter)
{
    CsvFieldCursor cursor(record, delimiter);
    CsvField field;
    std::size_t fields = 0;
    while (cursor.next(field))
        ++fields;
    return fields;
}

// First pass, parallel over blocks: which rows have the header's length, and what type each column can be.
Result<CsvSummary> inspectRows(Reading &reading, Progress &progress)
{
    const std::size_t rows = reading.records.count() - 1;
    const std::size_t columns = reading.names.size();
    const std::size_t blocks = (rows + blockRows - 1) / blockRows;
    std::vector<std::vector<ColumnTypeGuess>> blockTypes(blocks);
    std::vector<std::vector<std::uint32_t>> blockGood(blocks);
    ProgressCounter counter(progress, blocks, "Recognising columns");
    parallelBlocks(rows, blockRows, [&](std::size_t begin, std::size_t end) {
        if (counter.cancelled())
            return;
        std::vector<ColumnTypeGuess> types(columns);
        std::vector<std::uint32_t> &good = blockGood[begin / blockRows];
        std::vector<CsvField> fields(columns);
        std::string scratch;
        for (std::size_t row = begin; row < end; ++row) {
            CsvFieldCursor cursor(reading.records.record(reading.text, row + 1), reading.delimiter);
            std::size_t count = 0;
            for (CsvField field; cursor.next(field); ++count)
                if (count < columns)
                    fields[count] = field;
            if (count != columns)
                continue;
            good.push_back(static_cast<std::uint32_t>(row + 1));
            for (std::size_t c = 0; c < columns; ++c)
                if (!types[c].isText())
                    types[c].see(fields[c].text(scratch), fields[c].quoted);
        }
        blockTypes[begin / blockRows] = std::move(types);
        counter.advance();
    });
    if (progress.cancelled())
        return Error::cancelled();

    reading.types.assign(columns, {});
    CsvSummary summary;
    summary.rowsRead = rows;
    summary.headerFields = columns;
    reading.goodRecords.reserve(rows);
    for (std::size_t b = 0; b < blocks; ++b) {
        for (std::size_t c = 0; c < columns; ++c)
            reading.types[c].merge(blockTypes[b][c]);
        reading.goodRecords.insert(reading.goodRecords.end(), blockGood[b].begin(), blockGood[b].end());
    }
    summary.rowsSkipped = rows - reading.goodRecords.size();
    std::size_t nextGood = 0;
    for (std::size_t i = 1; i <= rows && summary.firstSkipped.size() < namedSkippedRows; ++i) {
        if (nextGood < reading.goodRecords.size() && reading.goodRecords[nextGood] == i) {
            ++nextGood;
            continue;
        }
        summary.firstSkipped.push_back(
            {lineOfOffset(reading.text, reading.records.starts[i]),
             fieldsOf(reading.records.record(reading.text, i), reading.delimiter)});
    }
    return summary;
}

double numericCell(std::string_view cell, bool truth)
{
    const std::optional<double> value = truth ? parseTruth(cell) : parseNumber(cell);
    return value.value_or(std::numeric_limits<double>::quiet_NaN());
}

// What one block of rows contributes to the columns: numbers in place, text in pieces that are joined later.
struct TextPiece {
    std::string buffer;
    std::vector<std::uint64_t> ends;
};

void fillBlock(const Reading &reading, std::size_t begin, std::size_t end,
               std::vector<NumericColumn> &numbers, std::vector<TextPiece> &texts)
{
    std::string scratch;
    CsvField field;
    for (std::size_t row = begin; row < end; ++row) {
        CsvFieldCursor cursor(reading.records.record(reading.text, reading.goodRecords[row]),
                              reading.delimiter);
        for (std::size_t c = 0; c < reading.names.size(); ++c) {
            cursor.next(field);
            const std::string_view cell = field.text(scratch);
            const ColumnTypeGuess &type = reading.types[c];
            if (type.isNumber() || type.isTruth()) {
                numbers[c].values[row] = numericCell(cell, type.isTruth());
            } else {
                if (cell != "NA" || field.quoted)
                    texts[c].buffer += cell;
                texts[c].ends.push_back(texts[c].buffer.size());
            }
        }
    }
}

TextColumn joined(std::vector<std::vector<TextPiece>> &blocks, std::size_t column, std::size_t rows)
{
    TextColumn whole;
    std::size_t bytes = 0;
    for (const auto &block : blocks)
        bytes += block[column].buffer.size();
    whole.buffer.reserve(bytes);
    whole.ends.reserve(rows);
    for (auto &block : blocks) {
        const std::uint64_t base = whole.buffer.size();
        for (const std::uint64_t end : block[column].ends)
            whole.ends.push_back(base + end);
        whole.buffer += block[column].buffer;
        block[column] = TextPiece();
    }
    return whole;
}

// Text whose values repeat (each at least twice on average, at most maxLevels of them) is kept as codes.
std::variant<NumericColumn, CategoricalColumn, TextColumn> encoded(TextColumn text, std::size_t rows)
{
    CategoricalColumn categories;
    categories.codes.reserve(rows);
    std::unordered_map<std::string_view, std::int32_t> codes;
    for (std::size_t row = 0; row < rows; ++row) {
        const std::string_view cell = text.at(row);
        if (cell.empty()) {
            categories.codes.push_back(-1);
            continue;
        }
        const auto [entry, isNew] = codes.try_emplace(cell, static_cast<std::int32_t>(codes.size()));
        if (isNew && (codes.size() > maxLevels || codes.size() * 2 > rows))
            return text;
        if (isNew)
            categories.levels.emplace_back(cell);
        categories.codes.push_back(entry->second);
    }
    if (categories.levels.empty())
        return text;
    return categories;
}

// Second pass, parallel over blocks and then over columns: the typed columns themselves.
Result<std::vector<Column>> fillColumns(const Reading &reading, Progress &progress)
{
    const std::size_t rows = reading.goodRecords.size();
    const std::size_t columns = reading.names.size();
    std::vector<NumericColumn> numbers(columns);
    for (std::size_t c = 0; c < columns; ++c)
        if (reading.types[c].isNumber() || reading.types[c].isTruth())
            numbers[c].values.resize(rows);
    const std::size_t blocks = (rows + blockRows - 1) / blockRows;
    std::vector<std::vector<TextPiece>> texts(blocks, std::vector<TextPiece>(columns));
    ProgressCounter counter(progress, blocks + columns, "Reading rows");
    parallelBlocks(rows, blockRows, [&](std::size_t begin, std::size_t end) {
        if (counter.cancelled())
            return;
        fillBlock(reading, begin, end, numbers, texts[begin / blockRows]);
        counter.advance();
    });
    if (progress.cancelled())
        return Error::cancelled();

    std::vector<Column> result(columns);
    parallelFor(columns, [&](std::size_t c) {
        result[c].name = reading.names[c];
        if (reading.types[c].isNumber() || reading.types[c].isTruth())
            result[c].data = std::move(numbers[c]);
        else
            result[c].data = encoded(joined(texts, c, rows), rows);
        counter.advance();
    });
    return result;
}

Result<void> checkSkipped(const CsvSummary &summary, const std::string &name, double maxShare)
{
    if (static_cast<double>(summary.rowsSkipped) <= maxShare * static_cast<double>(summary.rowsRead))
        return {};
    return inputError(name,
                      grouped(summary.rowsSkipped) + " of " + counted(summary.rowsRead, "row") +
                          (summary.rowsSkipped == 1 ? " does" : " do") + " not have the header's " +
                          counted(summary.headerFields, "field") + ": " + describeSkipped(summary),
                      "Check the separator and the quotes.");
}

} // namespace

std::string describeSkipped(const CsvSummary &summary)
{
    std::string text;
    for (const SkippedRow &row : summary.firstSkipped)
        text += (text.empty() ? "line " : ", line ") + grouped(row.line) + " (" +
                counted(row.fields, "field") + ')';
    if (summary.rowsSkipped > summary.firstSkipped.size())
        text += ", ...";
    return text;
}

Result<CsvFile> parseCsv(std::string_view bytes, const std::string &name, const CsvOptions &options,
                         Progress &progress)
{
    const Result<std::string_view> text = textOfBytes(bytes, name);
    if (!text)
        return text.error();
    Reading reading;
    reading.text = text.value();
    reading.delimiter = options.delimiter;
    SubProgress finding(progress, 0.0, 0.2);
    Result<CsvRecords> records = findCsvRecords(reading.text, options.delimiter, finding);
    if (!records) {
        Error error = records.error();
        error.where = name;
        return error;
    }
    reading.records = std::move(records).value();
    reading.names = headerNames(reading.records.record(reading.text, 0), options.delimiter);
    if (reading.records.count() < 2)
        return inputError(name, "there is a header but no row below it");
    if (reading.records.count() > std::numeric_limits<std::uint32_t>::max())
        return inputError(name, "more than 4,294,967,295 rows are not read");

    SubProgress inspecting(progress, 0.2, 0.6);
    Result<CsvSummary> summary = inspectRows(reading, inspecting);
    if (!summary)
        return summary.error();
    if (Result<void> fits = checkSkipped(summary.value(), name, options.maxSkippedShare); !fits)
        return fits.error();

    SubProgress filling(progress, 0.6, 1.0);
    Result<std::vector<Column>> columns = fillColumns(reading, filling);
    if (!columns)
        return columns.error();
    const Key key = KeyBuilder().add(bytes).add(options.delimiter).key();
    Table table(name, reading.goodRecords.size(), std::move(columns).value(), key);
    return CsvFile{std::move(table), std::move(summary).value()};
}

Result<CsvFile> readCsv(const std::string &path, const CsvOptions &options, Progress &progress)
{
    SubProgress reading(progress, 0.0, 0.2);
    const Result<std::string> bytes = readFile(path, reading);
    if (!bytes)
        return bytes.error();
    SubProgress parsing(progress, 0.2, 1.0);
    return parseCsv(bytes.value(), fileName(path), options, parsing);
}

} // namespace genrelens
