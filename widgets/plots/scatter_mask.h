#pragma once

#include "core/base/row_set.h"
#include "widgets/plots/scatter_brush.h"
#include "widgets/plots/scatter_points.h"

#include <cstdint>
#include <vector>

namespace genrelens
{

/// Which cells of a grid over a brush lie inside it as a whole, so that most points need one look at a table
/// and only those near its edge the exact test.
class ScatterMask
{
public:
    enum class Cell : std::uint8_t { Outside, Inside, Edge };

    explicit ScatterMask(const ScatterBrush &brush);

    /// Of a point anywhere.
    [[nodiscard]] Cell at(double x, double y) const;

private:
    /// Without an area, or so thin that its cells have none: all points are looked at.
    [[nodiscard]] bool isFlat() const;
    void markEdge(const QPointF &from, const QPointF &to);
    void fillLasso(const std::vector<QPointF> &polygon);
    void fillStroke(const ScatterBrush &brush);
    /// The cells between two ends of one direction that are on the grid, with that much more at either side.
    struct Range {
        int first = 0;
        int last = -1;
    };
    [[nodiscard]] Range cells(double from, double to, double origin, double perUnit, double more) const;
    Cell &cell(int column, int row);

    MapBounds m_bounds;
    double m_perX = 0.0; ///< cells in a map unit
    double m_perY = 0.0;
    std::vector<Cell> m_cells;
};

/// The rows of the points that are inside, just as ScatterBrush::contains() has it; rows: of all.
RowSet rowsInside(const ScatterBrush &brush, const ScatterPoints &points, std::size_t rows);

} // namespace genrelens
