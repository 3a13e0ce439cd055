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
constexpr double widest = 1.6;     // a cell's width to its height
constexpr double stretched = 2.2;  // where it would hold no number else, or is low
constexpr double cellsPart = 0.62; // of the height, before what surrounds small ones gives way
constexpr double leastFooter = 2;
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

double HeatmapLayout::leftOfCells() const
{
    return rowNameWidth + gap + strip;
}

void HeatmapLayout::placeHeader(const Needs &needs, const Frame &frame, double nameWidth)
{
    const double sine = std::sin(radians(nameAngle));
    columnNameWidth =
        std::min({nameWidth, longestName, 0.4 * area.height(), frame.header * area.height() / sine});
    headerHeight = columnNameWidth * sine + needs.lineHeight * std::cos(radians(nameAngle)) + gap;
    headerHeight = std::max(headerHeight, needs.cornerHeight) + strip;
}

void HeatmapLayout::sizeCells(const Needs &needs, double footer, double zoom)
{
    const int shownColumns = std::max(1, columns);
    // The last name hangs over from the middle of its column.
    const double room = area.width() - leftOfCells();
    const double wide = room - rightOverhang();
    double width =
        nameAngle == 90.0 ? wide / shownColumns : std::min(room / shownColumns, wide / (shownColumns - 0.5));
    double height = (area.height() - headerHeight - footer) / std::max(1, rows);
    width = std::max(width, needs.smallestCell);
    height = std::max(height, needs.smallestCell);
    const double enough = std::max(needs.numberWidth, widest * tight * needs.lineHeight);
    const double ratio = height > 0 ? std::clamp(enough / height, widest, stretched) : widest;
    width = std::min({width, ratio * height, largestCell});
    height = std::min({height, 1.2 * width, largestCell});
    cellWidth = zoom * width;
    cellHeight = zoom * height;
    columnStep = stepFor(cellWidth * std::sin(radians(nameAngle)), needs.lineHeight);
    rowStep = stepFor(cellHeight, needs.lineHeight);
}

// Names slanted, else upright; where not all have room, those of the blocks.
void HeatmapLayout::fitColumns(const Needs &needs, const Frame &frame, double zoom)
{
    namesColumnBlocks = false;
    for (const double angle : {45.0, 90.0}) {
        nameAngle = angle;
        placeHeader(needs, frame, needs.columnNameWidth);
        sizeCells(needs, frame.footer, zoom);
        if (columnStep == 1)
            return;
    }
    if (needs.blockNameWidth > 0) {
        namesColumnBlocks = true;
        placeHeader(needs, frame, needs.blockNameWidth);
        sizeCells(needs, frame.footer, zoom);
    }
}

void HeatmapLayout::fit(const Needs &needs, const Frame &frame, double zoom)
{
    const double most = 0.38 * area.width();
    const auto placeRowNames = [&](double width) {
        rowNameWidth = std::max(std::min({width, longestName, most}), std::min(needs.cornerWidth, most));
        fitColumns(needs, frame, zoom);
    };
    namesRowBlocks = false;
    placeRowNames(needs.rowNameWidth);
    if (rowStep > 1 && needs.blockNameWidth > 0) {
        namesRowBlocks = true;
        placeRowNames(needs.blockNameWidth);
    }
}

bool HeatmapLayout::isRoomy(const Needs &needs, double footer, double zoom) const
{
    if (cellHeight >= zoom * needs.wantedCell)
        return true;
    const double room = area.height() - headerHeight - footer;
    return room >= cellsPart * area.height() && room >= needs.smallestCell * rows;
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
    const double least = std::min(leastFooter, needs.footer);
    double footer = needs.footer;
    for (const Frame &frame :
         {Frame{0.4, needs.footer}, Frame{0.25, needs.footer}, Frame{0.25, least}, Frame{0.18, least}}) {
        layout.fit(needs, frame, zoom);
        footer = frame.footer;
        if (layout.isRoomy(needs, footer, zoom))
            break;
    }
    const double left = layout.leftOfCells();
    const double right = std::max(0.0, layout.rightOverhang() - layout.cellWidth / 2);
    const QSizeF content = layout.contentSize();
    layout.matrix = QRectF(area.left() + left, area.top() + layout.headerHeight,
                           std::clamp(area.width() - left - right, 0.0, content.width()),
                           std::clamp(area.height() - layout.headerHeight - footer, 0.0, content.height()));
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
