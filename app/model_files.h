#pragma once

#include "core/learn/random_forest.h"
#include "core/model_file/forest_model.h"
#include "core/model_file/row_scores.h"
#include "core/study/analysis.h"
#include "core/table/csv_reader.h"

#include <QString>

#include <functional>
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

/// Writes what a model says of the rows of a table.
using ScoreWriter = std::function<Result<ScoredRows>(const Table &, const TextSink &, Progress &)>;
ScoreWriter predictionsBy(PortableModel model);
ScoreWriter explanationsBy(ForestModel model);

/// What became of files that were scored.
struct ScoredFiles {
    std::string name; ///< of the table
    ScoredRows count;
    CsvSummary summary; ///< of the reading
};

/// Reads files, several with the same columns as one, as tracks to be scored. Errors: of the reading, as
/// ModelRows::match().
Result<CsvFile> readToScore(const ModelInputs &inputs, const std::vector<std::string> &paths,
                            Progress &progress);

/// Whether scores, called what ("predictions"), may be written there: not over the file of their model
/// (empty: it has none), nor over the tracks they are about.
Result<void> checkScoresPath(const QString &path, const std::string &what, const QString &model,
                             const std::vector<std::string> &tracks);

/// Writes what a model says of the rows. Errors: of the writer.
Result<ScoredFiles> scoreFile(const ScoreWriter &write, const CsvFile &file, const TextSink &sink,
                              Progress &progress);

/// The same into a file, compressed where the name ends in .zst. Errors besides: of saveInPieces().
Result<ScoredFiles> saveScores(const ScoreWriter &write, const CsvFile &file, const QString &path,
                               Progress &progress);

} // namespace genrelens
