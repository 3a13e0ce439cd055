#include "app/model_files.h"

#include "app/packed_file.h"
#include "core/base/text.h"
#include "core/model_file/explanations.h"
#include "core/model_file/forest_writer.h"
#include "core/model_file/predictions.h"

#include <nlohmann/json.hpp>

#include <QFileInfo>

namespace genrelens
{

namespace
{

constexpr std::size_t mostPlainNodes = 2'000'000; // a node takes some fifty bytes of text

} // namespace

PortableModel portableModel(const ModelRun &run, const Features &features)
{
    return {inputsOf(features), run.labels.classes(), run.classifier};
}

std::optional<ForestModel> forestModel(const ModelRun &run, const Features &features)
{
    auto forest = std::dynamic_pointer_cast<const RandomForest>(run.classifier);
    if (!forest)
        return std::nullopt;
    const ModelKind *kind = findModel(run.model);
    return ForestModel{inputsOf(features),
                       run.labels.classes(),
                       std::move(forest),
                       run.model,
                       run.labels.name(),
                       "Genrelens " GENRELENS_VERSION,
                       kind != nullptr ? parametersJson(*kind, run.options).dump() : std::string()};
}

Result<void> saveModel(const QString &path, const ForestModel &model, Progress &progress)
{
    return savePacked(path, [&](const TextSink &sink) {
        return writeForest(model, LeafCounts::Automatic, sink, progress);
    });
}

QString modelEnding(const RandomForest &forest)
{
    return forest.nodeCount() > mostPlainNodes ? QStringLiteral(".json.zst") : QStringLiteral(".json");
}

ScoreWriter predictionsBy(PortableModel model)
{
    return [model = std::move(model)](const Table &table, const TextSink &sink, Progress &progress) {
        return writePredictions(model, table, sink, progress);
    };
}

ScoreWriter explanationsBy(ForestModel model)
{
    return [model = std::move(model)](const Table &table, const TextSink &sink, Progress &progress) {
        return writeExplanations(model, table, sink, progress);
    };
}

Result<CsvFile> readToScore(const ModelInputs &inputs, const std::vector<std::string> &paths,
                            Progress &progress)
{
    Result<CsvFile> file = readCsvFiles(paths, CsvOptions{}, progress);
    if (!file)
        return file;
    if (const Result<ModelRows> matched = ModelRows::match(file.value().table, inputs); !matched)
        return matched.error();
    return file;
}

Result<void> checkScoresPath(const QString &path, const std::string &what, const QString &model,
                             const std::vector<std::string> &tracks)
{
    const QFileInfo target(path);
    const auto isTarget = [&](const QString &read) {
        const QFileInfo file(read);
        return file.exists() && file == target;
    };
    if (!model.isEmpty() && isTarget(model))
        return Error{"the " + what + " would replace the model", path.toStdString(),
                     "Choose another name for them.", ErrorKind::Usage};
    for (const std::string &read : tracks)
        if (isTarget(QString::fromStdString(read)))
            return Error{"the " + what + " would replace the tracks they are about", read,
                         "Choose another name for them.", ErrorKind::Usage};
    return {};
}

Result<ScoredFiles> scoreFile(const ScoreWriter &write, const CsvFile &file, const TextSink &sink,
                              Progress &progress)
{
    const Result<ScoredRows> count = write(file.table, sink, progress);
    if (!count)
        return count.error();
    return ScoredFiles{file.table.name(), count.value(), file.summary};
}

Result<ScoredFiles> saveScores(const ScoreWriter &write, const CsvFile &file, const QString &path,
                               Progress &progress)
{
    std::optional<ScoredFiles> scored;
    const Result<void> saved = savePacked(path, [&](const TextSink &sink) -> Result<void> {
        Result<ScoredFiles> done = scoreFile(write, file, sink, progress);
        if (!done)
            return done.error();
        scored = std::move(done).value();
        return {};
    });
    if (!saved)
        return saved.error();
    return std::move(*scored);
}

} // namespace genrelens
