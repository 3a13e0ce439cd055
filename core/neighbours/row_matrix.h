#pragma once

#include "core/neighbours/box_search_state.h"

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace genrelens
{

/// Rows side by side, filled up with zeros to whole vectors, for distances between single rows.
class RowMatrix
{
public:
    /// values: row-major, rows x columns.
    RowMatrix(std::span<const float> values, std::size_t columns);

    [[nodiscard]] std::size_t rows() const { return m_rows; }
    [[nodiscard]] std::size_t stride() const { return m_stride; }
    [[nodiscard]] const float *row(std::size_t i) const { return m_values.data() + i * m_stride; }

    /// Sums of squares or absolutes, the same on any machine.
    [[nodiscard]] float distance(std::size_t a, std::size_t b, BoxDistance summed) const;
    /// The product of each of some rows with a vector of stride() values, plus an offset.
    void project(std::span<const std::uint32_t> rows, std::span<const float> onto, float offset,
                 std::vector<float> &products) const;

private:
    std::size_t m_rows;
    std::size_t m_stride;
    std::vector<float> m_values;
};

} // namespace genrelens
