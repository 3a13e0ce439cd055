#pragma once

#include "core/table/csv_reader.h"

#include <algorithm>
#include <cstring>
#include <string>

namespace genrelens::test
{

/// Whether two columns are the same, numbers bit by bit.
inline bool isSame(const Column &a, const Column &b)
{
    if (a.name != b.name || a.data.index() != b.data.index())
        return false;
    if (const NumericColumn *numbers = a.numeric()) {
        const std::vector<double> &others = b.numeric()->values;
        return numbers->values.size() == others.size() &&
               std::equal(others.begin(), others.end(), numbers->values.begin(),
                          [](double x, double y) { return std::memcmp(&x, &y, sizeof x) == 0; });
    }
    if (const CategoricalColumn *levels = a.categorical())
        return levels->levels == b.categorical()->levels && levels->codes == b.categorical()->codes;
    return a.text()->buffer == b.text()->buffer && a.text()->ends == b.text()->ends;
}

/// What differs between two readings of the same bytes, all but their keys; nothing: an empty text.
inline std::string differenceOf(const Result<CsvFile> &a, const Result<CsvFile> &b)
{
    if (a.ok() != b.ok())
        return "one is read, the other not: " + (a.ok() ? b : a).error().message();
    if (!a)
        return a.error().message() == b.error().message() ? "" : "what is wrong";
    const CsvSummary &said = a.value().summary;
    const CsvSummary &other = b.value().summary;
    if (said.rowsRead != other.rowsRead || said.rowsSkipped != other.rowsSkipped ||
        describeSkipped(said) != describeSkipped(other))
        return "the rows that are skipped";
    if (said.delimiter != other.delimiter || said.headerFields != other.headerFields)
        return "the dialect";
    if (said.remarks != other.remarks)
        return "the remarks";
    const Table &table = a.value().table;
    if (table.rows() != b.value().table.rows() || table.columnCount() != b.value().table.columnCount())
        return "the table's size";
    for (std::size_t c = 0; c < table.columnCount(); ++c)
        if (!isSame(table.column(c), b.value().table.column(c)))
            return "column \"" + table.column(c).name + '"';
    return {};
}

} // namespace genrelens::test
