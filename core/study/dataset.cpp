#include "core/study/dataset.h"

#include "core/base/text.h"
#include "core/labels/column_labels.h"

namespace genrelens
{

Result<Dataset> openDataset(const std::string &path, Progress &progress)
{
    Result<CsvFile> file = readCsv(path, CsvOptions{}, progress);
    if (!file)
        return file.error();
    Result<Schema> schema = recogniseSchema(file.value().table);
    if (!schema)
        return schema.error();
    return Dataset{path, file.value().table, file.value().summary, std::move(schema).value()};
}

Result<PreparedData> prepareDataset(const Dataset &dataset, const PreparationOptions &options,
                                    Progress &progress)
{
    Result<Preparation> preparation = prepare(dataset.table, dataset.schema, options, progress);
    if (!preparation)
        return preparation.error();
    PreparedData data{std::move(preparation).value(), {}, {}};
    if (const auto genre = dataset.schema.find(ColumnRole::Genre))
        data.genres = columnLabels("genre", dataset.table, *genre, data.features());
    if (const auto artists = dataset.schema.find(ColumnRole::Artists))
        data.artists = artistCodes(dataset.table, *artists, data.features());
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

void remarkOnColumns(const Dataset &dataset, std::vector<std::string> &remarks)
{
    std::vector<std::string> wordy;
    std::vector<std::string> unused;
    for (std::size_t c = 0; c < dataset.table.columnCount(); ++c) {
        const Column &column = dataset.table.column(c);
        if (dataset.schema.roles[c] != ColumnRole::Other)
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
    remarkOnColumns(dataset, found);
    const std::size_t unmapped = superGenres.unlabelledCount();
    if (!superGenres.isEmpty() && unmapped > 0)
        found.push_back(counted(unmapped, "track") + " of genres that the mapping does not know");
    std::vector<std::string> strange;
    for (const auto *names : {&options.rawFeatures, &options.excludedFeatures})
        for (const std::string &name : *names)
            if (!dataset.table.find(name))
                strange.push_back(name);
    if (!strange.empty())
        found.push_back("named in the settings, but not in the file: " + quotedList(strange));
    return found;
}

} // namespace genrelens
