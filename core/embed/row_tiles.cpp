#include "core/embed/row_tiles.h"

#include "core/base/simd.h"

#include <cmath>
#include <limits>

namespace genrelens
{

namespace
{

constexpr std::size_t lanes = RowTiles::lanes;

GENRELENS_CLONES
void addSquares(const float *tile, const float *x, std::size_t columns, double *sums)
{
    for (std::size_t lane = 0; lane < lanes; ++lane)
        sums[lane] = 0.0;
    for (std::size_t m = 0; m < columns; ++m) {
        const auto own = static_cast<double>(x[m]);
        const float *values = tile + m * lanes;
        for (std::size_t lane = 0; lane < lanes; ++lane) {
            const double apart = static_cast<double>(values[lane]) - own;
            sums[lane] += apart * apart;
        }
    }
}

GENRELENS_CLONES
void addAbsolutes(const float *tile, const float *x, std::size_t columns, double *sums)
{
    for (std::size_t lane = 0; lane < lanes; ++lane)
        sums[lane] = 0.0;
    for (std::size_t m = 0; m < columns; ++m) {
        const auto own = static_cast<double>(x[m]);
        const float *values = tile + m * lanes;
        for (std::size_t lane = 0; lane < lanes; ++lane)
            sums[lane] += std::abs(static_cast<double>(values[lane]) - own);
    }
}

GENRELENS_CLONES
void addProducts(const float *tile, const float *x, std::size_t columns, double *sums)
{
    for (std::size_t lane = 0; lane < lanes; ++lane)
        sums[lane] = 0.0;
    for (std::size_t m = 0; m < columns; ++m) {
        const auto own = static_cast<double>(x[m]);
        const float *values = tile + m * lanes;
        for (std::size_t lane = 0; lane < lanes; ++lane)
            sums[lane] += static_cast<double>(values[lane]) * own;
    }
}

} // namespace

RowTiles::RowTiles(std::span<const float> values, std::size_t columns, TileSum summed)
    : m_columns(columns)
    , m_summed(summed)
{
    const std::size_t rows = columns == 0 ? 0 : values.size() / columns;
    m_values.assign((rows + lanes - 1) / lanes * columns * lanes, std::numeric_limits<float>::infinity());
    for (std::size_t i = 0; i < rows; ++i)
        for (std::size_t m = 0; m < columns; ++m)
            m_values[(i / lanes * columns + m) * lanes + i % lanes] = values[i * columns + m];
}

void RowTiles::measure(std::size_t tile, const float *x, double *sums) const
{
    const float *values = m_values.data() + tile * m_columns * lanes;
    switch (m_summed) {
    case TileSum::Squares:
        return addSquares(values, x, m_columns, sums);
    case TileSum::Absolutes:
        return addAbsolutes(values, x, m_columns, sums);
    case TileSum::Products:
        return addProducts(values, x, m_columns, sums);
    }
}

double RowTiles::measure(const float *x, const float *y) const
{
    double sum = 0.0;
    for (std::size_t m = 0; m < m_columns; ++m) {
        const auto a = static_cast<double>(x[m]);
        const auto b = static_cast<double>(y[m]);
        if (m_summed == TileSum::Squares)
            sum += (a - b) * (a - b);
        else
            sum += m_summed == TileSum::Absolutes ? std::abs(a - b) : a * b;
    }
    return sum;
}

bool appendUnitRow(std::span<const float> row, std::vector<float> &values)
{
    double squares = 0.0;
    for (const float x : row)
        squares += static_cast<double>(x) * static_cast<double>(x);
    if (!(squares > 0.0))
        return false;
    const double length = std::sqrt(squares);
    for (const float x : row)
        values.push_back(static_cast<float>(static_cast<double>(x) / length));
    return true;
}

} // namespace genrelens
