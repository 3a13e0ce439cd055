#include "core/explain/shap_values.h"

#include <algorithm>
#include <cmath>

namespace genrelens
{

std::span<const float> ShapValues::column(std::size_t classCode, std::size_t feature) const
{
    const std::size_t at = (classCode * m_data->features + feature) * m_data->capacity;
    return {m_data->values.data() + at, m_rows};
}

std::span<const float> ShapValues::outputs(std::size_t classCode) const
{
    return {m_data->outputs.data() + classCode * m_data->capacity, m_rows};
}

std::span<const double> ShapValues::baseValues() const
{
    return m_data ? std::span<const double>(m_data->baseValues) : std::span<const double>();
}

std::size_t ShapValues::bytes() const
{
    return m_data ? (m_data->values.size() + m_data->outputs.size()) * sizeof(float) : 0;
}

ShapValues ShapValues::first(std::size_t rows) const
{
    ShapValues fewer = *this;
    fewer.m_rows = std::min(rows, m_rows);
    return fewer;
}

ShapTable::ShapTable(std::size_t rows, std::size_t features, std::vector<double> baseValues)
    : m_data(std::make_shared<ShapValues::Data>())
{
    const std::size_t classes = baseValues.size();
    m_data->features = features;
    m_data->capacity = rows;
    m_data->baseValues = std::move(baseValues);
    m_data->values.resize(classes * features * rows);
    m_data->outputs.resize(classes * rows);
    m_shown.m_data = m_data;
}

ShapTable::ShapTable(std::size_t rows, const ShapValues &known)
    : ShapTable(rows, known.features(), {known.baseValues().begin(), known.baseValues().end()})
{
    m_shown.m_rows = known.rows();
    m_shown.m_additivityError = known.additivityError();
    for (std::size_t c = 0; c < known.classes(); ++c) {
        std::copy_n(known.outputs(c).begin(), known.rows(), m_data->outputs.data() + c * rows);
        for (std::size_t f = 0; f < known.features(); ++f)
            std::copy_n(known.column(c, f).begin(), known.rows(),
                        m_data->values.data() + (c * known.features() + f) * rows);
    }
}

void ShapTable::append(std::span<const double> values, std::span<const float> outputs)
{
    const std::size_t classes = m_data->baseValues.size();
    const std::size_t features = m_data->features;
    const std::size_t rows = outputs.size() / classes;
    for (std::size_t c = 0; c < classes; ++c) {
        std::vector<double> sums(rows, m_data->baseValues[c]);
        for (std::size_t f = 0; f < features; ++f) {
            const double *from = values.data() + (c * features + f) * rows;
            float *to = m_data->values.data() + (c * features + f) * m_data->capacity + m_shown.m_rows;
            for (std::size_t i = 0; i < rows; ++i) {
                sums[i] += from[i];
                to[i] = static_cast<float>(from[i]);
            }
        }
        float *to = m_data->outputs.data() + c * m_data->capacity + m_shown.m_rows;
        for (std::size_t i = 0; i < rows; ++i) {
            to[i] = outputs[i * classes + c];
            const double error = std::abs(sums[i] - static_cast<double>(to[i]));
            if (!(error <= m_shown.m_additivityError)) // nor does a NaN go by
                m_shown.m_additivityError = error;
        }
    }
    m_shown.m_rows += rows;
}

} // namespace genrelens
