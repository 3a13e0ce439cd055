// Cells, names and scale of a heat map; heatmap_marks.cpp draws what lies over them.
#include "widgets/plots/heatmap_painter.h"

#include "widgets/plots/heatmap.h"
#include "widgets/plots/palette.h"
#include "widgets/plots/text.h"

#include <QFontMetricsF>
#include <QPainter>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdlib>

namespace genrelens
{

namespace
{

constexpr double cellWithGap = 9;
constexpr int colourSteps = 256;

/// Whether a name is written: every step-th, and the one under the pointer in place of its neighbours.
bool isNamed(int index, int step, int pointed)
{
    if (pointed < 0 || std::abs(index - pointed) >= step)
        return index % step == 0;
    return index == pointed;
}

/// The colour of every step from lowest to highest, found once a painting.
std::array<QColor, colourSteps> ramp(double lowest, const std::function<QColor(double)> &colour)
{
    std::array<QColor, colourSteps> colours;
    for (int i = 0; i < colourSteps; ++i)
        colours[static_cast<std::size_t>(i)] = colour(std::lerp(lowest, 1.0, i / (colourSteps - 1.0)));
    return colours;
}

} // namespace

HeatmapPainter::HeatmapPainter(QPainter &painter, const Heatmap &map, const HeatmapLayout &layout,
                               const Theme &theme)
    : m_painter(painter)
    , m_map(map)
    , m_layout(layout)
    , m_theme(theme)
    , m_names(axisFont(map.font()))
{
}

void HeatmapPainter::drawFigure(std::optional<MatrixCell> pointed)
{
    m_painter.save();
    m_painter.setRenderHint(QPainter::Antialiasing);
    drawCells();
    drawNumbers();
    m_painter.setFont(m_names);
    drawBlocks();
    drawMarks();
    drawRowNames(pointed ? pointed->row : -1);
    drawColumnNames(pointed ? pointed->column : -1);
    drawCorner();
    drawScale();
    m_painter.restore();
}

void HeatmapPainter::drawCells()
{
    const double lowest = m_map.isDifference() ? -1.0 : 0.0;
    const double most = m_map.m_largest > 0 ? m_map.m_largest : 1.0;
    const std::array<QColor, colourSteps> colours =
        ramp(lowest, [&](double share) { return m_map.valueColour(share * most, m_theme); });
    const QColor unknown = m_map.valueColour(std::nan(""), m_theme);
    const double gap = std::min(m_layout.cellWidth, m_layout.cellHeight) >= cellWithGap ? 1 : 0;
    m_painter.save();
    m_painter.setClipRect(m_layout.matrix, Qt::IntersectClip);
    m_painter.setRenderHint(QPainter::Antialiasing, false);
    for (int row = m_layout.firstRow(); row < m_layout.endRow(); ++row) {
        for (int column = m_layout.firstColumn(); column < m_layout.endColumn(); ++column) {
            const double value = m_map.shown({row, column});
            const double place = (std::clamp(value / most, lowest, 1.0) - lowest) / (1.0 - lowest);
            const QRectF rect = m_layout.cell({row, column}).adjusted(0, 0, -gap, -gap);
            m_painter.fillRect(
                rect, std::isnan(value)
                          ? unknown
                          : colours[static_cast<std::size_t>(std::lround(place * (colourSteps - 1)))]);
        }
    }
    m_painter.restore();
}

void HeatmapPainter::drawNumbers()
{
    if (0.8 * lineHeight(m_names) > m_layout.cellHeight)
        return;
    const QFontMetricsF metrics(m_names);
    m_painter.save();
    m_painter.setClipRect(m_layout.matrix, Qt::IntersectClip);
    m_painter.setFont(m_names);
    for (int row = m_layout.firstRow(); row < m_layout.endRow(); ++row) {
        for (int column = m_layout.firstColumn(); column < m_layout.endColumn(); ++column) {
            const QString text = m_map.cellText({row, column});
            if (metrics.horizontalAdvance(text) + Heatmap::numberMargin > m_layout.cellWidth + 0.01)
                continue;
            m_painter.setPen(text == QStringLiteral("·")
                                 ? m_theme.quiet
                                 : textOn(m_map.valueColour(m_map.shown({row, column}), m_theme)));
            m_painter.drawText(m_layout.cell({row, column}).adjusted(0, 0, -1, -1),
                               Qt::AlignCenter | Qt::TextSingleLine | Qt::TextDontClip, text);
        }
    }
    m_painter.restore();
}

void HeatmapPainter::drawRowNames(int pointed)
{
    const auto seen = [this](double y) {
        return y >= m_layout.matrix.top() && y <= m_layout.matrix.bottom();
    };
    const auto middleOf = [this](int row) { return m_layout.rowName(row).center().y(); };
    if (!m_layout.namesRowBlocks) {
        for (int row = m_layout.firstRow(); row < m_layout.endRow(); ++row) {
            if (!isNamed(row, m_layout.rowStep, pointed) || !seen(middleOf(row)))
                continue;
            m_painter.setPen(row == pointed ? m_theme.accent : m_theme.text);
            drawRowName(middleOf(row), m_map.matrix().rowNames.at(row));
        }
        return;
    }
    const double line = lineHeight(m_names);
    double free = m_layout.matrix.top() - line; // below the last name that is written
    for (const MatrixBlock &block : m_map.blocks()) {
        const QRectF header = m_layout.rowHeader(block.first, block.count);
        const double middle = header.center().y();
        const bool hidden = pointed >= 0 && std::abs(middle - middleOf(pointed)) < line;
        if (header.height() <= 0 || middle - line / 2 < free || hidden || !seen(middle))
            continue;
        m_painter.setPen(m_theme.text);
        drawRowName(middle, block.name);
        free = middle + 0.4 * line;
    }
    if (pointed >= 0 && seen(middleOf(pointed))) {
        m_painter.setPen(m_theme.accent);
        drawRowName(middleOf(pointed), m_map.matrix().rowNames.at(pointed));
    }
}

void HeatmapPainter::drawRowName(double middle, const QString &name)
{
    const double height = std::max(m_layout.cellHeight, lineHeight(m_names));
    const QRectF rect(m_layout.area.left(), middle - height / 2, m_layout.rowNameWidth, height);
    m_painter.drawText(rect, Qt::AlignRight | Qt::AlignVCenter | Qt::AlignAbsolute | Qt::TextSingleLine,
                       elided(name, m_names, rect.width()));
}

void HeatmapPainter::drawColumnNames(int pointed)
{
    const auto middleOf = [this](int column) { return m_layout.columnNameAnchor(column).x(); };
    const auto seen = [this](double x) {
        return x >= m_layout.matrix.left() && x <= m_layout.matrix.right();
    };
    if (!m_layout.namesColumnBlocks) {
        for (int column = m_layout.firstColumn(); column < m_layout.endColumn(); ++column) {
            if (!seen(middleOf(column)) || !isNamed(column, m_layout.columnStep, pointed))
                continue;
            m_painter.setPen(column == pointed ? m_theme.accent : m_theme.text);
            drawColumnName(middleOf(column), m_map.matrix().columnNames.at(column));
        }
        return;
    }
    const double line = lineHeight(m_names);
    double free = m_layout.matrix.left() - line;
    for (const MatrixBlock &block : m_map.blocks()) {
        const QRectF header = m_layout.columnHeader(block.first, block.count);
        const double middle = header.center().x();
        const bool hidden = pointed >= 0 && std::abs(middle - middleOf(pointed)) < line;
        if (header.width() <= 0 || middle - line / 2 < free || hidden || !seen(middle))
            continue;
        m_painter.setPen(m_theme.text);
        drawColumnName(middle, block.name);
        free = middle + 0.4 * line;
    }
    if (pointed >= 0 && seen(middleOf(pointed))) {
        m_painter.setPen(m_theme.accent);
        drawColumnName(middleOf(pointed), m_map.matrix().columnNames.at(pointed));
    }
}

void HeatmapPainter::drawColumnName(double x, const QString &name)
{
    const double line = lineHeight(m_names);
    // A slanted name begins at the middle of its column, an upright one is centred on it.
    const double lift = m_layout.nameAngle == 90.0 ? -line / 2 : -0.75 * line;
    m_painter.save();
    m_painter.translate(x, m_layout.columnNameAnchor(0).y());
    m_painter.rotate(-m_layout.nameAngle);
    m_painter.drawText(QRectF(0, lift, m_layout.columnNameWidth + 1, line),
                       Qt::AlignLeft | Qt::AlignVCenter | Qt::AlignAbsolute | Qt::TextSingleLine,
                       elided(name, m_names, m_layout.columnNameWidth + 1));
    m_painter.restore();
}

void HeatmapPainter::drawCorner()
{
    const std::array<QString, 2> labels = m_map.axisLabels();
    const double line = lineHeight(m_names);
    const double width = m_layout.rowNameWidth;
    m_painter.setPen(m_theme.quiet);
    for (std::size_t i = 0; i < labels.size(); ++i) {
        const double top = m_layout.matrix.top() - (labels.size() - static_cast<double>(i)) * line - 4;
        m_painter.drawText(QRectF(m_layout.area.left(), top, width, line),
                           Qt::AlignRight | Qt::AlignVCenter | Qt::AlignAbsolute | Qt::TextSingleLine,
                           elided(labels[i], m_names, width));
    }
}

void HeatmapPainter::drawScale()
{
    constexpr double barHeight = 8;
    constexpr double gap = 6;
    const double largest = m_map.m_largest;
    const double lowest = m_map.isDifference() ? -largest : 0.0;
    const QString low = m_map.scaleLabel(lowest);
    const QString high = m_map.scaleLabel(largest);
    const double barWidth = std::clamp(m_layout.matrix.width() * 0.4, 48.0, 160.0);
    const double y = m_layout.matrix.bottom() + 12;
    const double left = m_layout.matrix.left();
    const double room = m_layout.area.right() - left;
    const double labels = textWidth(low, m_names) + textWidth(high, m_names) + 2 * gap;
    if (labels + barWidth > room || y + lineHeight(m_names) > m_layout.area.bottom() + 4 || largest <= 0)
        return;
    const QRectF bar(left + textWidth(low, m_names) + gap, y + 3, barWidth, barHeight);
    constexpr int steps = 48;
    m_painter.setRenderHint(QPainter::Antialiasing, false);
    for (int i = 0; i < steps; ++i)
        m_painter.fillRect(
            QRectF(bar.left() + i * barWidth / steps, bar.top(), barWidth / steps + 0.5, barHeight),
            m_map.valueColour(std::lerp(lowest, largest, i / (steps - 1.0)), m_theme));
    m_painter.setRenderHint(QPainter::Antialiasing, true);
    const auto write = [&](double x, const QString &text) {
        const double width = textWidth(text, m_names) + 1;
        m_painter.drawText(QRectF(x, bar.center().y() - 12, width, 24),
                           Qt::AlignLeft | Qt::AlignVCenter | Qt::AlignAbsolute | Qt::TextSingleLine, text);
        return x + width;
    };
    m_painter.setPen(m_theme.quiet);
    write(left, low);
    const double end = write(bar.right() + gap, high);
    const QString meaning = m_map.scaleMeaning();
    if (end + gap + textWidth(meaning, m_names) < m_layout.area.right())
        write(end + textWidth(QStringLiteral(" "), m_names), meaning);
}

} // namespace genrelens
