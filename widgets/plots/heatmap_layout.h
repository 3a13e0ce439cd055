#pragma once

#include <QPointF>
#include <QRectF>

#include <optional>

namespace genrelens
{

/// A cell of a matrix by its indices.
struct MatrixCell {
    int row = 0;
    int column = 0;

    bool operator==(const MatrixCell &) const = default;
};

/// Cells from one corner to the other, both included.
struct CellArea {
    MatrixCell first;
    MatrixCell last;

    /// Whichever corners they are.
    static CellArea between(MatrixCell one, MatrixCell other);
    bool operator==(const CellArea &) const = default;
};

/// Where the parts of a heat map are: names of the rows at the left, of the columns slanted above, the cells,
/// a colour bar below. Names stay in place while the cells scroll. Plain geometry.
struct HeatmapLayout {
    struct Needs {
        int rows = 0;
        int columns = 0;
        double rowNameWidth = 0;    ///< of the longest name
        double columnNameWidth = 0; ///< of the longest name
        double lineHeight = 14;
        double cornerHeight = 0;   ///< the header is at least that high
        double cornerWidth = 0;    ///< the names' column is at least that wide
        double footer = 0;         ///< room for the colour bar
        double smallestCell = 1;   ///< cells shrink to this, then they scroll
        double strip = 0;          ///< room for the blocks' headers, between names and cells
        double blockNameWidth = 0; ///< of the longest block's name: they stand where single ones have no room
        double numberWidth = 0;    ///< cells may be wider than usual to hold that
        double wantedCell = 0;     ///< for cells lower than that, names of columns and footer give way
    };

    /// zoom 1 fits the area as far as smallestCell allows; scroll is in pixels of the zoomed matrix.
    static HeatmapLayout make(const QRectF &area, const Needs &needs, double zoom = 1, QPointF scroll = {});

    /// The cell in the area's coordinates; parts outside `matrix` are scrolled away.
    [[nodiscard]] QRectF cell(MatrixCell cell) const;
    [[nodiscard]] std::optional<MatrixCell> cellAt(const QPointF &position) const;
    /// The row or column whose name is there: a cell of which the other index is -1.
    [[nodiscard]] std::optional<MatrixCell> nameAt(const QPointF &position) const;
    /// The row or column whose part of a block's header is there, as nameAt().
    [[nodiscard]] std::optional<MatrixCell> headerAt(const QPointF &position) const;
    /// What can be seen of a block's header beside those rows, and above those columns.
    [[nodiscard]] QRectF rowHeader(int first, int count) const;
    [[nodiscard]] QRectF columnHeader(int first, int count) const;
    [[nodiscard]] QRectF rowName(int row) const;
    /// Where the slanted name of a column begins: above the middle of the column.
    [[nodiscard]] QPointF columnNameAnchor(int column) const;
    [[nodiscard]] QSizeF contentSize() const { return {columns * cellWidth, rows * cellHeight}; }
    /// Where the last slanted name ends.
    [[nodiscard]] double rightEdge() const;
    /// First and last (exclusive) index that can be seen.
    [[nodiscard]] int firstRow() const;
    [[nodiscard]] int endRow() const;
    [[nodiscard]] int firstColumn() const;
    [[nodiscard]] int endColumn() const;

    QRectF area;
    QRectF matrix; ///< the window onto the cells
    int rows = 0;
    int columns = 0;
    double cellWidth = 1;
    double cellHeight = 1;
    double rowNameWidth = 0;
    double columnNameWidth = 0; ///< longest that fits the header
    double headerHeight = 0;
    double strip = 0; ///< width of the blocks' headers, with the gap to the cells
    double lineHeight = 14;
    double nameAngle = 45; ///< of the columns' names, degrees
    int rowStep = 1;       ///< every rowStep-th name has room
    int columnStep = 1;
    bool namesRowBlocks = false; ///< in place of rows
    bool namesColumnBlocks = false;
    QPointF scroll;

private:
    /// What surrounds the cells, at its best or giving way.
    struct Frame {
        double header = 0; ///< part of the height that names of columns may take
        double footer = 0;
    };

    void fit(const Needs &needs, const Frame &frame, double zoom);
    void fitColumns(const Needs &needs, const Frame &frame, double zoom);
    void placeHeader(const Needs &needs, const Frame &frame, double nameWidth);
    void sizeCells(const Needs &needs, double footer, double zoom);
    [[nodiscard]] bool isRoomy(const Needs &needs, double footer, double zoom) const;
    [[nodiscard]] double leftOfCells() const;
    [[nodiscard]] double rightOverhang() const;
    [[nodiscard]] int rowBeside(double y) const;
    [[nodiscard]] int columnBelow(double x) const;
};

} // namespace genrelens
