#include "core/table/table.h"

#include "core/base/text.h"

#include <cmath>

namespace genrelens
{

std::string Column::cell(std::size_t row) const
{
    if (const NumericColumn *numbers = numeric()) {
        const double value = numbers->values[row];
        return std::isnan(value) ? std::string() : shortest(value);
    }
    if (const CategoricalColumn *levels = categorical()) {
        const std::int32_t code = levels->codes[row];
        return code < 0 ? std::string() : levels->levels[static_cast<std::size_t>(code)];
    }
    return std::string(text()->at(row));
}

Table::Table(std::string name, std::size_t rows, std::vector<Column> columns, Key key)
{
    Data data{std::move(name), rows, {}, key};
    data.columns.reserve(columns.size());
    for (Column &column : columns)
        data.columns.push_back(std::make_shared<const Column>(std::move(column)));
    m_data = std::make_shared<const Data>(std::move(data));
}

Table Table::withColumn(std::size_t i, Column column, const Key &key) const
{
    Data data = *m_data;
    data.columns[i] = std::make_shared<const Column>(std::move(column));
    data.key = key;
    Table table;
    table.m_data = std::make_shared<const Data>(std::move(data));
    return table;
}

std::optional<std::size_t> Table::find(std::string_view name) const
{
    for (std::size_t i = 0; i < columnCount(); ++i)
        if (column(i).name == name)
            return i;
    return std::nullopt;
}

} // namespace genrelens
