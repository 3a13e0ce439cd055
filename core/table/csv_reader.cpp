#include "core/table/csv_reader.h"

#include "core/base/parallel.h"
#include "core/base/text.h"
#include "core/table/csv_scan.h"
#include "core/table/read_file.h"
#include "core/table/schema.h"
#include "core/table/type_inference.h"

#include <algorithm>
#include <limits>
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

// What one block of rows says about the columns' types, and which of its rows have the header's length.
struct BlockFindings {
    std::vector<ColumnTypeGuess> types;
    std::vector<std::uint32_t> good;
};

BlockFindings inspectBlock(const Reading &reading, std::size_t begin, std::size_t end,
                           const ProgressCounter &counter)
{
    const std::size_t columns = reading.names.size();
    BlockFindings findings{reading.types, {}};
    std::vector<CsvField> fields(columns);
    std::string scratch;
    for (std::size_t row = begin; row < end && !counter.cancelled(); ++row) {
        CsvFieldCursor cursor(reading.records.record(reading.text, row + 1), reading.delimiter);
        std::size_t count = 0;
        for (CsvField field; cursor.next(field); ++count)
            if (count < columns)
                fields[count] = field;
        if (count != columns)
            continue;
        findings.good.push_back(static_cast<std::uint32_t>(row + 1));
        for (std::size_t c = 0; c < columns; ++c)
            if (!findings.types[c].isText())
                findings.types[c].see(fields[c].text(scratch), fields[c].quoted);
    }
    return findings;
}

CsvSummary summarised(const Reading &reading)
{
    const std::size_t rows = reading.records.count() - 1;
    CsvSummary summary;
    summary.rowsRead = rows;
    summary.headerFields = reading.names.size();
    summary.rowsSkipped = rows - reading.goodRecords.size();
    const std::size_t named = std::min<std::size_t>(summary.rowsSkipped, namedSkippedRows);
    std::size_t nextGood = 0;
    std::uint64_t counted = 0; // lines are counted on from the row named before
    std::uint64_t line = 1;
    for (std::size_t i = 1; summary.firstSkipped.size() < named; ++i) {
        if (nextGood < reading.goodRecords.size() && reading.goodRecords[nextGood] == i) {
            ++nextGood;
            continue;
        }
        const std::uint64_t start = reading.records.starts[i];
        line += lineOfOffset(reading.text.substr(counted), start - counted) - 1;
        counted = start;
        summary.firstSkipped.push_back(
            {line, fieldsOf(reading.records.record(reading.text, i), reading.delimiter)});
    }
    return summary;
}

// First pass, parallel over blocks: which rows have the header's length, and what type each column can be.
Result<CsvSummary> inspectRows(Reading &reading, Progress &progress)
{
    const std::size_t rows = reading.records.count() - 1;
    const std::size_t blocks = (rows + blockRows - 1) / blockRows;
    for (const std::string &name : reading.names)
        reading.types.push_back(namesThings(name) ? ColumnTypeGuess::text() : ColumnTypeGuess());
    std::vector<BlockFindings> found(blocks);
    ProgressCounter counter(progress, blocks, "Recognising columns");
    parallelBlocks(rows, blockRows, [&](std::size_t begin, std::size_t end) {
        if (counter.cancelled())
            return;
        found[begin / blockRows] = inspectBlock(reading, begin, end, counter);
        counter.advance();
    });
    if (progress.cancelled())
        return Error::cancelled();

    reading.goodRecords.reserve(rows);
    for (const BlockFindings &block : found) {
        for (std::size_t c = 0; c < reading.types.size(); ++c)
            reading.types[c].merge(block.types[c]);
        reading.goodRecords.insert(reading.goodRecords.end(), block.good.begin(), block.good.end());
    }
    return summarised(reading);
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

void fillBlock(const Reading &reading, std::size_t begin, std::size_t end, const ProgressCounter &counter,
               std::vector<NumericColumn> &numbers, std::vector<TextPiece> &texts)
{
    std::string scratch;
    CsvField field;
    for (std::size_t row = begin; row < end && !counter.cancelled(); ++row) {
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
    for (TextPiece &piece : texts)
        piece.buffer.shrink_to_fit();
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
        fillBlock(reading, begin, end, counter, numbers, texts[begin / blockRows]);
        counter.advance();
    });
    if (progress.cancelled())
        return Error::cancelled();

    std::vector<Column> result(columns);
    parallelFor(columns, [&](std::size_t c) {
        if (counter.cancelled())
            return;
        result[c].name = reading.names[c];
        if (reading.types[c].isNumber() || reading.types[c].isTruth())
            result[c].data = std::move(numbers[c]);
        else
            result[c].data = encoded(joined(texts, c, rows), rows);
        counter.advance();
    });
    if (progress.cancelled())
        return Error::cancelled();
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
        text += " and " + grouped(summary.rowsSkipped - summary.firstSkipped.size()) + " more";
    return text;
}

Result<CsvFile> parseCsv(std::string_view bytes, const std::string &name, const CsvOptions &options,
                         Progress &progress)
{
    const Result<std::string_view> text = utf8Text(bytes, name, progress);
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
