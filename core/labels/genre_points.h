#pragma once

#include "core/labels/class_moments.h"
#include "core/labels/merge_tree.h"

#include <cstddef>
#include <cstdint>
#include <span>

namespace genrelens
{

/// Genres as points of which the near ones are alike, each weighing as much as it has tracks: what a mapping
/// is suggested from.

/// Each genre's mean over those columns: genres whose tracks sound alike on average merge first.
WeightedPoints centroidPoints(const ClassMoments &genreMoments, std::span<const std::size_t> columns);

/// Each genre's shares of predicted genres among its held-out tracks: genres that a model takes for the same
/// genres, one for the other among them, merge first. As square roots, of which the distance is Hellinger's
/// (times the root of 2): plain shares would see little but whether the genre itself is recognised.
/// A genre of which no track was held out is taken for nothing but itself. confusion: genres x genres
/// counts, rows the truth; tracks: of each genre.
WeightedPoints confusionPoints(std::span<const std::uint64_t> confusion, std::span<const std::size_t> tracks);

} // namespace genrelens
