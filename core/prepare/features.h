#pragma once

#include "core/base/hash.h"

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <memory>
#include <span>
#include <string>
#include <vector>

namespace genrelens
{

/// How one feature was brought into the matrix: a missing x becomes the median, then x becomes ln(1 + x),
/// then z = (x - mean) / sd; each where it applies.
struct FeatureScaling {
    double mean = 0.0; ///< over the kept rows, in the feature's own unit, or of its logarithms
    double sd = 0.0;   ///< population standard deviation of the same
    bool standardized = true;
    bool logarithm = false;
    double median = std::numeric_limits<double>::quiet_NaN(); ///< in the own unit; NaN when none was needed

    /// What the feature's own value, or NaN for a missing one, is in the matrix.
    [[nodiscard]] double toScaled(double x) const
    {
        if (std::isnan(x))
            x = median;
        return standardizedOf(logarithm ? std::log1p(x) : x);
    }
    /// What is left to do for a value that is filled and of which the logarithm is taken.
    [[nodiscard]] double standardizedOf(double x) const
    {
        if (!standardized)
            return x;
        return sd > 0.0 ? (x - mean) / sd : 0.0;
    }
    /// What a value of the matrix, or a mean of such, is in the feature's own unit.
    [[nodiscard]] double toOwn(double z) const
    {
        const double x = standardized ? mean + z * sd : z;
        return logarithm ? std::expm1(x) : x;
    }
};

/// The matrix that everything is computed on: kept rows x features, row-major float. Immutable and cheap to
/// copy; any thread may hold one. A row's index here is its identity everywhere in the program; sourceRow()
/// leads back to the file.
class Features
{
public:
    Features() = default;
    /// values: rows * names.size() floats, row-major. scalings: one a name. sourceRows: one a row, rising.
    Features(std::vector<std::string> names, std::vector<FeatureScaling> scalings, std::vector<float> values,
             std::vector<std::uint32_t> sourceRows);

    [[nodiscard]] std::size_t rows() const { return m_data ? m_data->sourceRows.size() : 0; }
    [[nodiscard]] std::size_t columns() const { return m_data ? m_data->names.size() : 0; }
    [[nodiscard]] std::span<const float> row(std::size_t i) const
    {
        return {m_data->values.data() + i * columns(), columns()};
    }
    [[nodiscard]] std::span<const float> values() const;
    [[nodiscard]] const std::vector<std::string> &names() const { return m_data->names; }
    [[nodiscard]] const std::vector<FeatureScaling> &scalings() const { return m_data->scalings; }
    /// 0-based data row of the file (the header not counted) that row i was made from.
    [[nodiscard]] std::uint32_t sourceRow(std::size_t i) const { return m_data->sourceRows[i]; }
    [[nodiscard]] const Key &key() const { return m_data->key; }

private:
    struct Data {
        std::vector<std::string> names;
        std::vector<FeatureScaling> scalings;
        std::vector<float> values;
        std::vector<std::uint32_t> sourceRows;
        Key key;
    };
    std::shared_ptr<const Data> m_data;
};

} // namespace genrelens
