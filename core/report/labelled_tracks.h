#pragma once

#include "core/base/progress.h"
#include "core/base/result.h"
#include "core/base/row_set.h"
#include "core/embed/map_point.h"
#include "core/labels/label_set.h"
#include "core/prepare/features.h"
#include "core/table/table.h"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
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
    std::vector<MapPoint> map = {};             ///< empty or one a kept row
    RowSet selection = {};                      ///< over kept rows; empty: nobody has selected anything
    std::vector<LabelSet> furtherLabels = {};   ///< a column each, by their names
    std::vector<std::size_t> tableColumns = {}; ///< columns of the table to add as the file has them
    std::optional<RowSet> rows = std::nullopt;  ///< which kept rows to write; none: all
};

/// Takes the next piece of a text; an Error ends the writing.
using TextSink = std::function<Result<void>(std::string_view)>;

/// The columns row,track_id,genre,super_genre,cluster,prediction,probability,map_x,map_y,selected, then those
/// of furtherLabels and tableColumns, in pieces of some hundred kilobytes: one line a kept track in file
/// order; what is not computed is empty. row is the kept track's index from 0. A name that is taken gets a
/// number. Errors: the sink's, cancelled.
Result<void> writeLabelledTracks(const LabelledTracks &tracks, const TextSink &sink, Progress &progress);

} // namespace genrelens
