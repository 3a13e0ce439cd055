#include "core/prepare/repeats.h"

#include <numeric>
#include <unordered_set>

namespace genrelens
{

std::vector<std::size_t> repeatKeyColumns(const Schema &schema)
{
    if (const auto id = schema.find(ColumnRole::TrackId))
        return {*id};
    const auto artists = schema.find(ColumnRole::Artists);
    const auto title = schema.find(ColumnRole::Title);
    if (artists && title)
        return {*artists, *title};
    return {};
}

Repeats keepFirst(const Table &table, const std::vector<std::size_t> &keyColumns)
{
    Repeats repeats;
    if (keyColumns.empty()) {
        repeats.kept.resize(table.rows());
        std::iota(repeats.kept.begin(), repeats.kept.end(), 0U);
        return repeats;
    }
    for (const std::size_t c : keyColumns)
        repeats.keyColumns.push_back(table.column(c).name);

    std::unordered_set<std::string> seen;
    seen.reserve(table.rows());
    repeats.kept.reserve(table.rows());
    for (std::size_t row = 0; row < table.rows(); ++row) {
        std::string key;
        bool someCell = false;
        for (const std::size_t c : keyColumns) {
            const std::string cell = table.column(c).cell(row);
            someCell |= !cell.empty();
            key += cell;
            key += '\0'; // no cell of a text file holds it, so ("ab", "c") and ("a", "bc") differ
        }
        if (!someCell || seen.insert(std::move(key)).second)
            repeats.kept.push_back(static_cast<std::uint32_t>(row));
    }
    repeats.dropped = table.rows() - repeats.kept.size();
    return repeats;
}

} // namespace genrelens
