#pragma once

#include "core/learn/random_forest.h"
#include "core/model_file/forest_model.h"
#include "core/model_file/predictions.h"
#include "core/study/analysis.h"
#include "core/table/csv_reader.h"

#include <QString>

#include <optional>
#include <string>
#include <vector>

namespace genrelens
{

/// What a run can judge other files with. features: those that it learned from.
PortableModel portableModel(const ModelRun &run, const Features &features);

/// A run as a model file; nothing when it is no forest.
std::optional<ForestModel> forestModel(const ModelRun &run, const Features &features);

/// Writes a model file, compressed where the name ends in .zst; a file of that name is replaced only when all
/// is written. Errors: it cannot be written, cancelled.
Result<void> saveModel(const QString &path, const ForestModel &model, Progress &progress);

/// ".json", or ".json.zst" for a forest of more than two million nodes, whose text takes a hundred megabytes.
QString modelEnding(const RandomForest &forest);

/// What became of files that were scored.
struct ScoredFiles {
    std::string name; ///< of the table
    PredictionCount count;
    CsvSummary summary; ///< of the reading
};

/// Reads files, several with the same columns as one, and writes what a model says of their rows. Errors: of
/// the reading, of writePredictions().
Result<ScoredFiles> scoreFiles(const PortableModel &model, const std::vector<std::string> &paths,
                               const TextSink &sink, Progress &progress);

/// The same into a file, which is none of those that are read. Errors besides: it is one of them, it cannot
/// be written.
Result<ScoredFiles> saveScores(const PortableModel &model, const std::vector<std::string> &paths,
                               const QString &path, Progress &progress);

} // namespace genrelens
