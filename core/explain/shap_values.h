#pragma once

#include <cstddef>
#include <memory>
#include <span>
#include <vector>

namespace genrelens
{

/// SHAP values (Lundberg and Lee 2017) of a model's class probabilities: by how much each feature of a row
/// moved each class away from the base value, the model's mean. For each row and class they and the base
/// value sum to the model's output. Cheap to copy. Values are of the rows that were explained so far; more
/// may be on their way into the same memory, which no copy shows.
class ShapValues
{
public:
    ShapValues() = default;

    [[nodiscard]] std::size_t rows() const { return m_rows; } ///< explained so far
    [[nodiscard]] std::size_t classes() const { return m_data ? m_data->baseValues.size() : 0; }
    [[nodiscard]] std::size_t features() const { return m_data ? m_data->features : 0; }
    /// Those of one feature for one class, one a row.
    [[nodiscard]] std::span<const float> column(std::size_t classCode, std::size_t feature) const;
    [[nodiscard]] float value(std::size_t row, std::size_t classCode, std::size_t feature) const
    {
        return column(classCode, feature)[row];
    }
    /// The model's probability of a class, one a row.
    [[nodiscard]] std::span<const float> outputs(std::size_t classCode) const;
    /// Mean output by class over the samples that the trees have seen.
    [[nodiscard]] std::span<const double> baseValues() const;
    /// What they and the rows that are on their way take in memory.
    [[nodiscard]] std::size_t bytes() const;
    /// Of the first rows alone.
    [[nodiscard]] ShapValues first(std::size_t rows) const;
    /// The largest |base value + sum of values - output| of any row and class, those beyond first() too; NaN
    /// where one is.
    [[nodiscard]] double additivityError() const { return m_additivityError; }

private:
    friend class ShapTable;

    struct Data {
        std::size_t features = 0;
        std::size_t capacity = 0;       // rows there is room for
        std::vector<double> baseValues; // one a class
        std::vector<float> values;      // class, feature, row
        std::vector<float> outputs;     // class, row
    };
    std::shared_ptr<const Data> m_data;
    std::size_t m_rows = 0;
    double m_additivityError = 0.0;
};

/// Where SHAP values are collected. Rows that were shown in a copy are not written again.
class ShapTable
{
public:
    ShapTable(std::size_t rows, std::size_t features, std::vector<double> baseValues);
    /// One that begins with the rows of another.
    ShapTable(std::size_t rows, const ShapValues &known);

    /// Takes the next rows. values: class, feature, row. outputs: row, class.
    void append(std::span<const double> values, std::span<const float> outputs);
    [[nodiscard]] const ShapValues &shown() const { return m_shown; }

private:
    std::shared_ptr<ShapValues::Data> m_data;
    ShapValues m_shown;
};

} // namespace genrelens
