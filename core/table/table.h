#pragma once

#include "core/base/hash.h"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace genrelens
{

/// Numbers, one a row; NaN where the cell is missing. Words of truth (True, FALSE) are 1 and 0.
struct NumericColumn {
    std::vector<double> values;
};

/// Text of few distinct values: codes into levels, which stand in the order of their first row; -1 is
/// missing.
struct CategoricalColumn {
    std::vector<std::string> levels;
    std::vector<std::int32_t> codes;
};

/// Any other text, UTF-8: one buffer and where each row's cell ends in it. Empty is missing.
struct TextColumn {
    std::string buffer;
    std::vector<std::uint64_t> ends;

    [[nodiscard]] std::string_view at(std::size_t row) const
    {
        const std::uint64_t begin = row == 0 ? 0 : ends[row - 1];
        return std::string_view(buffer).substr(begin, ends[row] - begin);
    }
};

struct Column {
    std::string name;
    std::variant<NumericColumn, CategoricalColumn, TextColumn> data;

    [[nodiscard]] bool isNumeric() const { return std::holds_alternative<NumericColumn>(data); }
    [[nodiscard]] const NumericColumn *numeric() const { return std::get_if<NumericColumn>(&data); }
    [[nodiscard]] const CategoricalColumn *categorical() const
    {
        return std::get_if<CategoricalColumn>(&data);
    }
    [[nodiscard]] const TextColumn *text() const { return std::get_if<TextColumn>(&data); }
    /// The cell as text; a number in its shortest form; empty where missing.
    [[nodiscard]] std::string cell(std::size_t row) const;
};

/// A file's columns as they were read. Immutable and cheap to copy; any thread may hold one.
class Table
{
public:
    Table() = default;
    /// All columns have `rows` rows. key names the content (see base/hash.h).
    Table(std::string name, std::size_t rows, std::vector<Column> columns, Key key);

    [[nodiscard]] const std::string &name() const { return m_data->name; }
    [[nodiscard]] std::size_t rows() const { return m_data ? m_data->rows : 0; }
    [[nodiscard]] std::size_t columnCount() const { return m_data ? m_data->columns.size() : 0; }
    [[nodiscard]] const Column &column(std::size_t i) const { return *m_data->columns[i]; }
    /// The first column of that exact name.
    [[nodiscard]] std::optional<std::size_t> find(std::string_view name) const;
    [[nodiscard]] const Key &key() const { return m_data->key; }
    /// The same table but for one column; the others are shared, not copied. key names the new content.
    [[nodiscard]] Table withColumn(std::size_t i, Column column, const Key &key) const;

private:
    struct Data {
        std::string name;
        std::size_t rows = 0;
        std::vector<std::shared_ptr<const Column>> columns;
        Key key;
    };
    std::shared_ptr<const Data> m_data;
};

} // namespace genrelens
