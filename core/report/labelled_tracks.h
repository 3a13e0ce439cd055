#pragma once

#include "core/base/result.h"
#include "core/labels/label_set.h"
#include "core/prepare/features.h"
#include "core/table/table.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace genrelens
{

/// What is known of each kept track. Label sets may be empty; prediction is empty or one code a kept row into
/// predictedClasses (negative: none), with its probability beside it.
struct LabelledTracks {
    Table table;
    std::optional<std::size_t> idColumn;
    Features features;
    LabelSet genres;
    LabelSet superGenres;
    LabelSet clusters;
    std::vector<std::string> predictedClasses;
    std::vector<std::int32_t> prediction;
    std::vector<float> probability;
};

/// The columns row,track_id,genre,super_genre,cluster,prediction,probability,map_x,map_y,selected, one line a
/// kept track in file order; what is not computed is empty. row is the kept track's index from 0.
std::string labelledTracksCsv(const LabelledTracks &tracks);

} // namespace genrelens
