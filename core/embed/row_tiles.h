#pragma once

#include <cstddef>
#include <span>
#include <vector>

namespace genrelens
{

/// What is added up over the features of two rows: (x - y)^2, |x - y| or xy.
enum class TileSum { Squares, Absolutes, Products };

/// Rows in tiles, feature by feature, so that sums of one row with many are made side by side.
class RowTiles
{
public:
    static constexpr std::size_t lanes = 64; ///< rows of a tile

    /// values: row-major, rows x columns. Not kept.
    RowTiles(std::span<const float> values, std::size_t columns, TileSum summed);

    /// The sums of x with each row of the tile, in double and in the order of the features, so that they have
    /// the bits of a plain loop over two rows. What the last tile has too many is at infinity.
    void measure(std::size_t tile, const float *x, double *sums) const;
    /// Of any two rows: that plain loop.
    [[nodiscard]] double measure(const float *x, const float *y) const;

private:
    std::size_t m_columns;
    TileSum m_summed;
    std::vector<float> m_values;
};

/// Appends the row at a length of 1; false, and nothing is appended, when it is all zeros.
bool appendUnitRow(std::span<const float> row, std::vector<float> &values);

} // namespace genrelens
