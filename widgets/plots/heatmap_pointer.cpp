// What pointer and keys do to a heat map; heatmap.cpp holds what it shows.
#include "widgets/plots/heatmap.h"
#include "widgets/plots/text.h"

#include <QMouseEvent>
#include <QScrollBar>
#include <QWheelEvent>

#include <algorithm>
#include <cmath>
#include <utility>

namespace genrelens
{

namespace
{

// The first line is what it is about.
QString tipText(const QString &description)
{
    return description.isEmpty()
               ? description
               : tooltipText(description.section(u'\n', 0, 0), description.section(u'\n', 1));
}

std::optional<MatrixCell> partAt(const HeatmapLayout &layout, const QPointF &position)
{
    const std::optional<MatrixCell> cell = layout.cellAt(position);
    return cell ? cell : layout.nameAt(position);
}

} // namespace

// The block that a row or column is of, or -1.
int Heatmap::blockOf(int line) const
{
    const auto after =
        std::upper_bound(m_blocks.begin(), m_blocks.end(), line,
                         [](int value, const MatrixBlock &block) { return value < block.first; });
    if (after == m_blocks.begin())
        return -1;
    const MatrixBlock &block = *std::prev(after);
    return line < block.first + block.count ? static_cast<int>(std::prev(after) - m_blocks.begin()) : -1;
}

// The cells between two, where a name stands for its whole row or column.
CellArea Heatmap::areaOf(MatrixCell from, MatrixCell to) const
{
    CellArea cells = CellArea::between(from, to);
    if (from.row < 0) {
        cells.first.row = 0;
        cells.last.row = m_matrix.rows() - 1;
    }
    if (from.column < 0) {
        cells.first.column = 0;
        cells.last.column = m_matrix.columns() - 1;
    }
    return {{std::max(0, cells.first.row), std::max(0, cells.first.column)}, cells.last};
}

QString Heatmap::description(MatrixCell cell) const
{
    if (m_describe)
        return m_describe(cell);
    if (cell.row >= 0 && cell.column >= 0)
        return cellTooltip(cell);
    return cell.row >= 0 ? m_matrix.rowNames.at(cell.row) : m_matrix.columnNames.at(cell.column);
}

void Heatmap::setHovered(std::optional<MatrixCell> cell)
{
    if (cell == m_hovered)
        return;
    m_hovered = cell;
    viewport()->update();
}

void Heatmap::pick(const CellArea &cells, Qt::KeyboardModifiers modifiers)
{
    emit cellsPicked(cells, modifiers);
    if (cells.first == cells.last)
        emit cellClicked(cells.first.row, cells.first.column, modifiers);
}

void Heatmap::mouseMoveEvent(QMouseEvent *event)
{
    if (m_gesture) {
        dragTo(event->position());
        return;
    }
    const HeatmapLayout layout = windowLayout();
    const std::optional<MatrixCell> part = isEmpty() ? std::nullopt : partAt(layout, event->position());
    const std::optional<MatrixCell> header =
        m_blocks.empty() || part ? std::nullopt : layout.headerAt(event->position());
    const int block = header ? blockOf(std::max(header->row, header->column)) : -1;
    QString tip;
    if (part)
        tip = description(*part);
    else if (block >= 0)
        tip =
            m_blocks[static_cast<std::size_t>(block)].name + QLatin1Char('\n') +
            (m_blocks[static_cast<std::size_t>(block)].folded ? tr("Click to unfold") : tr("Click to fold"));
    if (part || block >= 0 || m_hovered)
        showTip(event->globalPosition().toPoint(), tipText(tip));
    viewport()->setCursor(part || block >= 0 ? Qt::PointingHandCursor : Qt::ArrowCursor);
    setHovered(part);
}

// The cells up to the pointer, or to the nearest when it has left them; or the matrix is pulled along.
void Heatmap::dragTo(const QPointF &position)
{
    if (m_gesture->pan) {
        const QPointF moved = position - *m_gesture->pan;
        horizontalScrollBar()->setValue(m_gesture->scroll.x() - static_cast<int>(std::lround(moved.x())));
        verticalScrollBar()->setValue(m_gesture->scroll.y() - static_cast<int>(std::lround(moved.y())));
        return;
    }
    const HeatmapLayout layout = windowLayout();
    const QRectF inside = layout.matrix.adjusted(1, 1, -1, -1);
    const QPointF nearest(std::clamp(position.x(), inside.left(), std::max(inside.left(), inside.right())),
                          std::clamp(position.y(), inside.top(), std::max(inside.top(), inside.bottom())));
    if (const std::optional<MatrixCell> cell = layout.cellAt(nearest))
        m_gesture->cells = areaOf(*m_gesture->from, *cell);
    viewport()->update();
}

void Heatmap::mousePressEvent(QMouseEvent *event)
{
    m_gesture.reset();
    if (isEmpty())
        return;
    const HeatmapLayout layout = windowLayout();
    if (event->button() == Qt::MiddleButton) {
        m_gesture = Gesture{
            {}, {}, event->position(), {horizontalScrollBar()->value(), verticalScrollBar()->value()}};
        viewport()->setCursor(Qt::ClosedHandCursor);
    }
    if (event->button() != Qt::LeftButton)
        return;
    if (const std::optional<MatrixCell> part = partAt(layout, event->position())) {
        m_gesture = Gesture{part, areaOf(*part, *part), {}, {}};
        m_cursor = part;
        m_cursorMoved = false;
    } else if (const std::optional<MatrixCell> header = layout.headerAt(event->position())) {
        if (const int block = blockOf(std::max(header->row, header->column)); block >= 0)
            emit blockToggled(block);
    }
    viewport()->update();
}

void Heatmap::mouseReleaseEvent(QMouseEvent *event)
{
    const bool ends = m_gesture && event->button() == (m_gesture->pan ? Qt::MiddleButton : Qt::LeftButton);
    if (!ends)
        return;
    const Gesture gesture = *std::exchange(m_gesture, std::nullopt);
    viewport()->setCursor(Qt::ArrowCursor);
    viewport()->update();
    if (gesture.from)
        pick(gesture.cells, event->modifiers());
}

// The first click of it has picked the cell.
void Heatmap::mouseDoubleClickEvent(QMouseEvent *event)
{
    if (event->button() == Qt::LeftButton && !windowLayout().headerAt(event->position()))
        setZoom(1);
    else
        mousePressEvent(event); // two clicks at a header are two
}

// Where an arrow or another key leads to from the cursor; the first of them shows it.
std::optional<MatrixCell> Heatmap::cursorForKey(int key) const
{
    const MatrixCell last{m_matrix.rows() - 1, m_matrix.columns() - 1};
    const HeatmapLayout layout = windowLayout();
    const MatrixCell from = m_cursor.value_or(MatrixCell{layout.firstRow(), layout.firstColumn()});
    const int page = std::max(1, static_cast<int>(layout.matrix.height() / layout.cellHeight) - 1);
    MatrixCell to = from;
    switch (key) {
    case Qt::Key_Up:
        to.row -= 1;
        break;
    case Qt::Key_Down:
        to.row += 1;
        break;
    case Qt::Key_Left:
        to.column -= 1;
        break;
    case Qt::Key_Right:
        to.column += 1;
        break;
    case Qt::Key_PageUp:
        to.row = std::max(0, from.row - page);
        break;
    case Qt::Key_PageDown:
        to.row += page;
        break;
    case Qt::Key_Home:
        to.column = 0;
        break;
    case Qt::Key_End:
        to.column = last.column;
        break;
    default:
        return std::nullopt;
    }
    if (!m_cursor)
        return from;
    to = {std::clamp(to.row, -1, last.row), std::clamp(to.column, -1, last.column)};
    return to.row < 0 && to.column < 0 ? from : to; // no name stands in the corner
}

void Heatmap::moveCursor(MatrixCell cell)
{
    m_cursor = cell;
    m_cursorMoved = true;
    const HeatmapLayout layout = windowLayout();
    const auto follow = [](QScrollBar *bar, int index, double size) {
        if (index < 0)
            return;
        const int begin = static_cast<int>(std::floor(index * size));
        const int end = static_cast<int>(std::ceil((index + 1) * size));
        bar->setValue(std::clamp(bar->value(), end - bar->pageStep(), begin));
    };
    follow(horizontalScrollBar(), cell.column, layout.cellWidth);
    follow(verticalScrollBar(), cell.row, layout.cellHeight);
    const QRectF rect = windowLayout().cell({std::max(0, cell.row), std::max(0, cell.column)});
    showTip(viewport()->mapToGlobal(rect.bottomRight().toPoint()), tipText(description(cell)));
    viewport()->update();
}

// Picks what the cursor is at, folds or unfolds its block; false for other keys.
bool Heatmap::actOnCursor(const QKeyEvent &event)
{
    if (!m_cursor)
        return false;
    switch (event.key()) {
    case Qt::Key_Space:
    case Qt::Key_Return:
    case Qt::Key_Enter:
        pick(areaOf(*m_cursor, *m_cursor), event.modifiers() & ~Qt::KeypadModifier);
        return true;
    case Qt::Key_Plus:
    case Qt::Key_Minus: {
        const int block = blockOf(m_cursor->row >= 0 ? m_cursor->row : m_cursor->column);
        const bool unfold = event.key() == Qt::Key_Plus;
        if (block >= 0 && m_blocks[static_cast<std::size_t>(block)].folded == unfold)
            emit blockToggled(block);
        return true;
    }
    default:
        return false;
    }
}

void Heatmap::keyPressEvent(QKeyEvent *event)
{
    if (event->matches(QKeySequence::ZoomIn))
        setZoom(m_zoom * 1.25);
    else if (event->matches(QKeySequence::ZoomOut))
        setZoom(m_zoom / 1.25);
    else if (event->key() == Qt::Key_0 && event->modifiers() == Qt::ControlModifier)
        setZoom(1);
    else if (isEmpty() || actOnCursor(*event))
        event->setAccepted(!isEmpty());
    else if (const std::optional<MatrixCell> cell = cursorForKey(event->key()))
        moveCursor(*cell);
    else
        Plot::keyPressEvent(event);
}

void Heatmap::wheelEvent(QWheelEvent *event)
{
    if (!(event->modifiers() & Qt::ControlModifier)) {
        Plot::wheelEvent(event);
        return;
    }
    setZoom(m_zoom * std::pow(1.2, event->angleDelta().y() / 120.0), event->position());
    event->accept();
}

void Heatmap::focusInEvent(QFocusEvent *event)
{
    Plot::focusInEvent(event);
    viewport()->update();
}

void Heatmap::focusOutEvent(QFocusEvent *event)
{
    Plot::focusOutEvent(event);
    viewport()->update();
}

bool Heatmap::viewportEvent(QEvent *event)
{
    if (event->type() == QEvent::Leave)
        setHovered(std::nullopt);
    return Plot::viewportEvent(event);
}

void Heatmap::scrollContentsBy(int, int)
{
    setHovered(std::nullopt);
    viewport()->update();
}

} // namespace genrelens
