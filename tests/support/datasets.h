#pragma once

#include "core/study/dataset.h"
#include "core/table/csv_reader.h"

#include <QTest>

#include <memory>
#include <string_view>

namespace genrelens::test
{

/// A text as an opened file "t.csv". Facts are counted here, apart from the program's own counting. A text
/// that cannot be opened ends the test program.
inline std::shared_ptr<const Dataset> datasetOf(std::string_view text)
{
    Result<CsvFile> file = parseCsv(text, "t.csv", CsvOptions{}, Progress::none());
    if (!file)
        qFatal("%s", file.error().message().c_str());
    Dataset dataset{{"t.csv"}, file.value().table, file.value().summary, {}, {}};
    for (std::size_t c = 0; c < dataset.table.columnCount(); ++c) {
        ColumnFacts facts;
        const Column &column = dataset.table.column(c);
        bool some = false;
        for (std::size_t row = 0; row < dataset.table.rows(); ++row) {
            if (column.cell(row).empty()) {
                ++facts.missing;
                continue;
            }
            const double value = column.isNumeric() ? column.numeric()->values[row] : 0.0;
            facts.lowest = some ? std::min(facts.lowest, value) : value;
            facts.highest = some ? std::max(facts.highest, value) : value;
            some = true;
        }
        dataset.facts.push_back(facts);
    }
    Result<Schema> schema = recogniseSchema(dataset.table);
    if (!schema)
        qFatal("%s", schema.error().message().c_str());
    dataset.schema = schema.value();
    return std::make_shared<const Dataset>(std::move(dataset));
}

inline std::shared_ptr<const PreparedData> preparedOf(const Dataset &dataset,
                                                      const PreparationOptions &options = {})
{
    Result<PreparedData> prepared = prepareDataset(dataset, options, Progress::none());
    if (!prepared)
        qFatal("%s", prepared.error().message().c_str());
    return std::make_shared<const PreparedData>(std::move(prepared).value());
}

} // namespace genrelens::test
