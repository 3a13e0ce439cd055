#include "core/labels/imported_labels.h"

#include "core/base/text.h"
#include "core/base/text_codes.h"
#include "core/labels/text_classes.h"
#include "core/table/csv_reader.h"
#include "core/table/type_inference.h"

#include <cmath>
#include <unordered_map>

namespace genrelens
{

namespace
{

// Labels of one text a row.
LabelSet textLabels(std::string name, const std::vector<std::string> &cells)
{
    TextCodes known;
    std::vector<std::int32_t> codes;
    for (const std::string &cell : cells)
        codes.push_back(known.codeOf(cell));
    return labelsOfTexts(std::move(name), {known.texts().begin(), known.texts().end()}, std::move(codes));
}

Error fileError(const Table &file, std::string what, std::string hint = {})
{
    return Error{std::move(what), file.name(), std::move(hint), ErrorKind::Input};
}

// The kept row that a line of `rows` names.
Result<std::vector<std::uint32_t>> rowsOfColumn(const Table &file, std::size_t column, std::size_t rowCount)
{
    const NumericColumn *numbers = file.column(column).numeric();
    if (numbers == nullptr)
        return fileError(file, "the column \"" + file.column(column).name + "\" does not hold row numbers");
    std::vector<std::uint32_t> rows;
    for (std::size_t i = 0; i < numbers->values.size(); ++i) {
        const double value = numbers->values[i];
        const std::optional<std::uint32_t> row = rowOfNumber(value, rowCount);
        if (!row)
            return fileError(file, "the row \"" + file.column(column).cell(i) + "\" is not one of the " +
                                       counted(rowCount, "kept track") + ", which count from 0");
        rows.push_back(*row);
    }
    return rows;
}

// The first kept row of each track id. Rows without an id are no track's.
std::unordered_map<std::string, std::uint32_t> firstRowOfIds(const Table &table, std::size_t idColumn,
                                                             const Features &features)
{
    std::unordered_map<std::string, std::uint32_t> rowOf;
    for (std::size_t i = 0; i < features.rows(); ++i)
        if (std::string id = table.column(idColumn).cell(features.sourceRow(i)); !id.empty())
            rowOf.try_emplace(std::move(id), static_cast<std::uint32_t>(i));
    return rowOf;
}

Result<std::vector<std::uint32_t>> rowsOfIds(const Table &file, std::size_t column, const Table &table,
                                             const std::unordered_map<std::string, std::uint32_t> &rowOf)
{
    std::vector<std::uint32_t> rows;
    for (std::size_t i = 0; i < file.rows(); ++i) {
        const std::string id = file.column(column).cell(i);
        const auto found = rowOf.find(id);
        if (found == rowOf.end())
            return fileError(file,
                             "the track \"" + id + "\" is not among the kept tracks of " + table.name());
        rows.push_back(found->second);
    }
    return rows;
}

// The label of each kept row; line i of the file speaks of rows[i], or of row i where rows is empty.
Result<std::vector<std::string>> placedLabels(const Table &file, std::size_t column,
                                              const std::vector<std::uint32_t> &rows, std::size_t rowCount)
{
    std::vector<std::string> cells(rowCount);
    for (std::size_t i = 0; i < file.rows(); ++i) {
        std::string &cell = cells[rows.empty() ? i : rows[i]];
        std::string label = file.column(column).cell(i);
        if (!cell.empty() && cell != label)
            return fileError(file,
                             "row " + grouped(i + 1) + " below the header gives its track a second label");
        cell = std::move(label);
    }
    return cells;
}

} // namespace

Result<Table> readRowFile(const std::string &path, Progress &progress)
{
    CsvOptions options;
    options.maxSkippedShare = 0.0;
    Result<CsvFile> read = readCsv(path, options, progress);
    if (!read)
        return read.error();
    return std::move(read).value().table;
}

std::optional<std::uint32_t> rowOfNumber(double number, std::size_t rowCount)
{
    if (!(number >= 0.0) || number >= static_cast<double>(rowCount) || number != std::floor(number))
        return {};
    return static_cast<std::uint32_t>(number);
}

Result<LabelSet> importedLabels(std::string name, const std::string &path, const std::string &columnName,
                                const Table &table, std::optional<std::size_t> idColumn,
                                const Features &features, Progress &progress)
{
    const Result<Table> read = readRowFile(path, progress);
    if (!read)
        return read.error();
    const Table &file = read.value();
    const std::optional<std::size_t> column = file.find(columnName);
    if (!column)
        return fileError(file, "there is no column \"" + columnName + '"');

    const std::optional<std::size_t> fileIds = file.find("track_id");
    const std::optional<std::size_t> fileRows = file.find("row");
    const bool byId = fileIds && idColumn && fileIds != column;
    std::unordered_map<std::string, std::uint32_t> rowOfId;
    Result<std::vector<std::uint32_t>> rows = std::vector<std::uint32_t>();
    if (byId) {
        rowOfId = firstRowOfIds(table, *idColumn, features);
        rows = rowsOfIds(file, *fileIds, table, rowOfId);
    } else if (fileRows && fileRows != column) {
        rows = rowsOfColumn(file, *fileRows, features.rows());
    } else if (file.rows() != features.rows()) {
        return fileError(file,
                         "it has " + counted(file.rows(), "label") + " for " +
                             counted(features.rows(), "kept track"),
                         "Give one line a kept track, or a column track_id or row to match by.");
    }
    if (!rows)
        return rows.error();

    Result<std::vector<std::string>> placed = placedLabels(file, *column, rows.value(), features.rows());
    if (!placed)
        return placed.error();
    std::vector<std::string> cells = std::move(placed).value();
    if (byId) // where repeats were kept, each row of a track gets its label
        for (std::size_t i = 0; i < cells.size(); ++i)
            if (const auto first = rowOfId.find(table.column(*idColumn).cell(features.sourceRow(i)));
                first != rowOfId.end() && first->second != i)
                cells[i] = cells[first->second];
    LabelSet labels = textLabels(std::move(name), cells);
    if (labels.isEmpty())
        return fileError(file, "the column \"" + columnName + "\" holds no label");
    return labels;
}

Result<std::vector<std::uint32_t>> readRowList(const std::string &path, std::size_t rowCount,
                                               Progress &progress)
{
    const Result<Table> read = readRowFile(path, progress);
    if (!read)
        return read.error();
    const Table &file = read.value();
    const std::optional<std::size_t> column = file.columnCount() == 1 ? 0 : file.find("row");
    if (!column)
        return fileError(file, "there is no column \"row\"");
    if (parseNumber(file.column(*column).name))
        return fileError(file, "it begins with a number instead of a header",
                         "Put a first line \"row\" above the numbers.");
    Result<std::vector<std::uint32_t>> rows = rowsOfColumn(file, *column, rowCount);
    if (!rows)
        return rows;
    std::vector<bool> seen(rowCount, false);
    for (const std::uint32_t row : rows.value()) {
        if (seen[row])
            return fileError(file, "the row \"" + std::to_string(row) + "\" stands twice");
        seen[row] = true;
    }
    return rows;
}

} // namespace genrelens
