#pragma once

#include "widgets/map/legend_spec.h"
#include "widgets/plots/theme.h"

#include <QFont>
#include <QRectF>
#include <QSizeF>

#include <cstddef>
#include <vector>

class QPainter;

namespace genrelens
{

/// Where the parts of a legend are, from its upper left corner; used by the window and by pictures.
class LegendLayout
{
public:
    /// In one column. widest: beyond it names are cut in their middle.
    /// counts: whether there is room for the numbers of points.
    LegendLayout(const LegendSpec &spec, const QFont &font, double widest, bool counts = true);
    /// In as many columns as keep it below the height.
    LegendLayout(const LegendSpec &spec, const QFont &font, double widest, double height);

    [[nodiscard]] QSizeF size() const { return m_size; }
    [[nodiscard]] QRectF title() const { return m_title; }
    [[nodiscard]] QRectF note() const { return m_note; }
    [[nodiscard]] QRectF bar() const { return m_bar; }
    [[nodiscard]] QRectF barTexts() const { return m_barTexts; }
    [[nodiscard]] QRectF row(std::size_t entry) const;
    [[nodiscard]] double rowHeight() const { return m_rowHeight; }
    /// The entry at a place, or the number of entries.
    [[nodiscard]] std::size_t entryAt(const QPointF &position) const;
    /// The coloured square of a row.
    static QRectF swatch(const QRectF &row);

private:
    void arrange(const LegendSpec &spec, const QFont &font, double widest, double height);

    bool m_counts = true;
    std::size_t m_entries = 0;
    std::size_t m_rows = 0; // in a column
    double m_rowHeight = 0.0;
    double m_columnWidth = 0.0;
    QRectF m_title;
    QRectF m_note;
    QRectF m_bar;
    QRectF m_barTexts;
    QSizeF m_size;
    double m_firstRow = 0.0;
};

/// How an entry is to be drawn.
struct LegendRowState {
    bool shown = true;
    bool counted = true; ///< with the number of its points
    bool hovered = false;
    bool current = false; ///< of the keyboard
};

void drawLegendHead(QPainter &painter, const LegendSpec &spec, const LegendLayout &layout,
                    const Theme &theme);
void drawLegendRow(QPainter &painter, const LegendEntry &entry, const QRectF &row,
                   const LegendRowState &state, const Theme &theme);

/// The spec with only the entries whose code is shown. shown: one a code; codes beyond it are shown.
LegendSpec shownLegend(LegendSpec spec, const std::vector<bool> &shown);

/// The whole legend of a picture in the upper right corner of the area, on a ground of its own; many classes
/// stand in several columns. The painter's font is taken.
void drawLegend(QPainter &painter, const QRectF &area, const LegendSpec &spec, const Theme &theme);

/// What drawLegend() takes of an area of that height.
QSizeF legendSize(const LegendSpec &spec, const QFont &font, double height);

} // namespace genrelens
