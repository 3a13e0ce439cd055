#pragma once

#include <QColor>
#include <QString>
#include <QStringList>

#include <cstdint>
#include <vector>

namespace genrelens
{

/// Of what a cell's count is given as a share.
enum class Normalization { Counts, Rows, Columns };

/// Counts of pairs: true and predicted class, cluster and genre. Values row by row; NaN is "not known".
struct CountMatrix {
    QStringList rowNames;
    QStringList columnNames;
    std::vector<double> values;

    [[nodiscard]] int rows() const { return static_cast<int>(rowNames.size()); }
    [[nodiscard]] int columns() const { return static_cast<int>(columnNames.size()); }
    [[nodiscard]] bool isEmpty() const { return rowNames.isEmpty() || columnNames.isEmpty(); }
    [[nodiscard]] double at(int row, int column) const
    {
        return values[static_cast<std::size_t>(row) * static_cast<std::size_t>(columns()) +
                      static_cast<std::size_t>(column)];
    }
    bool operator==(const CountMatrix &) const = default;
};

/// Rows, and columns alike, side by side that belong together: the genres of a super-genre.
struct MatrixBlock {
    QString name;
    QColor colour;
    int first = 0;
    int count = 1;
    bool folded = false; ///< one row and column stand for all of it

    bool operator==(const MatrixBlock &) const = default;
};

/// How much of what is in a cell is selected.
enum class CellMark : std::uint8_t { None, Some, All };

/// The matrix as it is shown, row by row: counts, or shares (0..1) of the row or column. A row or column
/// without any tracks has no shares: NaN.
std::vector<double> normalized(const CountMatrix &matrix, Normalization normalization);

} // namespace genrelens
