#include "core/study/dataset.h"

#include "core/base/text.h"
#include "core/labels/column_labels.h"
#include "core/table/column_names.h"
#include "core/table/musical_words.h"

#include <algorithm>
#include <optional>
#include <set>
#include <string_view>

namespace genrelens
{

namespace
{

// Files without a genre column that are opened together are most likely one a genre.
void labelByFile(const Table &table, Schema &schema)
{
    if (schema.find(ColumnRole::Genre))
        return;
    const std::size_t file = table.columnCount() - 1;
    schema = withRoles(table, std::move(schema), {{table.column(file).name, ColumnRole::Genre}});
    schema.doubts.push_back(
        "No column is known to hold genres, so the name of a track's file counts as its genre.");
    schema.doubtSubjects.push_back({{file}, ColumnRole::Genre});
}

} // namespace

Result<Dataset> openDataset(const std::vector<std::string> &paths, Progress &progress)
{
    SubProgress reading(progress, 0.0, 0.9);
    Result<CsvFile> file = readCsvFiles(paths, CsvOptions{}, reading);
    if (!file)
        return file.error();
    file.value().table = withMusicalNumbers(file.value().table);
    Result<Schema> schema = recogniseSchema(file.value().table);
    if (!schema)
        return schema.error();
    if (file.value().summary.tablesLeftOut) {
        schema.value().doubts.emplace_back("The archive holds other tables besides, which are not read.");
        schema.value().doubtSubjects.emplace_back();
    }
    if (file.value().summary.headerIsShort && file.value().summary.delimiter == ',') {
        schema.value().doubts.push_back(
            "The rows have a field more than the header has names. Are there decimal "
            "commas without quotes?");
        schema.value().doubtSubjects.emplace_back();
    }
    if (file.value().summary.files.size() > 1)
        labelByFile(file.value().table, schema.value());
    SubProgress glancing(progress, 0.9, 1.0);
    Result<std::vector<ColumnFacts>> facts = columnFacts(file.value().table, glancing);
    if (!facts)
        return facts.error();
    return Dataset{paths, file.value().table, file.value().summary, std::move(facts).value(),
                   std::move(schema).value()};
}

Result<PreparedData> prepareDataset(const Dataset &dataset, const PreparationOptions &options,
                                    Progress &progress)
{
    PreparedData data;
    data.schema = withRoles(dataset.table, dataset.schema, options.roles);
    SubProgress preparing(progress, 0.0, 0.6);
    Result<Preparation> preparation = prepare(dataset.table, data.schema, options, preparing);
    if (!preparation)
        return preparation.error();
    data.preparation = std::move(preparation).value();
    if (const auto genre = data.schema.find(ColumnRole::Genre)) {
        SubProgress labelling(progress, 0.6, 0.7);
        Result<ColumnLabels> genres =
            columnLabels("genre", dataset.table, *genre, data.features(),
                         options.wholeGenres ? ListedGenres::Whole : ListedGenres::First, labelling);
        if (!genres)
            return genres.error();
        data.genres = std::move(genres.value().labels);
        data.tracksOfSeveralGenres = genres.value().several;
        data.genreMoments = classMoments(data.features(), data.genres);
    }
    if (const auto artists = data.schema.find(ColumnRole::Artists)) {
        SubProgress naming(progress, 0.7, 0.75);
        Result<std::vector<std::int32_t>> codes =
            artistCodes(dataset.table, *artists, data.features(), naming);
        if (!codes)
            return codes.error();
        data.artists = std::move(codes).value();
    }
    if (const auto album = data.schema.find(ColumnRole::Album)) {
        SubProgress naming(progress, 0.75, 0.8);
        Result<std::vector<std::int32_t>> codes = albumCodes(dataset.table, *album, data.features(), naming);
        if (!codes)
            return codes.error();
        data.albums = std::move(codes).value();
    }
    SubProgress reporting(progress, 0.8, 1.0);
    Result<DataReport> report =
        dataReport(dataset.table, data.schema, dataset.summary, dataset.facts, data.preparation, reporting);
    if (!report)
        return report.error();
    data.report = std::move(report).value();
    return data;
}

namespace
{

std::string quotedList(const std::vector<std::string> &names)
{
    std::string text;
    for (const std::string &name : names)
        text += (text.empty() ? "\"" : ", \"") + name + '"';
    return text;
}

// Audio features that hold no numbers, where no other column gives the same.
std::vector<std::string> wordyFeatures(const Dataset &dataset, const Schema &schema)
{
    std::set<std::string_view> measured;
    for (const std::size_t c : schema.features())
        measured.insert(measureOf(dataset.table.column(c).name).value_or(""));
    std::vector<std::string> wordy;
    for (std::size_t c = 0; c < dataset.table.columnCount(); ++c) {
        const Column &column = dataset.table.column(c);
        const std::optional<std::string_view> measure = measureOf(column.name);
        if (schema.roles[c] == ColumnRole::Other && !column.isNumeric() && measure &&
            !measured.contains(*measure))
            wordy.push_back(column.name);
    }
    return wordy;
}

std::vector<std::string> namesTheFileLacks(const Table &table, const PreparationOptions &options)
{
    std::vector<std::string> lacking;
    const auto look = [&](const std::string &name) {
        if (!table.find(name) && std::find(lacking.begin(), lacking.end(), name) == lacking.end())
            lacking.push_back(name);
    };
    for (const auto &[name, role] : options.roles)
        look(name);
    for (const auto *names :
         {&options.rawFeatures, &options.logFeatures, &options.medianFeatures, &options.excludedFeatures})
        for (const std::string &name : *names)
            look(name);
    return lacking;
}

} // namespace

std::vector<std::string> remarks(const Dataset &dataset, const PreparedData &data,
                                 const LabelSet &superGenres, const PreparationOptions &options)
{
    std::vector<std::string> found;
    if (data.preparation.droppedForMissing > 0)
        found.push_back(counted(data.preparation.droppedForMissing, "track") +
                        " left out, because a feature is missing");
    if (const std::vector<std::string> wordy = wordyFeatures(dataset, data.schema); !wordy.empty())
        found.push_back("not all cells are numbers, so not used as a feature: " + quotedList(wordy));
    if (const std::size_t several = data.tracksOfSeveralGenres; several > 0)
        found.push_back(counted(several, "track") + (several == 1 ? " has" : " have") +
                        " several genres, of which the first counts");
    const std::size_t unmapped = superGenres.unlabelledCount();
    if (!superGenres.isEmpty() && unmapped > 0)
        found.push_back(counted(unmapped, "track") + " of genres that the mapping does not know");
    if (const std::vector<std::string> strange = namesTheFileLacks(dataset.table, options); !strange.empty())
        found.push_back("named in the settings, but not in the file: " + quotedList(strange));
    return found;
}

} // namespace genrelens
