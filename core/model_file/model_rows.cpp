#include "core/model_file/model_rows.h"

#include "core/base/text.h"
#include "core/prepare/feature_source.h"
#include "core/table/column_names.h"
#include "core/table/musical_words.h"
#include "core/table/schema.h"
#include "core/table/type_inference.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <limits>
#include <numeric>
#include <optional>
#include <string>

namespace genrelens
{

namespace
{

constexpr std::size_t longestCompared = 100; // bytes of a name

// How many letters must be changed, added or left out to make one of the other (Levenshtein 1966).
std::size_t editDistance(std::string_view a, std::string_view b)
{
    std::vector<std::size_t> row(b.size() + 1);
    std::iota(row.begin(), row.end(), std::size_t(0));
    for (std::size_t i = 0; i < a.size(); ++i) {
        std::size_t diagonal = row[0];
        row[0] = i + 1;
        for (std::size_t j = 0; j < b.size(); ++j) {
            const std::size_t changed = diagonal + (a[i] == b[j] ? 0 : 1);
            diagonal = row[j + 1];
            row[j + 1] = std::min({changed, row[j] + 1, row[j + 1] + 1});
        }
    }
    return row.back();
}

// The column of that name; else the only one that is the same but for case, spaces and the like.
std::optional<std::size_t> columnOf(const Table &table, const std::string &feature)
{
    if (const auto exact = table.find(feature))
        return exact;
    std::optional<std::size_t> found;
    for (std::size_t c = 0; c < table.columnCount(); ++c) {
        if (normalisedName(table.column(c).name) != normalisedName(feature))
            continue;
        if (found)
            return std::nullopt;
        found = c;
    }
    return found;
}

// The column that may be meant by a name the table lacks: one that measures the same, else one that is
// written much like it.
std::optional<std::size_t> nearestColumn(const Table &table, const std::string &feature)
{
    const std::string wanted = normalisedName(feature);
    std::optional<std::size_t> nearest;
    std::size_t least = std::max<std::size_t>(2, wanted.size() / 3) + 1;
    for (std::size_t c = 0; c < table.columnCount(); ++c) {
        const std::string name = normalisedName(table.column(c).name);
        const auto measure = measureOf(feature);
        if (measure && measureOf(table.column(c).name) == measure)
            return c;
        if (name.empty() || name.size() > longestCompared || wanted.size() > longestCompared)
            continue;
        const bool within =
            wanted.size() > 3 && (name.find(wanted) != std::string::npos ||
                                  (name.size() > 3 && wanted.find(name) != std::string::npos));
        const std::size_t distance = within ? 1 : editDistance(wanted, name);
        if (distance < least) {
            least = distance;
            nearest = c;
        }
    }
    return nearest;
}

Error missingColumns(const Table &table, const std::vector<std::string> &missing)
{
    std::string text;
    for (const std::string &feature : missing) {
        text += (text.empty() ? "\"" : ", \"") + feature + '"';
        if (const auto nearest = nearestColumn(table, feature))
            text += " (nearest: \"" + table.column(*nearest).name + "\")";
    }
    return Error{"the model needs " +
                     std::string(missing.size() == 1 ? "a column that is" : "columns that are") +
                     " not there: " + text,
                 table.name(), "Give the columns the names that the model has for them.", ErrorKind::Input};
}

// A column that was read as text, such as one without any value, as numbers after all.
Result<NumericColumn> numbersOf(const Table &table, const Column &column)
{
    NumericColumn numbers;
    numbers.values.reserve(table.rows());
    for (std::size_t row = 0; row < table.rows(); ++row) {
        const std::string cell = column.cell(row);
        std::optional<double> number = parseNumber(cell);
        if (isMissingNumber(cell))
            number = std::numeric_limits<double>::quiet_NaN();
        if (!number)
            return Error{"the column \"" + column.name + "\" should hold numbers, but has \"" +
                             cell.substr(0, 40) + "\" in row " + grouped(row + 1),
                         table.name(), "Correct it, or leave the cell empty.", ErrorKind::Input};
        numbers.values.push_back(*number);
    }
    return numbers;
}

// What the model takes for a cell; NaN where it cannot.
float valueOf(double cell, const FeatureScaling *scaling)
{
    constexpr float missing = std::numeric_limits<float>::quiet_NaN();
    if (scaling == nullptr)
        return fits(cell) ? static_cast<float>(cell) : missing;
    if (!fits(std::isnan(cell) ? scaling->median : cell))
        return missing;
    const double value = scaling->toScaled(cell);
    return fits(value) ? static_cast<float>(value) : missing;
}

} // namespace

Result<ModelRows> ModelRows::match(const Table &table, const ModelInputs &inputs)
{
    ModelRows rows;
    rows.m_table = withMusicalNumbers(table);
    rows.m_inputs = inputs;
    std::vector<std::string> missing;
    std::vector<std::size_t> columns;
    for (const std::string &feature : inputs.features) {
        if (const auto column = columnOf(rows.m_table, feature))
            columns.push_back(*column);
        else
            missing.push_back(feature);
    }
    if (!missing.empty())
        return missingColumns(table, missing);
    for (const std::size_t c : columns) {
        const Column &column = rows.m_table.column(c);
        if (column.isNumeric())
            continue;
        Result<NumericColumn> numbers = numbersOf(table, column);
        if (!numbers)
            return numbers.error();
        rows.m_table =
            rows.m_table.withColumn(c, Column{column.name, std::move(numbers).value()},
                                    KeyBuilder().add("numbers").add(rows.m_table.key()).add(c).key());
    }
    for (const std::size_t c : columns)
        rows.m_columns.push_back(&rows.m_table.column(c).numeric()->values);
    return rows;
}

Features ModelRows::features(std::size_t begin, std::size_t end) const
{
    std::vector<FeatureScaling> scalings = m_inputs.scalings;
    if (scalings.empty()) {
        FeatureScaling raw;
        raw.standardized = false;
        scalings.assign(m_columns.size(), raw);
    }
    std::vector<float> values;
    std::vector<std::uint32_t> rows;
    values.reserve((end - begin) * m_columns.size());
    for (std::size_t row = begin; row < end; ++row) {
        const std::size_t before = values.size();
        bool complete = true;
        for (std::size_t f = 0; f < m_columns.size() && complete; ++f) {
            values.push_back(
                valueOf((*m_columns[f])[row], m_inputs.scalings.empty() ? nullptr : &scalings[f]));
            complete = !std::isnan(values.back());
        }
        if (complete)
            rows.push_back(static_cast<std::uint32_t>(row));
        else
            values.resize(before);
    }
    return Features(m_inputs.features, std::move(scalings), std::move(values), std::move(rows));
}

} // namespace genrelens
