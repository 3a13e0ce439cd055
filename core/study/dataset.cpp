#include "core/study/dataset.h"

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

} // namespace genrelens
