#pragma once

#include "core/model_file/row_scores.h"

namespace genrelens
{

/// Judges every row of a table and writes CSV as it goes: row (from 0), track_id where the table has one,
/// prediction, probability (of the prediction), and p_<class> for each class; one line a row of the table.
/// Where a feature has no value all but the first two are empty. Errors: as writeScores().
Result<ScoredRows> writePredictions(const PortableModel &model, const Table &table, const TextSink &sink,
                                    Progress &progress);

} // namespace genrelens
