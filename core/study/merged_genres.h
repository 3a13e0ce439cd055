#pragma once

#include "core/labels/cut_quality.h"
#include "core/labels/merge_tree.h"

#include <cstddef>
#include <memory>
#include <vector>

namespace genrelens
{

class Study;
struct ModelRun;

/// What genres are merged by: how their tracks sound on average, or what a model takes them for.
enum class MergeBy { Centroids, Confusion };

/// More genres are not merged: it would take longer than the window may wait, and nobody reads such a tree.
inline constexpr std::size_t mostMergedGenres = 500;

/// All genres of a file merged into one, and what each cut is worth.
struct MergedGenres {
    WeightedPoints points;
    MergeTree tree; ///< empty with fewer than 2 genres, too many, or no model's answers to merge by
    std::vector<CutQuality> cuts;        ///< see cutQualities(); empty while no model has learned the genres
    CutQuality present;                  ///< of the current mapping
    std::shared_ptr<const ModelRun> run; ///< whose answers they are about; null: none has learned them
};

MergedGenres mergedGenres(const Study &study, MergeBy by);

} // namespace genrelens
