#include "widgets/plots/heatmap.h"

#include "widgets/plots/heatmap_painter.h"
#include "widgets/plots/palette.h"
#include "widgets/plots/text.h"

#include <QEvent>
#include <QPainter>
#include <QScrollBar>

#include <algorithm>
#include <cmath>
#include <utility>

namespace genrelens
{

namespace
{

constexpr double smallestCell = 3;    // in the window; smaller ones scroll
constexpr double comfortableCell = 4; // what a matrix has room with
constexpr double largestZoom = 16;
constexpr double assumedName = 80; // width
constexpr double footerHeight = 30;
/// Even a cell of nought is told from the ground.
constexpr double lowestTint = 0.035;

QString tracks(double count)
{
    const qint64 whole = std::llround(count);
    return whole == 1 ? Heatmap::tr("1 track") : Heatmap::tr("%1 tracks").arg(formatCount(whole));
}

QString signedCount(qint64 count)
{
    return (count < 0   ? QStringLiteral("−")
            : count > 0 ? QStringLiteral("+")
                        : QString()) +
           formatCount(std::abs(count));
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
    if (matrix == m_matrix && matrix.values.size() == m_shown.size() && m_reference.empty())
        return;
    if (matrix.rowNames != m_matrix.rowNames || matrix.columnNames != m_matrix.columnNames) {
        m_cursor.reset();
        m_blocks.clear();
        m_matrix = {}; // before the scroll bars hear of it
        setZoom(1);    // other classes: what was looked at closely is gone
    }
    m_matrix = std::move(matrix);
    m_hovered.reset();
    m_gesture.reset();
    m_marked.reset();
    m_marks.clear();
    m_reference.clear();
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
    updateNeeds();
}

void Heatmap::setReference(std::vector<double> counts)
{
    if (counts.size() != m_matrix.values.size())
        counts.clear();
    if (counts == m_reference)
        return;
    m_reference = std::move(counts);
    updateShown();
}

void Heatmap::setBlocks(std::vector<MatrixBlock> blocks)
{
    if (blocks == m_blocks)
        return;
    m_blocks = std::move(blocks);
    updateNeeds();
}

void Heatmap::setCellMarks(std::vector<CellMark> marks)
{
    if (marks.size() != m_matrix.values.size())
        marks.clear();
    if (marks == m_marks)
        return;
    m_marks = std::move(marks);
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
    if (!m_reference.empty()) {
        const std::vector<double> reference =
            normalized({m_matrix.rowNames, m_matrix.columnNames, m_reference}, m_normalization);
        for (std::size_t i = 0; i < m_shown.size(); ++i)
            m_shown[i] -= reference[i];
    }
    m_largest = 0;
    for (const double value : m_shown)
        m_largest = std::isfinite(value) ? std::max(m_largest, std::abs(value)) : m_largest;
    updateNeeds(); // of the numbers
}

void Heatmap::updateNeeds()
{
    m_needs.reset();
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
    emit zoomChanged(m_zoom);
    relayout();
    const HeatmapLayout after = windowLayout();
    horizontalScrollBar()->setValue(
        static_cast<int>(std::lround(x * after.cellWidth - fixed.x() + after.matrix.left())));
    verticalScrollBar()->setValue(
        static_cast<int>(std::lround(y * after.cellHeight - fixed.y() + after.matrix.top())));
    viewport()->update();
}

bool Heatmap::hasRoomFor(int lines) const
{
    HeatmapLayout::Needs need = needs();
    need.rows = need.columns = std::max(1, lines);
    // Whatever the names are now: what has room must not depend on what is folded.
    need.rowNameWidth = need.columnNameWidth = assumedName;
    need.blockNameWidth = need.numberWidth = 0;
    need.smallestCell = 0;
    const HeatmapLayout layout = HeatmapLayout::make(QRectF(QPointF(0, 0), maximumViewportSize()), need);
    return std::min(layout.cellWidth, layout.cellHeight) >= comfortableCell;
}

double Heatmap::shown(MatrixCell cell) const
{
    return m_shown[static_cast<std::size_t>(cell.row) * static_cast<std::size_t>(m_matrix.columns()) +
                   static_cast<std::size_t>(cell.column)];
}

QColor Heatmap::valueColour(double value, const Theme &theme) const
{
    if (std::isnan(value))
        return faded(theme.line, theme.base, 0.5);
    const double share = m_largest > 0 ? value / m_largest : 0.0;
    return isDifference() ? signedColour(share, theme)
                          : magnitudeColour(lowestTint + (1 - lowestTint) * share, theme);
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
    double sum = 0;
    for (int i = 0; i < (byColumn ? m_matrix.rows() : m_matrix.columns()); ++i) {
        const double other = byColumn ? m_matrix.at(i, cell.column) : m_matrix.at(cell.row, i);
        sum += std::isfinite(other) ? other : 0.0;
    }
    const double share = sum > 0 ? count / sum : std::nan("");
    if (std::isnan(share))
        return tr("%1: no tracks in this %2").arg(pair, byColumn ? tr("column") : tr("row"));
    const QString whole = byColumn ? tr("%1 %2", "predicted rock").arg(m_columnTitle.toLower(), column) : row;
    return tr("%1: %2 (%3 of %4)", "True pop, predicted rock: 317 tracks (18.3 % of pop)")
        .arg(pair, tracks(count), formatShare(share), whole);
}

QString Heatmap::cellText(MatrixCell cell) const
{
    return valueText(shown(cell));
}

QString Heatmap::valueText(double value) const
{
    if (std::isnan(value))
        return {};
    const qint64 whole = std::llround(m_normalization == Normalization::Counts ? value : 100 * value);
    if (whole == 0)
        return QStringLiteral("·");
    return isDifference() ? signedCount(whole) : formatCount(whole);
}

QString Heatmap::scaleLabel(double value) const
{
    const bool counts = m_normalization == Normalization::Counts;
    if (isDifference())
        return signedCount(std::llround(counts ? value : 100 * value));
    return counts ? formatCount(std::llround(value)) : formatShare(value, 0);
}

QString Heatmap::scaleMeaning() const
{
    if (m_normalization == Normalization::Counts)
        return tr("tracks");
    if (isDifference())
        return m_normalization == Normalization::Rows ? tr("points of each row")
                                                      : tr("points of each column");
    return m_normalization == Normalization::Rows ? tr("of each row") : tr("of each column");
}

std::array<QString, 2> Heatmap::axisLabels() const
{
    return {m_columnTitle.isEmpty() ? QString() : m_columnTitle + QStringLiteral(" →"),
            m_rowTitle.isEmpty() ? QString() : m_rowTitle + QStringLiteral(" ↓")};
}

const HeatmapLayout::Needs &Heatmap::needs() const
{
    if (m_needs)
        return *m_needs;
    const QFont names = axisFont(font());
    HeatmapLayout::Needs needs;
    needs.rows = m_matrix.rows();
    needs.columns = m_matrix.columns();
    needs.lineHeight = lineHeight(names);
    needs.rowNameWidth = longestWidth(m_matrix.rowNames, names);
    needs.columnNameWidth = longestWidth(m_matrix.columnNames, names);
    for (const MatrixBlock &block : m_blocks)
        needs.blockNameWidth = std::max(needs.blockNameWidth, textWidth(block.name, names) + 1);
    needs.numberWidth = textWidth(valueText(m_largest), names) + numberMargin;
    for (const QString &label : axisLabels())
        needs.cornerWidth = std::max(needs.cornerWidth, textWidth(label, names) + 2);
    needs.cornerHeight = 2 * needs.lineHeight + 8;
    needs.footer = footerHeight;
    needs.strip = m_blocks.empty() ? 0.0 : needs.lineHeight + 3;
    m_needs = needs;
    return *m_needs;
}

HeatmapLayout Heatmap::layoutIn(QSize size) const
{
    HeatmapLayout::Needs need = needs();
    need.smallestCell = smallestCell;
    need.wantedCell = need.lineHeight;
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
    const HeatmapLayout::Needs &need = needs();
    const double cell = std::max(need.rows, need.columns) <= 20 ? 38.0 : need.lineHeight + 1;
    const double names = std::min(need.columnNameWidth, 170.0);
    const double header = std::max(names * 0.75 + need.lineHeight, need.cornerHeight);
    const double left = std::max(std::min(need.rowNameWidth, 170.0), need.cornerWidth);
    return QSizeF(left + need.strip + need.columns * cell + names * 0.75 + 8,
                  header + need.strip + need.rows * cell + need.footer + 8)
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
    HeatmapPainter(painter, *this, layout, theme).drawFigure();
    painter.restore();
}

void Heatmap::paint(QPainter &painter, const Theme &theme)
{
    const HeatmapLayout layout = windowLayout();
    HeatmapPainter drawing(painter, *this, layout, theme);
    drawing.setForWindow();
    drawing.drawFigure(m_hovered ? m_hovered : isCursorShown() ? m_cursor : std::nullopt);
    drawing.drawPointer();
}

void Heatmap::resizeEvent(QResizeEvent *event)
{
    Plot::resizeEvent(event);
    emit resized();
}

void Heatmap::changeEvent(QEvent *event)
{
    m_needs.reset(); // another font, direction or locale
    Plot::changeEvent(event);
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

} // namespace genrelens
