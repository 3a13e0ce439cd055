#include "core/neighbours/row_matrix.h"

#include "core/base/simd.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace genrelens
{

namespace
{

constexpr std::size_t lanes = 16;

float sumOf(const std::array<float, lanes> &lane)
{
    float sum = 0.0F;
    for (const float part : lane)
        sum += part;
    return sum;
}

GENRELENS_CLONES
float sumOfSquares(const float *a, const float *b, std::size_t stride)
{
    std::array<float, lanes> sums{};
    for (std::size_t m = 0; m < stride; m += lanes)
        for (std::size_t lane = 0; lane < lanes; ++lane) {
            const float apart = a[m + lane] - b[m + lane];
            sums[lane] += apart * apart;
        }
    return sumOf(sums);
}

GENRELENS_CLONES
float sumOfAbsolutes(const float *a, const float *b, std::size_t stride)
{
    std::array<float, lanes> sums{};
    for (std::size_t m = 0; m < stride; m += lanes)
        for (std::size_t lane = 0; lane < lanes; ++lane)
            sums[lane] += std::fabs(a[m + lane] - b[m + lane]);
    return sumOf(sums);
}

GENRELENS_CLONES
float sumOfProducts(const float *a, const float *b, std::size_t stride)
{
    std::array<float, lanes> sums{};
    for (std::size_t m = 0; m < stride; m += lanes)
        for (std::size_t lane = 0; lane < lanes; ++lane)
            sums[lane] += a[m + lane] * b[m + lane];
    return sumOf(sums);
}

} // namespace

RowMatrix::RowMatrix(std::span<const float> values, std::size_t columns)
    : m_rows(values.size() / columns)
    , m_stride((columns + lanes - 1) / lanes * lanes)
    , m_values(m_rows * m_stride, 0.0F)
{
    for (std::size_t i = 0; i < m_rows; ++i)
        std::copy_n(values.begin() + static_cast<std::ptrdiff_t>(i * columns), columns,
                    m_values.begin() + static_cast<std::ptrdiff_t>(i * m_stride));
}

float RowMatrix::distance(std::size_t a, std::size_t b, BoxDistance summed) const
{
    return summed == BoxDistance::Squares ? sumOfSquares(row(a), row(b), m_stride)
                                          : sumOfAbsolutes(row(a), row(b), m_stride);
}

void RowMatrix::project(std::span<const std::uint32_t> rows, std::span<const float> onto, float offset,
                        std::vector<float> &products) const
{
    products.clear();
    for (const std::uint32_t i : rows)
        products.push_back(sumOfProducts(row(i), onto.data(), m_stride) + offset);
}

} // namespace genrelens
