#pragma once

#include "core/report/shap_table.h"
#include "core/study/dataset.h"
#include "core/study/explanation.h"

namespace genrelens
{

/// The tracks of an explanation for writeShapValues(), named by track_id, title and artist. The features of
/// the explanation are those of prepared. Of all that was explained so far; what comes later does not show.
ExplainedTracks explainedTracks(const Explanation &explanation, const Dataset &dataset,
                                const PreparedData &prepared);

} // namespace genrelens
