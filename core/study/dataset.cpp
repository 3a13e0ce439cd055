#include "core/study/dataset.h"

#include "core/base/text.h"
#include "core/labels/column_labels.h"

namespace genrelens
{

Result<Dataset> openDataset(const std::vector<std::string> &paths, Progress &progress)
{
    SubProgress reading(progress, 0.0, 0.9);
    Result<CsvFile> file = readCsvFiles(paths, CsvOptions{}, reading);
    if (!file)
        return file.error();
    Result<Schema> schema = recogniseSchema(file.value().table);
    if (!schema)
        return schema.error();
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
    if (const auto genre = data.schema.find(ColumnRole::Genre))
        data.genres = columnLabels("genre", dataset.table, *genre, data.features());
    if (const auto artists = data.schema.find(ColumnRole::Artists))
        data.artists = artistCodes(dataset.table, *artists, data.features());
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

void remarkOnColumns(const Dataset &dataset, const PreparedData &data, std::vector<std::string> &remarks)
{
    std::vector<std::string> wordy;
    std::vector<std::string> unused;
    for (std::size_t c = 0; c < dataset.table.columnCount(); ++c) {
        const Column &column = dataset.table.column(c);
        if (data.schema.roles[c] != ColumnRole::Other)
            continue;
        if (!column.isNumeric() && isAudioFeatureName(column.name))
            wordy.push_back(column.name);
        else if (column.isNumeric())
            unused.push_back(column.name);
    }
    if (!wordy.empty())
        remarks.push_back("not all cells are numbers, so not used as a feature: " + quotedList(wordy));
    if (!unused.empty())
        remarks.push_back("no audio feature that is known by name, so not used: " + quotedList(unused));
}

} // namespace

std::vector<std::string> remarks(const Dataset &dataset, const PreparedData &data,
                                 const LabelSet &superGenres, const PreparationOptions &options)
{
    std::vector<std::string> found;
    if (data.preparation.droppedForMissing > 0)
        found.push_back(counted(data.preparation.droppedForMissing, "track") +
                        " left out, because a feature is missing");
    remarkOnColumns(dataset, data, found);
    const std::size_t unmapped = superGenres.unlabelledCount();
    if (!superGenres.isEmpty() && unmapped > 0)
        found.push_back(counted(unmapped, "track") + " of genres that the mapping does not know");
    std::vector<std::string> strange;
    for (const auto *names :
         {&options.rawFeatures, &options.logFeatures, &options.medianFeatures, &options.excludedFeatures})
        for (const std::string &name : *names)
            if (!dataset.table.find(name))
                strange.push_back(name);
    if (!strange.empty())
        found.push_back("named in the settings, but not in the file: " + quotedList(strange));
    return found;
}

} // namespace genrelens
