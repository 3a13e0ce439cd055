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

/// Reads files, several with the same columns as one, as tracks to be judged. Errors: of the reading, as
/// ModelRows::match().
Result<CsvFile> readToScore(const ModelInputs &inputs, const std::vector<std::string> &paths,
                            Progress &progress);

/// Whether predictions may be written there: not over the file of their model (empty: it has none), nor over
/// the tracks they are about.
Result<void> checkPredictionsPath(const QString &path, const QString &model,
                                  const std::vector<std::string> &tracks);

/// Writes what a model says of the rows. Errors: of writePredictions().
Result<ScoredFiles> scoreFile(const PortableModel &model, const CsvFile &file, const TextSink &sink,
                              Progress &progress);

/// The same into a file. Errors besides: of saveInPieces().
Result<ScoredFiles> saveScores(const PortableModel &model, const CsvFile &file, const QString &path,
                               Progress &progress);

} // namespace genrelens
