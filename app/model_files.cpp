#include "app/model_files.h"

#include "core/base/text.h"
#include "core/model_file/forest_writer.h"
#include "core/model_file/zstd_writer.h"
#include "core/study/saved_file.h"

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
    return saveInPieces(path, [&](const TextSink &sink) -> Result<void> {
        if (!path.endsWith(QLatin1String(".zst"), Qt::CaseInsensitive))
            return writeForest(model, LeafCounts::Automatic, sink, progress);
        ZstdWriter packed(sink);
        const TextSink packing = [&](std::string_view piece) { return packed.write(piece); };
        if (Result<void> written = writeForest(model, LeafCounts::Automatic, packing, progress); !written)
            return written;
        return packed.finish();
    });
}

QString modelEnding(const RandomForest &forest)
{
    return forest.nodeCount() > mostPlainNodes ? QStringLiteral(".json.zst") : QStringLiteral(".json");
}

Result<ScoredFiles> scoreFiles(const PortableModel &model, const std::vector<std::string> &paths,
                               const TextSink &sink, Progress &progress)
{
    SubProgress reading(progress, 0.0, 0.2);
    Result<CsvFile> file = readCsvFiles(paths, CsvOptions{}, reading);
    if (!file)
        return file.error();
    SubProgress predicting(progress, 0.2, 1.0);
    const Result<PredictionCount> count = writePredictions(model, file.value().table, sink, predicting);
    if (!count)
        return count.error();
    return ScoredFiles{file.value().table.name(), count.value(), std::move(file.value().summary)};
}

Result<ScoredFiles> saveScores(const PortableModel &model, const std::vector<std::string> &paths,
                               const QString &path, Progress &progress)
{
    for (const std::string &read : paths)
        if (const QFileInfo file(QString::fromStdString(read)); file.exists() && file == QFileInfo(path))
            return Error{"the predictions would replace the tracks they are about", read,
                         "Choose another name for them.", ErrorKind::Usage};
    std::optional<ScoredFiles> scored;
    const Result<void> saved = saveInPieces(path, [&](const TextSink &sink) -> Result<void> {
        Result<ScoredFiles> done = scoreFiles(model, paths, sink, progress);
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
