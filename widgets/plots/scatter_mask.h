#pragma once

#include "core/base/row_set.h"
#include "widgets/plots/scatter_brush.h"
#include "widgets/plots/scatter_points.h"

#include <cstdint>
#include <span>
#include <vector>

namespace genrelens
{

/// What is inside a brush, for many points: a grid over it knows which of its cells lie inside or outside as
/// a whole, and the points of those near the edge are tested against the few parts of the brush at their
/// height. The brush outlives it.
class ScatterMask
{
public:
    explicit ScatterMask(const ScatterBrush &brush);

    /// Just as ScatterBrush::contains() has it.
    [[nodiscard]] bool contains(const QPointF &point) const;

private:
    enum class Cell : std::uint8_t { Outside, Inside, Edge };
    /// Of a lasso each is one segment.
    struct Piece : StraightPiece {
        MapBounds around; ///< all that it can touch
    };
    /// Columns or rows, both ends included.
    struct Range {
        int first = 0;
        int last = -1;
    };

    void placeGrid(const MapBounds &bounds);
    void addLassoPieces();
    void addStrokePieces();
    [[nodiscard]] MapBounds reachOf(const StraightPiece &piece) const;
    void sortIntoRows();
    void fillLassoRow(int row);
    void fillStrokeRow(int row);
    [[nodiscard]] std::span<const std::uint32_t> piecesAt(int row) const;
    [[nodiscard]] Range columns(double from, double to) const;
    [[nodiscard]] int rowAt(double y) const;
    void setCells(int row, double from, double to, Cell cell);

    const ScatterBrush &m_brush;
    MapBounds m_bounds;
    std::vector<QPointF> m_way; ///< the vertices, of a lasso with the first once more at the end
    double m_perX = 0.0;        ///< cells in a map unit; 0: all is in one column or row
    double m_perY = 0.0;
    double m_slack = 0.0; ///< cells: more than numbers are rounded by
    double m_reach = 0.0; ///< map units from a cell's middle to all of it
    std::vector<Cell> m_cells;
    std::vector<Piece> m_pieces;
    std::vector<std::uint32_t> m_rowPieces; ///< numbers of the pieces that touch a row, row by row
    std::vector<std::uint32_t> m_rowStarts; ///< where those of a row begin, and one more
};

/// The rows of the points that are inside, just as ScatterBrush::contains() has it; rows: of all.
RowSet rowsInside(const ScatterBrush &brush, const ScatterPoints &points, std::size_t rows);

} // namespace genrelens
