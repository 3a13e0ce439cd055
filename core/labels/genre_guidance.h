#pragma once

#include "core/labels/class_moments.h"
#include "core/labels/genre_map.h"

#include <cstddef>
#include <cstdint>
#include <limits>
#include <span>
#include <vector>

namespace genrelens
{

/// How well a genre sits in its super-genre. Classes are those of FoldedGenres::labels.
struct GenreGuidance {
    struct Share {
        std::int32_t superGenre = unlabelled;
        double share = 0.0; ///< of the judged tracks
    };
    std::size_t judged = 0; ///< held-out tracks of the genre that a model judged
    double purity = std::numeric_limits<double>::quiet_NaN(); ///< share judged to be of its own super-genre
    std::vector<Share> predicted;      ///< where they went: up to three, the largest first
    std::vector<double> distances;     ///< of its centroid to each super-genre's, see genreGuidance()
    std::int32_t nearest = unlabelled; ///< super-genre of the smallest distance; never that of the unmapped
};

/// Held-out tracks and what a model took them for.
struct JudgedTracks {
    std::span<const std::uint32_t> rows;
    std::span<const std::int32_t> predicted;    ///< class of each row in what the model learned
    std::span<const std::int32_t> superGenreOf; ///< of each such class, or `unlabelled` when it is no more
};

/// One entry a genre. Distances are euclidean over the given columns of the matrix, in standard deviations,
/// between the genre's mean and that of a super-genre without the genre itself (it would draw its own
/// towards itself); NaN where no other genre is left. judged may be null.
std::vector<GenreGuidance> genreGuidance(const LabelSet &genres, const FoldedGenres &folded,
                                         const ClassMoments &genreMoments,
                                         std::span<const std::size_t> columns, const JudgedTracks *judged);

} // namespace genrelens
