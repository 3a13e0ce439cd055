#pragma once

#include "core/model_file/forest_model.h"
#include "core/model_file/row_scores.h"

namespace genrelens
{

/// Explains every row of a table and writes CSV as it goes: row (from 0), class, feature, shap, base_value; a
/// line a row of the table, class and feature, in the model's order of these. Where a feature of a row has no
/// value the last two are empty in all of its lines. For each row and class the SHAP values and the base
/// value sum to the probability. Errors: as writeScores().
Result<ScoredRows> writeExplanations(const ForestModel &model, const Table &table, const TextSink &sink,
                                     Progress &progress);

} // namespace genrelens
