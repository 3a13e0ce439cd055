#include "widgets/plots/heatmap.h"

#include "widgets/plots/text.h"

#include <QMouseEvent>
#include <QPainter>
#include <QScrollBar>
#include <QWheelEvent>

#include <algorithm>
#include <cmath>
#include <utility>

namespace genrelens
{

namespace
{

constexpr double smallestCell = 4; // in the window; smaller ones scroll
constexpr double largestZoom = 16;
constexpr double footerHeight = 30;

QString tracks(double count)
{
    const qint64 whole = std::llround(count);
    return whole == 1 ? Heatmap::tr("1 track") : Heatmap::tr("%1 tracks").arg(formatCount(whole));
}

double longestWidth(const QStringList &names, const QFont &font)
{
    double longest = 0;
    for (const QString &name : names)
        longest = std::max(longest, textWidth(name, font) + 1);
    return longest;
}

} // namespace

Heatmap::Heatmap(QWidget *parent) : Plot(parent), m_rowTitle(tr("True")), m_columnTitle(tr("Predicted"))
{
}

void Heatmap::setMatrix(CountMatrix matrix)
{
    if (matrix.values.size() !=
        static_cast<std::size_t>(matrix.rows()) * static_cast<std::size_t>(matrix.columns()))
        matrix = CountMatrix{};
    if (matrix == m_matrix && matrix.values.size() == m_shown.size())
        return;
    if (matrix.rowNames != m_matrix.rowNames || matrix.columnNames != m_matrix.columnNames)
        m_zoom = 1; // other classes: what was looked at closely is gone
    m_matrix = std::move(matrix);
    m_hovered.reset();
    m_pressed.reset();
    m_marked.reset();
    updateShown();
}

void Heatmap::setNormalization(Normalization normalization)
{
    if (normalization == m_normalization)
        return;
    m_normalization = normalization;
    updateShown();
}

void Heatmap::setAxisTitles(const QString &rows, const QString &columns)
{
    m_rowTitle = rows;
    m_columnTitle = columns;
    relayout();
    viewport()->update();
}

void Heatmap::setMarkedCell(std::optional<MatrixCell> cell)
{
    if (cell == m_marked)
        return;
    m_marked = cell;
    viewport()->update();
}

void Heatmap::updateShown()
{
    m_shown = normalized(m_matrix, m_normalization);
    m_largest = 0;
    for (const double value : m_shown)
        m_largest = std::isfinite(value) ? std::max(m_largest, value) : m_largest;
    relayout();
    viewport()->update();
}

void Heatmap::setZoom(double zoom, std::optional<QPointF> around)
{
    const double clamped = std::clamp(zoom, 1.0, largestZoom);
    if (clamped == m_zoom)
        return;
    const HeatmapLayout before = windowLayout();
    const QPointF fixed = around.value_or(before.matrix.center());
    const double x = (fixed.x() - before.matrix.left() + before.scroll.x()) / before.cellWidth;
    const double y = (fixed.y() - before.matrix.top() + before.scroll.y()) / before.cellHeight;
    m_zoom = clamped;
    relayout();
    const HeatmapLayout after = windowLayout();
    horizontalScrollBar()->setValue(
        static_cast<int>(std::lround(x * after.cellWidth - fixed.x() + after.matrix.left())));
    verticalScrollBar()->setValue(
        static_cast<int>(std::lround(y * after.cellHeight - fixed.y() + after.matrix.top())));
    viewport()->update();
}

double Heatmap::shown(MatrixCell cell) const
{
    return m_shown[static_cast<std::size_t>(cell.row) * static_cast<std::size_t>(m_matrix.columns()) +
                   static_cast<std::size_t>(cell.column)];
}

QString Heatmap::cellTooltip(MatrixCell cell) const
{
    const QString row = m_matrix.rowNames.at(cell.row);
    const QString column = m_matrix.columnNames.at(cell.column);
    const QString pair =
        tr("%1 %2, %3 %4", "True pop, predicted rock").arg(m_rowTitle, row, m_columnTitle.toLower(), column);
    const double count = m_matrix.at(cell.row, cell.column);
    if (std::isnan(count))
        return tr("%1: not known").arg(pair);
    const bool byColumn = m_normalization == Normalization::Columns;
    const std::vector<double> shares =
        m_normalization == Normalization::Counts ? normalized(m_matrix, Normalization::Rows) : m_shown;
    const double share = shares[static_cast<std::size_t>(cell.row * m_matrix.columns() + cell.column)];
    if (std::isnan(share))
        return tr("%1: no tracks in this %2").arg(pair, byColumn ? tr("column") : tr("row"));
    const QString whole = byColumn ? tr("%1 %2", "predicted rock").arg(m_columnTitle.toLower(), column) : row;
    return tr("%1: %2 (%3 of %4)", "True pop, predicted rock: 317 tracks (18.3 % of pop)")
        .arg(pair, tracks(count), formatShare(share), whole);
}

QString Heatmap::cellText(MatrixCell cell) const
{
    const double value = shown(cell);
    if (std::isnan(value))
        return {};
    const qint64 whole = std::llround(m_normalization == Normalization::Counts ? value : 100 * value);
    return whole == 0 ? QStringLiteral("·") : formatCount(whole);
}

QString Heatmap::scaleLabel(double value) const
{
    return m_normalization == Normalization::Counts ? formatCount(std::llround(value))
                                                    : formatShare(value, 0);
}

std::array<QString, 2> Heatmap::axisLabels() const
{
    return {m_columnTitle.isEmpty() ? QString() : m_columnTitle + QStringLiteral(" →"),
            m_rowTitle.isEmpty() ? QString() : m_rowTitle + QStringLiteral(" ↓")};
}

HeatmapLayout::Needs Heatmap::needs() const
{
    const QFont names = axisFont(font());
    HeatmapLayout::Needs needs;
    needs.rows = m_matrix.rows();
    needs.columns = m_matrix.columns();
    needs.lineHeight = lineHeight(names);
    needs.rowNameWidth = longestWidth(m_matrix.rowNames, names);
    needs.columnNameWidth = longestWidth(m_matrix.columnNames, names);
    for (const QString &label : axisLabels())
        needs.cornerWidth = std::max(needs.cornerWidth, textWidth(label, names) + 2);
    needs.cornerHeight = 2 * needs.lineHeight + 8;
    needs.footer = footerHeight;
    return needs;
}

HeatmapLayout Heatmap::layoutIn(QSize size) const
{
    HeatmapLayout::Needs need = needs();
    need.smallestCell = smallestCell;
    const QRectF area =
        QRectF(QPointF(0, 0), QSizeF(size)).adjusted(spacing::medium, spacing::small, -spacing::medium, 0);
    return HeatmapLayout::make(area, need, m_zoom,
                               QPointF(horizontalScrollBar()->value(), verticalScrollBar()->value()));
}

HeatmapLayout Heatmap::windowLayout() const
{
    return layoutIn(viewport()->size());
}

QSize Heatmap::naturalSize() const
{
    const HeatmapLayout::Needs need = needs();
    const double cell = std::max(need.rows, need.columns) <= 20 ? 38.0 : need.lineHeight + 1;
    const double names = std::min(need.columnNameWidth, 170.0);
    const double header = std::max(names * 0.75 + need.lineHeight, need.cornerHeight);
    const double left = std::max(std::min(need.rowNameWidth, 170.0), need.cornerWidth);
    return QSizeF(left + need.columns * cell + names * 0.75 + 8, header + need.rows * cell + need.footer + 8)
        .toSize();
}

void Heatmap::draw(QPainter &painter, const QRectF &area, const Theme &theme) const
{
    if (isEmpty()) {
        drawEmptyText(painter, area, theme);
        return;
    }
    const HeatmapLayout layout = HeatmapLayout::make(area, needs());
    painter.save();
    painter.translate(std::floor((area.right() - layout.rightEdge()) / 2), 0);
    drawAll(painter, layout, theme, std::nullopt);
    painter.restore();
}

void Heatmap::paint(QPainter &painter, const Theme &theme)
{
    const HeatmapLayout layout = windowLayout();
    drawAll(painter, layout, theme, m_hovered);
    drawHover(painter, layout, theme);
}

void Heatmap::relayout()
{
    // Asked without scroll bars first: once shown, they would take the very room that makes them needless.
    HeatmapLayout layout = layoutIn(maximumViewportSize());
    const auto hidden = [](double whole, double seen) { return whole > seen + 0.01; };
    if (hidden(layout.contentSize().width(), layout.matrix.width()) ||
        hidden(layout.contentSize().height(), layout.matrix.height()))
        layout = windowLayout();
    const QSizeF content = layout.contentSize();
    const auto adjust = [](QScrollBar *bar, double whole, double seen, double cell) {
        bar->setPageStep(static_cast<int>(seen));
        bar->setSingleStep(std::max(12, static_cast<int>(cell)));
        bar->setRange(0, static_cast<int>(std::ceil(whole - seen - 0.01)));
    };
    adjust(horizontalScrollBar(), content.width(), layout.matrix.width(), layout.cellWidth);
    adjust(verticalScrollBar(), content.height(), layout.matrix.height(), layout.cellHeight);
}

void Heatmap::setHovered(std::optional<MatrixCell> cell)
{
    if (cell == m_hovered)
        return;
    m_hovered = cell;
    viewport()->setCursor(cell ? Qt::PointingHandCursor : Qt::ArrowCursor);
    viewport()->update();
}

void Heatmap::mouseMoveEvent(QMouseEvent *event)
{
    const std::optional<MatrixCell> cell = windowLayout().cellAt(event->position());
    if (cell || m_hovered)
        showTip(event->globalPosition().toPoint(), cell ? cellTooltip(*cell) : QString());
    setHovered(cell);
}

void Heatmap::mousePressEvent(QMouseEvent *event)
{
    m_pressed.reset();
    if (event->button() == Qt::LeftButton)
        m_pressed = windowLayout().cellAt(event->position());
}

void Heatmap::mouseReleaseEvent(QMouseEvent *event)
{
    const std::optional<MatrixCell> pressed = std::exchange(m_pressed, std::nullopt);
    if (event->button() == Qt::LeftButton && pressed && windowLayout().cellAt(event->position()) == pressed)
        emit cellClicked(pressed->row, pressed->column, event->modifiers());
}

void Heatmap::keyPressEvent(QKeyEvent *event)
{
    if (event->matches(QKeySequence::ZoomIn))
        setZoom(m_zoom * 1.25);
    else if (event->matches(QKeySequence::ZoomOut))
        setZoom(m_zoom / 1.25);
    else if (event->key() == Qt::Key_0 && event->modifiers() == Qt::ControlModifier)
        setZoom(1);
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
