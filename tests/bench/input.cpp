#include "tests/bench/input.h"

#include "core/base/text.h"
#include "core/labels/column_labels.h"
#include "core/labels/genre_map.h"
#include "core/labels/imported_labels.h"
#include "core/study/analysis.h"
#include "core/table/byte_source.h"
#include "tests/bench/scratch_file.h"

#include <algorithm>
#include <utility>

namespace genrelens::bench
{

namespace
{

// Standardizes the first rows anew, as if the file ended with them.
Features firstRows(const Features &features, const Table &table, std::size_t rows)
{
    std::vector<std::uint32_t> sourceRows;
    for (std::size_t i = 0; i < rows; ++i)
        sourceRows.push_back(features.sourceRow(i));
    const std::size_t columns = features.columns();
    std::vector<FeatureScaling> scalings;
    std::vector<float> values(rows * columns);
    for (std::size_t f = 0; f < columns; ++f) {
        const std::vector<double> &column = table.column(*table.find(features.names()[f])).numeric()->values;
        scalings.push_back(measured(column, sourceRows));
        for (std::size_t i = 0; i < rows; ++i)
            values[i * columns + f] = static_cast<float>(scalings[f].toScaled(column[sourceRows[i]]));
    }
    return Features(features.names(), std::move(scalings), std::move(values), std::move(sourceRows));
}

// A file's kept rows, or the first of them; 0 stands for all.
Result<PreparedData> preparedFile(const std::string &path, std::uint64_t rows)
{
    const Result<Dataset> dataset = openDataset({path}, Progress::none());
    if (!dataset)
        return dataset.error();
    Result<PreparedData> prepared = prepareDataset(dataset.value(), PreparationOptions{}, Progress::none());
    if (!prepared || rows == 0 || prepared.value().features().rows() <= rows)
        return prepared;
    PreparedData data = std::move(prepared).value();
    const Table &table = dataset.value().table;
    data.preparation.features = firstRows(data.features(), table, rows);
    if (const auto genre = data.schema.find(ColumnRole::Genre))
        data.genres =
            columnLabels("genre", table, *genre, data.features(), ListedGenres::First, Progress::none())
                .value()
                .labels;
    if (!data.artists.empty())
        data.artists.resize(rows);
    if (!data.albums.empty())
        data.albums.resize(rows);
    return data;
}

// Exactly `rows` kept rows of the generator, whose tracks repeat as those of the real file do.
Result<PreparedData> drawnTracks(std::uint64_t rows)
{
    const ScratchFile scratch;
    // Approached from below, so that few rows are cut off: the generator's last genres would be missing.
    std::uint64_t toDraw = rows;
    while (true) {
        if (Result<void> written = drawTracks(scratch, toDraw); !written)
            return written.error();
        Result<PreparedData> data = preparedFile(scratch.path().string(), rows);
        if (!data || data.value().features().rows() == rows)
            return data;
        const std::uint64_t kept = data.value().features().rows();
        toDraw = toDraw * rows / kept + 1;
    }
}

Result<LabelSet> superGenres(const LabelSet &genres)
{
    const std::string path = GENRELENS_SOURCE_DIR "/resources/genre_maps/original_study.json";
    const Result<std::string> json = readFile(path, Progress::none());
    if (!json)
        return json.error();
    const Result<GenreMap> map = parseGenreMap(json.value(), fileName(path));
    if (!map)
        return map.error();
    return superGenreLabels(genres, map.value());
}

Result<LabelSet> clusters(const BenchOptions &options, const Features &features)
{
    StudySettings settings;
    settings.clusters.k = options.k;
    settings.clusters.restarts = options.restarts;
    Result<Clustering> found = runClustering(features, settings, Progress::none());
    if (!found)
        return found.error();
    return std::move(found).value().labels;
}

Result<LabelSet> openLabels(const BenchOptions &options, const Input &input)
{
    if (options.labels == "cluster")
        return clusters(options, input.features());
    const LabelSet &genres = input.data.genres;
    if (options.labels == "genre" || genres.isEmpty())
        return genres;
    Result<LabelSet> found = superGenres(genres);
    const bool mayFallBack = options.labels.empty();
    return found && found.value().isEmpty() && mayFallBack ? genres : std::move(found);
}

} // namespace

Result<Input> openInput(const BenchOptions &options)
{
    Result<PreparedData> data =
        options.allDrawn ? drawnTracks(options.rows) : preparedFile(options.path, options.rows);
    const bool tooFew = data && data.value().features().rows() < options.rows;
    if (tooFew)
        data = drawnTracks(options.rows);
    if (!data)
        return data.error();
    return Input{std::move(data).value(), options.allDrawn || tooFew};
}

Result<Task> openTask(const BenchOptions &options, const Input &input)
{
    Result<LabelSet> labels = openLabels(options, input);
    if (!labels)
        return labels.error();
    if (labels.value().isEmpty())
        return Error{"there are no " + (options.labels.empty() ? "genre" : options.labels) +
                         " labels to learn from",
                     fileName(options.path), "Try --labels cluster.", ErrorKind::Input};
    std::vector<std::uint32_t> testRows;
    if (!options.testRowsFile.empty()) {
        auto read = readRowList(options.testRowsFile, input.features().rows(), Progress::none());
        if (!read)
            return read.error();
        testRows = std::move(read).value();
    }
    Result<Split> split = studySplit(input.data, StudySettings{}, testRows);
    if (!split)
        return split.error();
    return Task{std::move(labels).value(), std::move(split).value()};
}

std::vector<std::uint32_t> rowsToExplain(const BenchOptions &options, const Task &task)
{
    const std::vector<std::uint32_t> heldOut = labelledRows(task.split.test, task.labels);
    const std::size_t count = std::min(heldOut.size(), static_cast<std::size_t>(options.explain));
    std::vector<std::uint32_t> rows;
    for (std::size_t i = 0; i < count; ++i)
        rows.push_back(heldOut[i * heldOut.size() / count]);
    return rows;
}

} // namespace genrelens::bench
