#include "widgets/plots/heatmap_layout.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace genrelens
{

namespace
{

constexpr double gap = 6; // between names and cells
constexpr double largestCell = 72;
constexpr double widest = 1.6; // a cell's width to its height
constexpr double longestName = 170;
constexpr double tight = 0.82;  // of a line's height is ink
constexpr double headerGap = 2; // between a block's header and its cells

double radians(double degrees)
{
    return degrees * std::numbers::pi / 180;
}

/// Every how many-th name has room at that distance between neighbours.
int stepFor(double pitch, double lineHeight)
{
    return std::max(1, static_cast<int>(std::ceil(tight * lineHeight / std::max(pitch, 0.01) - 1e-9)));
}

} // namespace

CellArea CellArea::between(MatrixCell one, MatrixCell other)
{
    return {{std::min(one.row, other.row), std::min(one.column, other.column)},
            {std::max(one.row, other.row), std::max(one.column, other.column)}};
}

double HeatmapLayout::rightOverhang() const
{
    return nameAngle == 90.0 ? 0.0 : columnNameWidth * std::cos(radians(nameAngle));
}

double HeatmapLayout::rightEdge() const
{
    return matrix.right() + std::max(0.0, rightOverhang() - cellWidth / 2);
}

void HeatmapLayout::placeHeader(const Needs &needs, double angle)
{
    nameAngle = angle;
    const double longest = std::min({needs.columnNameWidth, longestName, 0.4 * area.height()});
    columnNameWidth = longest;
    headerHeight = longest * std::sin(radians(angle)) + needs.lineHeight * std::cos(radians(angle)) + gap;
    headerHeight = std::max(headerHeight, needs.cornerHeight) + strip;
}

HeatmapLayout HeatmapLayout::make(const QRectF &area, const Needs &needs, double zoom, QPointF scroll)
{
    HeatmapLayout layout;
    layout.area = area;
    layout.rows = needs.rows;
    layout.columns = needs.columns;
    layout.scroll = scroll;
    layout.strip = needs.strip;
    layout.lineHeight = needs.lineHeight;
    layout.rowNameWidth = std::min({needs.rowNameWidth, longestName, 0.38 * area.width()});
    layout.rowNameWidth = std::max(layout.rowNameWidth, std::min(needs.cornerWidth, 0.38 * area.width()));
    const double left = layout.rowNameWidth + gap + layout.strip;
    const int rows = std::max(1, needs.rows);
    const int columns = std::max(1, needs.columns);
    for (const double angle : {45.0, 90.0}) {
        layout.placeHeader(needs, angle);
        // The last name hangs over from the middle of its column.
        const double wide = area.width() - left - layout.rightOverhang();
        double width = angle == 90.0 ? wide / columns
                                     : std::min((area.width() - left) / columns, wide / (columns - 0.5));
        double height = (area.height() - layout.headerHeight - needs.footer) / rows;
        width = std::min({width, widest * height, largestCell});
        height = std::min({height, 1.2 * width, largestCell});
        layout.cellWidth = zoom * std::max(width, needs.smallestCell);
        layout.cellHeight = zoom * std::max(height, needs.smallestCell);
        layout.columnStep = stepFor(layout.cellWidth * std::sin(radians(angle)), needs.lineHeight);
        if (layout.columnStep == 1)
            break;
    }
    layout.rowStep = stepFor(layout.cellHeight, needs.lineHeight);
    const double right = std::max(0.0, layout.rightOverhang() - layout.cellWidth / 2);
    const QSizeF content = layout.contentSize();
    layout.matrix =
        QRectF(area.left() + left, area.top() + layout.headerHeight,
               std::clamp(area.width() - left - right, 0.0, content.width()),
               std::clamp(area.height() - layout.headerHeight - needs.footer, 0.0, content.height()));
    return layout;
}

QRectF HeatmapLayout::cell(MatrixCell cell) const
{
    return {matrix.left() + cell.column * cellWidth - scroll.x(),
            matrix.top() + cell.row * cellHeight - scroll.y(), cellWidth, cellHeight};
}

std::optional<MatrixCell> HeatmapLayout::cellAt(const QPointF &position) const
{
    if (!matrix.contains(position))
        return std::nullopt;
    const MatrixCell cell{rowBeside(position.y()), columnBelow(position.x())};
    if (cell.row < 0 || cell.column < 0)
        return std::nullopt;
    return cell;
}

// Of what can be seen, or -1.
int HeatmapLayout::rowBeside(double y) const
{
    const int row = static_cast<int>(std::floor((y - matrix.top() + scroll.y()) / cellHeight));
    return y >= matrix.top() && y <= matrix.bottom() && row >= 0 && row < rows ? row : -1;
}

int HeatmapLayout::columnBelow(double x) const
{
    const int column = static_cast<int>(std::floor((x - matrix.left() + scroll.x()) / cellWidth));
    return x >= matrix.left() && x <= matrix.right() && column >= 0 && column < columns ? column : -1;
}

std::optional<MatrixCell> HeatmapLayout::nameAt(const QPointF &position) const
{
    if (position.x() >= area.left() && position.x() < matrix.left() - strip) {
        const int row = rowBeside(position.y());
        return row >= 0 ? std::optional(MatrixCell{row, -1}) : std::nullopt;
    }
    const double above = matrix.top() - strip - gap / 2 - position.y();
    if (above < 0 || position.y() < area.top())
        return std::nullopt;
    // A slanted name is a quarter of a line beside the middle of its column.
    const double beside = nameAngle == 90.0 ? 0.0
                                            : 0.25 * lineHeight / std::sin(radians(nameAngle)) -
                                                  above / std::tan(radians(nameAngle));
    const int column = columnBelow(position.x() + beside);
    return column >= 0 ? std::optional(MatrixCell{-1, column}) : std::nullopt;
}

std::optional<MatrixCell> HeatmapLayout::headerAt(const QPointF &position) const
{
    const QRectF grown = matrix.adjusted(-strip, -strip, 0, 0);
    if (!grown.contains(position))
        return std::nullopt;
    MatrixCell cell{-1, -1};
    if (position.x() < matrix.left())
        cell.row = rowBeside(position.y());
    else if (position.y() < matrix.top())
        cell.column = columnBelow(position.x());
    return cell.row < 0 && cell.column < 0 ? std::nullopt : std::optional(cell);
}

QRectF HeatmapLayout::rowHeader(int first, int count) const
{
    const double top = matrix.top() + first * cellHeight - scroll.y();
    const QRectF whole(matrix.left() - strip, top, strip - headerGap, count * cellHeight);
    return whole & QRectF(whole.left(), matrix.top(), whole.width(), matrix.height());
}

QRectF HeatmapLayout::columnHeader(int first, int count) const
{
    const double left = matrix.left() + first * cellWidth - scroll.x();
    const QRectF whole(left, matrix.top() - strip, count * cellWidth, strip - headerGap);
    return whole & QRectF(matrix.left(), whole.top(), matrix.width(), whole.height());
}

QRectF HeatmapLayout::rowName(int row) const
{
    return {area.left(), matrix.top() + row * cellHeight - scroll.y(), rowNameWidth, cellHeight};
}

QPointF HeatmapLayout::columnNameAnchor(int column) const
{
    return {matrix.left() + (column + 0.5) * cellWidth - scroll.x(), matrix.top() - strip - gap / 2};
}

int HeatmapLayout::firstRow() const
{
    return std::clamp(static_cast<int>(std::floor(scroll.y() / cellHeight)), 0, rows);
}

int HeatmapLayout::endRow() const
{
    return std::clamp(static_cast<int>(std::ceil((scroll.y() + matrix.height()) / cellHeight)), 0, rows);
}

int HeatmapLayout::firstColumn() const
{
    return std::clamp(static_cast<int>(std::floor(scroll.x() / cellWidth)), 0, columns);
}

int HeatmapLayout::endColumn() const
{
    return std::clamp(static_cast<int>(std::ceil((scroll.x() + matrix.width()) / cellWidth)), 0, columns);
}

} // namespace genrelens
