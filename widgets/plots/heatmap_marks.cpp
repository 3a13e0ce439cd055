// What lies over the cells of a heat map: headers of blocks, outlines of what is selected or pointed at.
#include "widgets/plots/heatmap.h"
#include "widgets/plots/heatmap_painter.h"
#include "widgets/plots/palette.h"
#include "widgets/plots/text.h"

#include <QLineF>
#include <QPainter>

#include <algorithm>

namespace genrelens
{

namespace
{

constexpr double markSize = 8;      // of + and −
constexpr double smallestMark = 10; // room for one
constexpr int fewLetters = 3;       // of an elided name say nothing

QPen outlinePen(const QColor &colour, double width)
{
    return {colour, width, Qt::SolidLine, Qt::SquareCap, Qt::MiterJoin};
}

} // namespace

void HeatmapPainter::drawBlocks()
{
    const std::vector<MatrixBlock> &blocks = m_map.blocks();
    if (blocks.empty())
        return;
    const QRectF &matrix = m_layout.matrix;
    m_painter.save();
    m_painter.setRenderHint(QPainter::Antialiasing, false);
    m_painter.setPen(QPen(faded(m_theme.text, m_theme.base, m_theme.isDark ? 0.4 : 0.6), 1));
    for (std::size_t i = 1; i < blocks.size(); ++i) {
        if (blocks[i - 1].folded && blocks[i].folded)
            continue; // cells beside cells
        const QPointF corner = m_layout.cell({blocks[i].first, blocks[i].first}).topLeft() - QPointF(1, 1);
        if (corner.y() > matrix.top() && corner.y() < matrix.bottom())
            m_painter.drawLine(QLineF(matrix.left(), corner.y(), matrix.right() - 1, corner.y()));
        if (corner.x() > matrix.left() && corner.x() < matrix.right())
            m_painter.drawLine(QLineF(corner.x(), matrix.top(), corner.x(), matrix.bottom() - 1));
    }
    m_painter.restore();
    for (std::size_t i = 0; i < blocks.size(); ++i) {
        drawHeader(m_layout.rowHeader(blocks[i].first, blocks[i].count), static_cast<int>(i), true);
        drawHeader(m_layout.columnHeader(blocks[i].first, blocks[i].count), static_cast<int>(i), false);
    }
}

// A header in the block's colour: what a click does, and its name where the names of rows are not it.
void HeatmapPainter::drawHeader(const QRectF &rect, int block, bool vertical)
{
    if (rect.width() < 1 || rect.height() < 1)
        return;
    const MatrixBlock &shown = m_map.blocks()[static_cast<std::size_t>(block)];
    const QColor ground = faded(shown.colour, m_theme.base, m_theme.isDark ? 0.45 : 0.3);
    const QColor ink = textOn(ground);
    const double length = vertical ? rect.height() : rect.width();
    m_painter.save();
    m_painter.fillRect(vertical ? rect.adjusted(0, 0, 0, length > 3 ? -1 : 0)
                                : rect.adjusted(0, 0, length > 3 ? -1 : 0, 0),
                       ground);
    m_painter.setPen(QPen(ink, 1));
    double used = 0;
    if (m_forWindow && length >= smallestMark) {
        used = smallestMark + 2;
        const double inset = (length < used ? length : used) / 2;
        const QPointF middle = vertical ? QPointF(rect.center().x(), rect.top() + inset)
                                        : QPointF(rect.left() + inset, rect.center().y());
        const QPointF along(markSize / 2 - 1, 0);
        m_painter.drawLine(QLineF(middle - along, middle + along));
        if (shown.folded)
            m_painter.drawLine(QLineF(middle - along.transposed(), middle + along.transposed()));
    }
    const bool named = vertical ? m_layout.namesRowBlocks : m_layout.namesColumnBlocks; // beside it
    const QString name = elided(shown.name, m_names, length - used - 4);
    const bool says = name == shown.name || name.size() > 2 * fewLetters;
    if (!shown.folded && !named && says) {
        m_painter.translate(vertical ? rect.bottomLeft() : rect.topLeft());
        if (vertical)
            m_painter.rotate(-90);
        const double thickness = vertical ? rect.width() : rect.height();
        const QRectF room =
            vertical ? QRectF(0, 0, length - used, thickness) : QRectF(used, 0, length - used, thickness);
        m_painter.drawText(room, Qt::AlignCenter | Qt::TextSingleLine | Qt::TextDontClip, name);
    }
    m_painter.restore();
}

QRectF HeatmapPainter::rectOf(const CellArea &cells) const
{
    return m_layout.cell(cells.first).united(m_layout.cell(cells.last));
}

// Dark on light or light on dark, with a halo, so that it is seen on every colour.
void HeatmapPainter::outline(const CellArea &cells)
{
    const QRectF rect = rectOf(cells).adjusted(0, 0, -1, -1);
    m_painter.setBrush(Qt::NoBrush);
    m_painter.setPen(outlinePen(m_theme.base, 4));
    m_painter.drawRect(rect);
    m_painter.setPen(outlinePen(m_theme.text, 2));
    m_painter.drawRect(rect);
}

// The cell that is talked about, and the bounds of the regions of cells that are selected: thick where all of
// a cell is, thin where a part.
void HeatmapPainter::drawMarks()
{
    m_painter.save();
    m_painter.setClipRect(m_layout.matrix.adjusted(-2, -2, 2, 2), Qt::IntersectClip);
    const auto markOf = [this](int row, int column) {
        if (row < 0 || column < 0 || row >= m_layout.rows || column >= m_layout.columns)
            return CellMark::None;
        return m_map.m_marks[static_cast<std::size_t>(row) * static_cast<std::size_t>(m_layout.columns) +
                             static_cast<std::size_t>(column)];
    };
    QList<QLineF> whole;
    QList<QLineF> part;
    const auto bound = [&](CellMark one, CellMark other, const QPointF &from, const QPointF &to) {
        if (one != other)
            (std::max(one, other) == CellMark::All ? whole : part).append(QLineF(from, to));
    };
    if (!m_map.m_marks.empty()) {
        for (int row = m_layout.firstRow(); row <= m_layout.endRow(); ++row)
            for (int column = m_layout.firstColumn(); column <= m_layout.endColumn(); ++column) {
                const CellMark mark = markOf(row, column);
                const QRectF rect = m_layout.cell({row, column}).translated(-0.5, -0.5);
                bound(mark, markOf(row - 1, column), rect.topLeft(), rect.topRight());
                bound(mark, markOf(row, column - 1), rect.topLeft(), rect.bottomLeft());
            }
    }
    const bool fine = std::min(m_layout.cellWidth, m_layout.cellHeight) < 8;
    const auto strokes = [&](const QList<QLineF> &lines, double width) {
        m_painter.setPen(outlinePen(m_theme.base, width + (fine ? 1 : 2)));
        m_painter.drawLines(lines);
        m_painter.setPen(outlinePen(m_theme.text, width));
        m_painter.drawLines(lines);
    };
    strokes(part, 1);
    strokes(whole, fine ? 1.5 : 2);
    if (m_map.m_marked && m_map.m_marked->row < m_layout.rows && m_map.m_marked->column < m_layout.columns)
        outline({*m_map.m_marked, *m_map.m_marked});
    m_painter.restore();
}

void HeatmapPainter::drawPointer()
{
    const QRectF &matrix = m_layout.matrix;
    m_painter.save();
    m_painter.setClipRect(matrix.adjusted(-2, -2, 2, 2), Qt::IntersectClip);
    m_painter.setBrush(Qt::NoBrush);
    const auto cross = [&](MatrixCell cell) {
        const QRectF rect =
            m_layout.cell({std::max(0, cell.row), std::max(0, cell.column)}).adjusted(0, 0, -1, -1);
        m_painter.setPen(QPen(faded(m_theme.text, m_theme.base, 0.55), 1));
        if (cell.row >= 0)
            m_painter.drawRect(QRectF(matrix.left(), rect.top(), matrix.width() - 1, rect.height()));
        if (cell.column >= 0)
            m_painter.drawRect(QRectF(rect.left(), matrix.top(), rect.width(), matrix.height() - 1));
    };
    if (m_map.m_gesture && m_map.m_gesture->from) {
        outline(m_map.m_gesture->cells);
    } else if (const auto &hovered = m_map.m_hovered) {
        cross(*hovered);
        m_painter.setPen(outlinePen(m_theme.text, 2));
        if (hovered->row >= 0 && hovered->column >= 0)
            m_painter.drawRect(m_layout.cell(*hovered).adjusted(0, 0, -1, -1));
    }
    if (m_map.isCursorShown()) {
        const CellArea cells = m_map.areaOf(*m_map.m_cursor, *m_map.m_cursor);
        m_painter.setPen(outlinePen(m_theme.accent, 2));
        m_painter.drawRect(rectOf(cells).adjusted(1, 1, -2, -2));
    }
    m_painter.restore();
}

} // namespace genrelens
