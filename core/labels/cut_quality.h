#pragma once

#include "core/labels/merge_tree.h"

#include <cstddef>
#include <cstdint>
#include <limits>
#include <span>
#include <vector>

namespace genrelens
{

/// What a model that learned the genres is worth on groups of them.
struct CutQuality {
    std::size_t groups = 0;
    double accuracy = std::numeric_limits<double>::quiet_NaN(); ///< NaN when no track was judged
    double baseline =
        std::numeric_limits<double>::quiet_NaN(); ///< always the group most frequent in training
    std::size_t judged = 0;                       ///< held-out tracks it is about
};

/// The model's held-out answers folded: right is a track whose predicted genre lies in the group of its own.
/// Tracks that have, or are taken for, a genre in no group (`unlabelled`) are left out. confusion: genres x
/// genres counts, rows the truth; tracks: all of each genre, the judged ones among them; groupOf: of each
/// genre.
CutQuality foldedQuality(std::span<const std::uint64_t> confusion, std::span<const std::size_t> tracks,
                         std::span<const std::int32_t> groupOf);

/// The same of every cut of a tree of the genres, into 2 groups up to one a genre.
std::vector<CutQuality> cutQualities(const MergeTree &tree, std::span<const std::uint64_t> confusion,
                                     std::span<const std::size_t> tracks);

} // namespace genrelens
