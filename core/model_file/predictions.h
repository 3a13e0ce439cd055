#pragma once

#include "core/base/progress.h"
#include "core/base/result.h"
#include "core/model_file/model_rows.h"
#include "core/report/labelled_tracks.h"

#include <cstddef>

namespace genrelens
{

/// How many rows were judged.
struct PredictionCount {
    std::size_t rows = 0;    ///< of the table
    std::size_t missing = 0; ///< of which a feature has no value: they have no prediction
};

/// Judges every row of a table and writes CSV as it goes: row (from 0), track_id where the table has one,
/// prediction, probability (of the prediction), and p_<class> for each class; one line a row of the table.
/// Where a feature has no value all but the first two are empty. Errors: as ModelRows::match(), the sink's,
/// cancelled.
Result<PredictionCount> writePredictions(const PortableModel &model, const Table &table, const TextSink &sink,
                                         Progress &progress);

} // namespace genrelens
