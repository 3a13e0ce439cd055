#include "core/prepare/repeats.h"

#include <array>
#include <numeric>
#include <unordered_set>
#include <utility>

namespace genrelens
{

namespace
{

constexpr std::array<std::pair<std::string_view, RepeatsBy>, 5> names{
    {{"automatic", RepeatsBy::Automatic},
     {"track_id", RepeatsBy::TrackId},
     {"artists_and_title", RepeatsBy::ArtistsAndTitle},
     {"features", RepeatsBy::Features},
     {"nothing", RepeatsBy::Nothing}}};

} // namespace

std::string repeatsByName(RepeatsBy by)
{
    for (const auto &[name, known] : names)
        if (known == by)
            return std::string(name);
    return {};
}

std::optional<RepeatsBy> repeatsByNamed(std::string_view name)
{
    for (const auto &[known, by] : names)
        if (known == name)
            return by;
    return std::nullopt;
}

std::vector<std::size_t> repeatKeyColumns(const Schema &schema, RepeatsBy by)
{
    const bool automatic = by == RepeatsBy::Automatic;
    if (const auto id = schema.find(ColumnRole::TrackId); id && (automatic || by == RepeatsBy::TrackId))
        return {*id};
    const auto artists = schema.find(ColumnRole::Artists);
    const auto title = schema.find(ColumnRole::Title);
    if (artists && title && (automatic || by == RepeatsBy::ArtistsAndTitle))
        return {*artists, *title};
    return by == RepeatsBy::Features ? schema.features() : std::vector<std::size_t>();
}

Result<Repeats> keepFirst(const Table &table, const std::vector<std::size_t> &keyColumns, Progress &)
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
