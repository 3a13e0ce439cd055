#include "core/labels/column_labels.h"

#include "core/base/stretches.h"
#include "core/base/text.h"
#include "core/base/text_codes.h"
#include "core/labels/cell_codes.h"
#include "core/labels/genre_parts.h"
#include "core/labels/text_classes.h"
#include "core/table/column_names.h"

#include <algorithm>

namespace genrelens
{

namespace
{

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

// A code for each kept row by the name that nameIn finds in its cell; rows without one get codes of their
// own.
Result<std::vector<std::int32_t>> groupCodes(const Column &column, const Features &features,
                                             std::string_view (*nameIn)(std::string_view), Progress &progress)
{
    Result<CellCodes> found = cellCodes(column, features, progress);
    if (!found)
        return found.error();
    const CellCodes &cells = found.value();
    TextCodes groups;
    std::vector<std::int32_t> groupOf; // of each text; -1: none
    for (const std::string_view text : cells.texts) {
        const std::string_view name = trimmed(nameIn(text));
        groupOf.push_back(name.empty() ? -1 : groups.codeOf(name));
    }
    // Numbered by their first rows, those without a group among them.
    std::vector<std::int32_t> numbers(groups.texts().size(), -1);
    std::int32_t next = 0;
    std::vector<std::int32_t> codes = std::move(found.value().codes);
    forStretches(codes.size(), progress, [&](std::size_t begin, std::size_t end) {
        for (std::size_t i = begin; i < end; ++i) {
            const std::int32_t group = codes[i] < 0 ? -1 : groupOf[static_cast<std::size_t>(codes[i])];
            std::int32_t nobody = -1;
            std::int32_t &number = group < 0 ? nobody : numbers[static_cast<std::size_t>(group)];
            number = number < 0 ? next++ : number;
            codes[i] = number;
        }
    });
    if (progress.cancelled())
        return Error::cancelled();
    return codes;
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
    result.labels = labelsOfTexts(std::move(name), labels, std::move(cells.codes));
    return result;
}

Result<std::vector<std::int32_t>> artistCodes(const Table &table, std::size_t artistsColumn,
                                              const Features &features, Progress &progress)
{
    return groupCodes(
        table.column(artistsColumn), features,
        [](std::string_view cell) { return cell.substr(0, cell.find(';')); }, progress);
}

Result<std::vector<std::int32_t>> albumCodes(const Table &table, std::size_t albumColumn,
                                             const Features &features, Progress &progress)
{
    return groupCodes(
        table.column(albumColumn), features, [](std::string_view cell) { return cell; }, progress);
}

} // namespace genrelens
