#include "core/prepare/repeats.h"

#include "core/base/row_set.h"
#include "core/base/stretches.h"
#include "core/prepare/first_rows.h"

#include <array>
#include <numeric>
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

Result<Repeats> keepFirst(const Table &table, const std::vector<std::size_t> &keyColumns, Progress &progress)
{
    Repeats repeats;
    if (keyColumns.empty()) {
        repeats.kept.resize(table.rows());
        std::iota(repeats.kept.begin(), repeats.kept.end(), 0U);
        return repeats;
    }
    for (const std::size_t c : keyColumns)
        repeats.keyColumns.push_back(table.column(c).name);
    const Result<std::vector<std::uint32_t>> found = firstRows(table, keyColumns, progress);
    if (!found)
        return found.error();
    const std::vector<std::uint32_t> &firsts = found.value();
    repeats.kept.reserve(firsts.size());
    RowSet repeated(firsts.size());
    forStretches(firsts.size(), progress, [&](std::size_t begin, std::size_t end) {
        for (std::size_t row = begin; row < end; ++row) {
            if (firsts[row] == row)
                repeats.kept.push_back(static_cast<std::uint32_t>(row));
            else
                repeated.insert(firsts[row]);
        }
    });
    if (progress.cancelled())
        return Error::cancelled();
    repeats.dropped = firsts.size() - repeats.kept.size();
    repeats.repeated = repeated.members();
    return repeats;
}

Result<std::size_t> countRepeats(const Table &table, const Schema &schema, RepeatsBy by, Progress &progress)
{
    const std::vector<std::size_t> keyColumns = repeatKeyColumns(schema, by);
    if (keyColumns.empty())
        return std::size_t(0);
    const Result<std::vector<std::uint32_t>> found = firstRows(table, keyColumns, progress);
    if (!found)
        return found.error();
    std::size_t dropped = 0;
    for (std::uint32_t row = 0; row < found.value().size(); ++row)
        dropped += found.value()[row] == row ? 0 : 1;
    return dropped;
}

} // namespace genrelens
