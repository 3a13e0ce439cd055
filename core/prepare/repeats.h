#pragma once

#include "core/base/progress.h"
#include "core/base/result.h"
#include "core/table/schema.h"
#include "core/table/table.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace genrelens
{

/// The rows that stay when every track is kept once: of rows with the same key, the first in file order.
struct Repeats {
    std::vector<std::uint32_t> kept; ///< rising table rows
    std::size_t dropped = 0;
    std::vector<std::uint32_t> repeated; ///< those of kept that stand for dropped rows too, rising
    std::vector<std::string>
        keyColumns; ///< names of the columns that tell tracks apart; empty: none, all are kept
};

/// What makes two rows the same track. Automatic: the track id, or artists and title where there is none, or
/// nothing.
enum class RepeatsBy { Automatic, TrackId, ArtistsAndTitle, Features, Nothing };

/// "automatic", "track_id", "artists_and_title", "features", "nothing": its name in files; and back.
std::string repeatsByName(RepeatsBy by);
std::optional<RepeatsBy> repeatsByNamed(std::string_view name);

/// The columns that tell tracks apart; empty when all rows stay, also where the table lacks what `by` asks
/// for.
std::vector<std::size_t> repeatKeyColumns(const Schema &schema, RepeatsBy by = RepeatsBy::Automatic);

/// Keeps the first row of each key. A row whose key cells are all missing is like no other and stays. Which
/// row a dropped one repeats tells firstRows() of first_rows.h. Error: cancelled.
Result<Repeats> keepFirst(const Table &table, const std::vector<std::size_t> &keyColumns, Progress &progress);

/// How many rows keeping the first would drop, for a person who chooses. Error: cancelled.
Result<std::size_t> countRepeats(const Table &table, const Schema &schema, RepeatsBy by, Progress &progress);

} // namespace genrelens
