// How a heat map is painted; heatmap.cpp holds what it shows and what the pointer does.
#include "widgets/plots/heatmap.h"
#include "widgets/plots/palette.h"
#include "widgets/plots/text.h"

#include <QPainter>

#include <algorithm>
#include <cmath>
#include <cstdlib>

namespace genrelens
{

namespace
{

/// Even a cell of nought is told from the ground.
constexpr double lowestTint = 0.035;
constexpr double cellWithGap = 9;

/// Whether a name is written: every step-th, and the one under the pointer in place of its neighbours.
bool isNamed(int index, int step, int hovered)
{
    if (hovered < 0 || std::abs(index - hovered) >= step)
        return index % step == 0;
    return index == hovered;
}

double tint(double share)
{
    return lowestTint + (1 - lowestTint) * share;
}

} // namespace

QColor Heatmap::cellColour(MatrixCell cell, const Theme &theme) const
{
    const double value = shown(cell);
    if (std::isnan(value))
        return faded(theme.line, theme.base, 0.5);
    return magnitudeColour(tint(m_largest > 0 ? value / m_largest : 0.0), theme);
}

void Heatmap::drawCells(QPainter &painter, const HeatmapLayout &layout, const Theme &theme) const
{
    std::array<QColor, 256> ramp;
    for (std::size_t i = 0; i < ramp.size(); ++i)
        ramp[i] = magnitudeColour(tint(static_cast<double>(i) / 255.0), theme);
    const QColor unknown = faded(theme.line, theme.base, 0.5);
    const double gap = std::min(layout.cellWidth, layout.cellHeight) >= cellWithGap ? 1 : 0;
    painter.save();
    painter.setClipRect(layout.matrix, Qt::IntersectClip);
    painter.setRenderHint(QPainter::Antialiasing, false);
    for (int row = layout.firstRow(); row < layout.endRow(); ++row) {
        for (int column = layout.firstColumn(); column < layout.endColumn(); ++column) {
            const double value = shown({row, column});
            const double share = m_largest > 0 ? std::clamp(value / m_largest, 0.0, 1.0) : 0.0;
            const QRectF rect = layout.cell({row, column}).adjusted(0, 0, -gap, -gap);
            painter.fillRect(
                rect, std::isnan(value) ? unknown : ramp[static_cast<std::size_t>(std::lround(share * 255))]);
        }
    }
    painter.restore();
}

void Heatmap::drawNumbers(QPainter &painter, const HeatmapLayout &layout, const Theme &theme) const
{
    const QFont numbers = axisFont(font());
    const bool counts = m_normalization == Normalization::Counts;
    const QString largest = formatCount(std::llround(counts ? m_largest : 100 * m_largest));
    const double widest = static_cast<double>(largest.size()) * textWidth(QStringLiteral("0"), numbers);
    if (widest + 3 > layout.cellWidth || 0.8 * lineHeight(numbers) > layout.cellHeight)
        return;
    painter.save();
    painter.setClipRect(layout.matrix, Qt::IntersectClip);
    painter.setFont(numbers);
    for (int row = layout.firstRow(); row < layout.endRow(); ++row) {
        for (int column = layout.firstColumn(); column < layout.endColumn(); ++column) {
            const QString text = cellText({row, column});
            painter.setPen(text == QStringLiteral("·") ? theme.quiet
                                                       : textOn(cellColour({row, column}, theme)));
            painter.drawText(layout.cell({row, column}).adjusted(0, 0, -1, -1),
                             Qt::AlignCenter | Qt::TextSingleLine | Qt::TextDontClip, text);
        }
    }
    painter.restore();
}

void Heatmap::drawRowNames(QPainter &painter, const HeatmapLayout &layout, const Theme &theme,
                           int hovered) const
{
    const double height = std::max(layout.cellHeight, lineHeight(painter.font()));
    for (int row = layout.firstRow(); row < layout.endRow(); ++row) {
        QRectF rect = layout.rowName(row);
        const double middle = rect.center().y();
        if (!isNamed(row, layout.rowStep, hovered) || middle < layout.matrix.top() ||
            middle > layout.matrix.bottom())
            continue;
        rect.setTop(middle - height / 2);
        rect.setHeight(height);
        painter.setPen(row == hovered ? theme.accent : theme.text);
        painter.drawText(rect, Qt::AlignRight | Qt::AlignVCenter | Qt::AlignAbsolute | Qt::TextSingleLine,
                         elided(m_matrix.rowNames.at(row), painter.font(), rect.width()));
    }
}

void Heatmap::drawColumnName(QPainter &painter, const HeatmapLayout &layout, int column) const
{
    const QPointF anchor = layout.columnNameAnchor(column);
    const double line = lineHeight(painter.font());
    // A slanted name begins at the middle of its column, an upright one is centred on it.
    const double lift = layout.nameAngle == 90.0 ? -line / 2 : -0.75 * line;
    painter.save();
    painter.translate(anchor);
    painter.rotate(-layout.nameAngle);
    painter.drawText(QRectF(0, lift, layout.columnNameWidth + 1, line),
                     Qt::AlignLeft | Qt::AlignVCenter | Qt::AlignAbsolute | Qt::TextSingleLine,
                     elided(m_matrix.columnNames.at(column), painter.font(), layout.columnNameWidth + 1));
    painter.restore();
}

void Heatmap::drawColumnNames(QPainter &painter, const HeatmapLayout &layout, const Theme &theme,
                              int hovered) const
{
    for (int column = layout.firstColumn(); column < layout.endColumn(); ++column) {
        const double x = layout.columnNameAnchor(column).x();
        const bool visible = x >= layout.matrix.left() && x <= layout.matrix.right();
        if (!visible || !isNamed(column, layout.columnStep, hovered))
            continue;
        painter.setPen(column == hovered ? theme.accent : theme.text);
        drawColumnName(painter, layout, column);
    }
}

void Heatmap::drawCorner(QPainter &painter, const HeatmapLayout &layout, const Theme &theme) const
{
    const std::array<QString, 2> labels = axisLabels();
    const double line = lineHeight(painter.font());
    const double width = layout.rowNameWidth;
    painter.setPen(theme.quiet);
    for (std::size_t i = 0; i < labels.size(); ++i) {
        const double top = layout.matrix.top() - (labels.size() - static_cast<double>(i)) * line - 4;
        painter.drawText(QRectF(layout.area.left(), top, width, line),
                         Qt::AlignRight | Qt::AlignVCenter | Qt::AlignAbsolute | Qt::TextSingleLine,
                         elided(labels[i], painter.font(), width));
    }
}

void Heatmap::drawScale(QPainter &painter, const HeatmapLayout &layout, const Theme &theme) const
{
    constexpr double barHeight = 8;
    constexpr double gap = 6;
    const QString low = scaleLabel(0);
    const QString high = scaleLabel(m_largest);
    const QFont font = painter.font();
    const double barWidth = std::clamp(layout.matrix.width() * 0.4, 48.0, 160.0);
    const double y = layout.matrix.bottom() + 12;
    const double left = layout.matrix.left();
    const double room = layout.area.right() - left;
    const double labels = textWidth(low, font) + textWidth(high, font) + 2 * gap;
    if (labels + barWidth > room || y + lineHeight(font) > layout.area.bottom() + 4 || m_largest <= 0)
        return;
    const QRectF bar(left + textWidth(low, font) + gap, y + 3, barWidth, barHeight);
    constexpr int steps = 48;
    painter.setRenderHint(QPainter::Antialiasing, false);
    for (int i = 0; i < steps; ++i)
        painter.fillRect(
            QRectF(bar.left() + i * barWidth / steps, bar.top(), barWidth / steps + 0.5, barHeight),
            magnitudeColour(tint(static_cast<double>(i) / (steps - 1)), theme));
    painter.setRenderHint(QPainter::Antialiasing, true);
    const auto write = [&](double x, const QString &text) {
        const double width = textWidth(text, font) + 1;
        painter.drawText(QRectF(x, bar.center().y() - 12, width, 24),
                         Qt::AlignLeft | Qt::AlignVCenter | Qt::AlignAbsolute | Qt::TextSingleLine, text);
        return x + width;
    };
    painter.setPen(theme.quiet);
    write(left, low);
    const double end = write(bar.right() + gap, high);
    const QString meaning = m_normalization == Normalization::Counts ? tr("tracks")
                            : m_normalization == Normalization::Rows ? tr("of each row")
                                                                     : tr("of each column");
    if (end + gap + textWidth(meaning, font) < layout.area.right())
        write(end + textWidth(QStringLiteral(" "), font), meaning);
}

void Heatmap::drawMark(QPainter &painter, const HeatmapLayout &layout, const Theme &theme) const
{
    if (!m_marked || m_marked->row >= layout.rows || m_marked->column >= layout.columns)
        return;
    painter.save();
    painter.setClipRect(layout.matrix.adjusted(-2, -2, 2, 2), Qt::IntersectClip);
    painter.setPen(QPen(theme.text, 2, Qt::SolidLine, Qt::SquareCap, Qt::MiterJoin));
    painter.setBrush(Qt::NoBrush);
    painter.drawRect(layout.cell(*m_marked).adjusted(0, 0, -1, -1));
    painter.restore();
}

void Heatmap::drawHover(QPainter &painter, const HeatmapLayout &layout, const Theme &theme) const
{
    if (!m_hovered)
        return;
    const QRectF cell = layout.cell(*m_hovered).adjusted(0, 0, -1, -1);
    const QRectF &matrix = layout.matrix;
    painter.save();
    painter.setClipRect(matrix.adjusted(-1, -1, 1, 1), Qt::IntersectClip);
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(faded(theme.text, theme.base, 0.55), 1));
    painter.drawRect(QRectF(matrix.left(), cell.top(), matrix.width() - 1, cell.height()));
    painter.drawRect(QRectF(cell.left(), matrix.top(), cell.width(), matrix.height() - 1));
    painter.setPen(QPen(theme.text, 2, Qt::SolidLine, Qt::SquareCap, Qt::MiterJoin));
    painter.drawRect(cell);
    painter.restore();
}

void Heatmap::drawAll(QPainter &painter, const HeatmapLayout &layout, const Theme &theme,
                      std::optional<MatrixCell> hovered) const
{
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    drawCells(painter, layout, theme);
    drawNumbers(painter, layout, theme);
    drawMark(painter, layout, theme);
    painter.setFont(axisFont(font()));
    drawRowNames(painter, layout, theme, hovered ? hovered->row : -1);
    drawColumnNames(painter, layout, theme, hovered ? hovered->column : -1);
    drawCorner(painter, layout, theme);
    drawScale(painter, layout, theme);
    painter.restore();
}

} // namespace genrelens
