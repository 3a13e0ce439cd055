#include "core/labels/column_labels.h"

#include "core/base/text.h"
#include "core/table/csv_reader.h"
#include "core/table/type_inference.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <unordered_map>

namespace genrelens
{

namespace
{

// Labels of texts, one a row; empty is unlabelled.
LabelSet textLabels(std::string name, const std::vector<std::string> &cells)
{
    std::map<std::string, std::int32_t> codeOf;
    for (const std::string &cell : cells)
        if (!cell.empty())
            codeOf.emplace(cell, 0);
    std::vector<std::string> classes;
    for (const auto &[text, code] : codeOf)
        classes.push_back(text);
    const bool allNumbers = std::all_of(classes.begin(), classes.end(), [](const std::string &text) {
        return parseNumber(text).has_value();
    });
    if (allNumbers)
        std::stable_sort(classes.begin(), classes.end(), [](const std::string &a, const std::string &b) {
            return parseNumber(a).value_or(0.0) < parseNumber(b).value_or(0.0);
        });
    for (std::size_t i = 0; i < classes.size(); ++i)
        codeOf[classes[i]] = static_cast<std::int32_t>(i);
    std::vector<std::int32_t> codes;
    codes.reserve(cells.size());
    for (const std::string &cell : cells)
        codes.push_back(cell.empty() ? unlabelled : codeOf[cell]);
    return LabelSet(std::move(name), std::move(classes), std::move(codes));
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
        if (!(value >= 0.0) || value >= static_cast<double>(rowCount) || value != std::floor(value))
            return fileError(file, "row " + file.column(column).cell(i) + " is not one of the " +
                                       grouped(rowCount) + " kept tracks (0 to " + grouped(rowCount - 1) +
                                       ')');
        rows.push_back(static_cast<std::uint32_t>(value));
    }
    return rows;
}

Result<std::vector<std::uint32_t>> rowsOfIds(const Table &file, std::size_t column, const Table &table,
                                             std::size_t idColumn, const Features &features)
{
    std::unordered_map<std::string, std::uint32_t> rowOf;
    for (std::size_t i = 0; i < features.rows(); ++i)
        rowOf.emplace(table.column(idColumn).cell(features.sourceRow(i)), static_cast<std::uint32_t>(i));
    std::vector<std::uint32_t> rows;
    for (std::size_t i = 0; i < file.rows(); ++i) {
        const auto found = rowOf.find(file.column(column).cell(i));
        if (found == rowOf.end())
            return fileError(file,
                             "the track \"" + file.column(column).cell(i) + "\" is not in " + table.name());
        rows.push_back(found->second);
    }
    return rows;
}

} // namespace

LabelSet columnLabels(std::string name, const Table &table, std::size_t column, const Features &features)
{
    std::vector<std::string> cells;
    cells.reserve(features.rows());
    for (std::size_t i = 0; i < features.rows(); ++i)
        cells.push_back(table.column(column).cell(features.sourceRow(i)));
    return textLabels(std::move(name), cells);
}

Result<LabelSet> importedLabels(std::string name, const std::string &path, const std::string &columnName,
                                const Table &table, std::optional<std::size_t> idColumn,
                                const Features &features, Progress &progress)
{
    const Result<CsvFile> read = readCsv(path, CsvOptions{}, progress);
    if (!read)
        return read.error();
    const Table &file = read.value().table;
    const std::optional<std::size_t> column = file.find(columnName);
    if (!column)
        return fileError(file, "there is no column \"" + columnName + '"');

    std::vector<std::string> cells(features.rows());
    const std::optional<std::size_t> fileIds = file.find("track_id");
    const std::optional<std::size_t> fileRows = file.find("row");
    Result<std::vector<std::uint32_t>> rows = std::vector<std::uint32_t>();
    if (fileIds && idColumn && fileIds != column)
        rows = rowsOfIds(file, *fileIds, table, *idColumn, features);
    else if (fileRows && fileRows != column)
        rows = rowsOfColumn(file, *fileRows, features.rows());
    else if (file.rows() != features.rows())
        return fileError(
            file, "it has " + counted(file.rows(), "line") + " for " + counted(features.rows(), "kept track"),
            "Give one line a kept track, or a column track_id or row to match by.");
    if (!rows)
        return rows.error();
    for (std::size_t i = 0; i < file.rows(); ++i) {
        std::string &cell = cells[rows.value().empty() ? i : rows.value()[i]];
        std::string label = file.column(*column).cell(i);
        if (!cell.empty() && cell != label)
            return fileError(file, "data line " + grouped(i + 1) + " gives its track a second label");
        cell = std::move(label);
    }
    LabelSet labels = textLabels(std::move(name), cells);
    if (labels.isEmpty())
        return fileError(file, "the column \"" + columnName + "\" holds no label");
    return labels;
}

Result<std::vector<std::uint32_t>> readRowList(const std::string &path, std::size_t rowCount,
                                               Progress &progress)
{
    const Result<CsvFile> read = readCsv(path, CsvOptions{}, progress);
    if (!read)
        return read.error();
    const Table &file = read.value().table;
    const std::optional<std::size_t> column = file.columnCount() == 1 ? 0 : file.find("row");
    if (!column)
        return fileError(file, "there is no column \"row\"");
    return rowsOfColumn(file, *column, rowCount);
}

std::vector<std::int32_t> artistCodes(const Table &table, std::size_t artistsColumn, const Features &features)
{
    std::unordered_map<std::string, std::int32_t> codeOf;
    std::vector<std::int32_t> codes;
    std::int32_t next = 0;
    for (std::size_t i = 0; i < features.rows(); ++i) {
        const std::string cell = table.column(artistsColumn).cell(features.sourceRow(i));
        const std::string first(trimmed(std::string_view(cell).substr(0, cell.find(';'))));
        if (first.empty()) {
            codes.push_back(next++);
            continue;
        }
        const auto [entry, isNew] = codeOf.try_emplace(first, next);
        next += isNew ? 1 : 0;
        codes.push_back(entry->second);
    }
    return codes;
}

} // namespace genrelens
