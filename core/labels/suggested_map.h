#pragma once

#include "core/labels/genre_map.h"
#include "core/labels/merge_tree.h"

#include <cstdint>
#include <span>

namespace genrelens
{

/// Groups of the genres as a mapping, the group with most tracks first. A group takes over name and colour of
/// the present super-genre with which it shares most tracks, if these are more than half of the group's; each
/// is taken over once, where most is shared. Others are named after their most
/// typical genre, the point nearest to the group's mean ("techno & co."), and have no colour. Genres that the
/// file lacks stay with a super-genre that is taken over. groupOf: of each genre, from 0; points: likewise,
/// and their weights are tracks.
GenreMap suggestedMap(const LabelSet &genres, std::span<const std::int32_t> groupOf,
                      const WeightedPoints &points, const GenreMap &present);

} // namespace genrelens
