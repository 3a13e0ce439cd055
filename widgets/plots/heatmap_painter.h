#pragma once

#include "widgets/plots/heatmap_layout.h"
#include "widgets/plots/theme.h"

#include <QFont>

#include <optional>

class QPainter;

namespace genrelens
{

class Heatmap;

/// Paints one heat map, as it is laid out, for the length of one painting.
class HeatmapPainter
{
public:
    HeatmapPainter(QPainter &painter, const Heatmap &map, const HeatmapLayout &layout, const Theme &theme);

    /// Also what says that a click folds or unfolds.
    void setForWindow() { m_forWindow = true; }
    /// What pictures show, too. pointed: the cell or name whose names are written in any case.
    void drawFigure(std::optional<MatrixCell> pointed = {});
    /// The cell under the pointer, the one that keys go from, and what is dragged over.
    void drawPointer();

private:
    void drawCells();
    void drawNumbers();
    void drawRowNames(int pointed);
    void drawColumnNames(int pointed);
    void drawRowName(double middle, const QString &name);
    void drawColumnName(double x, const QString &name);
    void drawCorner();
    void drawScale();

    void drawBlocks();
    void drawHeader(const QRectF &rect, int block, bool vertical);
    void drawMarks();
    void outline(const CellArea &cells);
    [[nodiscard]] QRectF rectOf(const CellArea &cells) const;

    QPainter &m_painter;
    const Heatmap &m_map;
    const HeatmapLayout &m_layout;
    const Theme &m_theme;
    QFont m_names;
    bool m_forWindow = false;
};

} // namespace genrelens
