#include "core/labels/contingency.h"

#include <algorithm>
#include <cstddef>
#include <numeric>

namespace genrelens
{

namespace
{

constexpr std::size_t rowsAtOnce = 1 << 20; // between two looks at whether anyone waits

// Calls use(class of the first set, class of the second) of each row that has both; false when cancelled.
template <typename RowAt, typename Use>
bool forEachPair(const LabelSet &rows, const LabelSet &columns, std::size_t count, const RowAt &rowAt,
                 const Use &use, Progress &progress)
{
    const std::vector<std::int32_t> &a = rows.codes();
    const std::vector<std::int32_t> &b = columns.codes();
    for (std::size_t begin = 0; begin < count; begin += rowsAtOnce) {
        if (progress.cancelled())
            return false;
        for (std::size_t i = begin; i < std::min(count, begin + rowsAtOnce); ++i) {
            const std::size_t row = rowAt(i);
            if (a[row] != unlabelled && b[row] != unlabelled)
                use(static_cast<std::size_t>(a[row]), static_cast<std::uint32_t>(b[row]));
        }
    }
    return true;
}

// Counts the columns of one row's tracks; counts is all 0 before and after.
void addCells(Contingency &table, std::uint32_t row, std::span<const std::uint32_t> columns,
              std::vector<std::uint64_t> &counts)
{
    std::vector<std::uint32_t> met;
    for (const std::uint32_t column : columns)
        if (counts[column]++ == 0)
            met.push_back(column);
    std::sort(met.begin(), met.end());
    for (const std::uint32_t column : met) {
        table.cells.push_back({row, column, counts[column]});
        table.columnTotals[column] += counts[column];
        counts[column] = 0;
    }
}

// Sorts the pairs by row, then counts row by row: no memory for pairs that there are not.
template <typename RowAt>
Result<Contingency> counted(const LabelSet &rows, const LabelSet &columns, std::size_t count,
                            const RowAt &rowAt, Progress &progress)
{
    if (rows.codes().size() != columns.codes().size())
        return Error{"the two groupings are not of the same tracks", "contingency",
                     "Choose groupings made from the present tracks."};
    Contingency table;
    table.rowTotals.assign(rows.classes().size(), 0);
    table.columnTotals.assign(columns.classes().size(), 0);
    const auto countRow = [&](std::size_t row, std::uint32_t) { ++table.rowTotals[row]; };
    if (!forEachPair(rows, columns, count, rowAt, countRow, progress))
        return Error::cancelled();
    std::vector<std::size_t> end(table.rowTotals.size());
    std::exclusive_scan(table.rowTotals.begin(), table.rowTotals.end(), end.begin(), std::size_t(0));
    table.total = std::accumulate(table.rowTotals.begin(), table.rowTotals.end(), std::uint64_t(0));
    std::vector<std::uint32_t> byRow(table.total);
    const auto place = [&](std::size_t row, std::uint32_t column) { byRow[end[row]++] = column; };
    if (!forEachPair(rows, columns, count, rowAt, place, progress))
        return Error::cancelled();
    std::vector<std::uint64_t> counts(table.columnTotals.size(), 0);
    for (std::size_t row = 0; row < end.size(); ++row) {
        if (progress.cancelled())
            return Error::cancelled();
        const auto size = static_cast<std::size_t>(table.rowTotals[row]);
        addCells(table, static_cast<std::uint32_t>(row), std::span(byRow).subspan(end[row] - size, size),
                 counts);
    }
    return table;
}

} // namespace

Result<Contingency> contingency(const LabelSet &rows, const LabelSet &columns, Progress &progress)
{
    return counted(
        rows, columns, rows.codes().size(), [](std::size_t i) { return i; }, progress);
}

Result<Contingency> contingency(const LabelSet &rows, const LabelSet &columns,
                                std::span<const std::uint32_t> among, Progress &progress)
{
    return counted(
        rows, columns, among.size(), [&among](std::size_t i) { return std::size_t(among[i]); }, progress);
}

} // namespace genrelens
