#include "core/labels/column_labels.h"

#include "core/base/stretches.h"
#include "core/base/text.h"
#include "core/base/text_codes.h"
#include "core/labels/cell_codes.h"
#include "core/labels/genre_parts.h"
#include "core/table/column_names.h"
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

// Labels of rows that are codes of texts (-1: none); an empty text is no label.
LabelSet labelsOf(std::string name, const std::vector<std::string> &texts, std::vector<std::int32_t> codes)
{
    std::map<std::string, std::int32_t> classOf;
    for (const std::string &text : texts)
        if (!text.empty())
            classOf.emplace(text, 0);
    std::vector<std::string> classes;
    for (const auto &[text, code] : classOf)
        classes.push_back(text);
    const bool allNumbers = std::all_of(classes.begin(), classes.end(), [](const std::string &text) {
        return parseNumber(text).has_value();
    });
    if (allNumbers)
        std::stable_sort(classes.begin(), classes.end(), [](const std::string &a, const std::string &b) {
            return parseNumber(a).value_or(0.0) < parseNumber(b).value_or(0.0);
        });
    for (std::size_t i = 0; i < classes.size(); ++i)
        classOf[classes[i]] = static_cast<std::int32_t>(i);
    std::vector<std::int32_t> classOfText;
    for (const std::string &text : texts)
        classOfText.push_back(text.empty() ? unlabelled : classOf[text]);
    for (std::int32_t &code : codes)
        code = code < 0 ? unlabelled : classOfText[static_cast<std::size_t>(code)];
    return LabelSet(std::move(name), std::move(classes), std::move(codes));
}

// The same of one text a row.
LabelSet textLabels(std::string name, const std::vector<std::string> &cells)
{
    TextCodes known;
    std::vector<std::int32_t> codes;
    for (const std::string &cell : cells)
        codes.push_back(known.codeOf(cell));
    return labelsOf(std::move(name), {known.texts().begin(), known.texts().end()}, std::move(codes));
}

// Puts the first genre in the place of each list, if there is some list at all; returns how many rows list
// several.
std::size_t takeFirstGenres(const CellCodes &cells, std::vector<std::string> &labels)
{
    std::vector<GenreParts> parts;
    bool someList = false;
    for (const std::string &label : labels) {
        parts.push_back(genreParts(label));
        someList |= parts.back().composed;
    }
    if (!someList)
        return 0;
    std::size_t several = 0;
    for (std::size_t i = 0; i < parts.size(); ++i) {
        several += parts[i].several ? cells.counts[i] : 0;
        labels[i] = std::move(parts[i].first);
    }
    return several;
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
            return fileError(file, "the row \"" + file.column(column).cell(i) + "\" is not one of the " +
                                       counted(rowCount, "kept track") + ", which count from 0");
        rows.push_back(static_cast<std::uint32_t>(value));
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

// Reads a file that says something of single rows: none may be skipped.
Result<Table> readWhole(const std::string &path, Progress &progress)
{
    CsvOptions options;
    options.maxSkippedShare = 0.0;
    Result<CsvFile> read = readCsv(path, options, progress);
    if (!read)
        return read.error();
    return std::move(read).value().table;
}

} // namespace

Result<ColumnLabels> columnLabels(std::string name, const Table &table, std::size_t column,
                                  const Features &features, ListedGenres listed, Progress &progress)
{
    Result<CellCodes> found = cellCodes(table.column(column), features, progress);
    if (!found)
        return found.error();
    CellCodes &cells = found.value();
    std::vector<std::string> labels(cells.texts.size());
    for (std::size_t i = 0; i < labels.size(); ++i)
        if (cells.counts[i] > 0)                 // a class without tracks is none
            labels[i] = trimmed(cells.texts[i]); // "pop " is no other genre than "pop"
    const bool first = listed == ListedGenres::First && isGenreName(table.column(column).name);
    ColumnLabels result;
    result.several = first ? takeFirstGenres(cells, labels) : 0;
    result.labels = labelsOf(std::move(name), labels, std::move(cells.codes));
    return result;
}

Result<LabelSet> importedLabels(std::string name, const std::string &path, const std::string &columnName,
                                const Table &table, std::optional<std::size_t> idColumn,
                                const Features &features, Progress &progress)
{
    const Result<Table> read = readWhole(path, progress);
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
    const Result<Table> read = readWhole(path, progress);
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

Result<std::vector<std::int32_t>> artistCodes(const Table &table, std::size_t artistsColumn,
                                              const Features &features, Progress &progress)
{
    Result<CellCodes> found = cellCodes(table.column(artistsColumn), features, progress);
    if (!found)
        return found.error();
    const CellCodes &cells = found.value();
    TextCodes artists;
    std::vector<std::int32_t> artistOf; // of each text; -1: none
    for (const std::string_view text : cells.texts) {
        const std::string_view artist = trimmed(text.substr(0, text.find(';')));
        artistOf.push_back(artist.empty() ? -1 : artists.codeOf(artist));
    }
    // Numbered by their first rows, those without an artist among them.
    std::vector<std::int32_t> numbers(artists.texts().size(), -1);
    std::int32_t next = 0;
    std::vector<std::int32_t> codes = std::move(found.value().codes);
    forStretches(codes.size(), progress, [&](std::size_t begin, std::size_t end) {
        for (std::size_t i = begin; i < end; ++i) {
            const std::int32_t artist = codes[i] < 0 ? -1 : artistOf[static_cast<std::size_t>(codes[i])];
            std::int32_t nobody = -1;
            std::int32_t &number = artist < 0 ? nobody : numbers[static_cast<std::size_t>(artist)];
            number = number < 0 ? next++ : number;
            codes[i] = number;
        }
    });
    if (progress.cancelled())
        return Error::cancelled();
    return codes;
}

} // namespace genrelens
