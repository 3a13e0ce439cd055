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
    /// In one column below a header, as in the window, which says the title. widest: beyond it names are cut
    /// in their middle. counts: whether there is room for the numbers of points.
    LegendLayout(const LegendSpec &spec, const QFont &font, double widest, bool counts = true);
    /// In columns, as in pictures, and no larger than the room. The numbers of points give way to names; of
    /// more classes than there is room for the last line says how many.
    LegendLayout(const LegendSpec &spec, const QFont &font, const QSizeF &room);

    /// Stretches or narrows what is in one column.
    void setWidth(double width);

    [[nodiscard]] QSizeF size() const { return m_size; }
    [[nodiscard]] QRectF title() const { return m_title; } ///< null: none
    [[nodiscard]] QRectF note() const { return m_note; }
    [[nodiscard]] QRectF bar() const { return m_bar; }
    [[nodiscard]] QRectF barTexts() const { return m_barTexts; }
    /// Of one of the first named() entries.
    [[nodiscard]] QRectF row(std::size_t entry) const;
    /// How many entries have a row.
    [[nodiscard]] std::size_t named() const { return m_named; }
    /// Where it says how many more there are; null: all have a row.
    [[nodiscard]] QRectF more() const { return m_named < m_entries ? row(m_named) : QRectF(); }
    [[nodiscard]] bool hasCounts() const { return m_counts; }
    [[nodiscard]] double rowHeight() const { return m_rowHeight; }
    /// The entry at a place, or the number of entries.
    [[nodiscard]] std::size_t entryAt(const QPointF &position) const;
    /// The coloured square of a row.
    static QRectF swatch(const QRectF &row);

private:
    double placeHead(const LegendSpec &spec, const QFont &font, bool titled);
    void placeRows(const LegendSpec &spec, const QFont &font, const QSizeF &room);

    bool m_counts = true;
    bool m_isCramped = false; // names are cut for want of room
    std::size_t m_entries = 0;
    std::size_t m_named = 0;
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

/// The legend of a picture in the upper right corner of the area and within it, on a ground of its own; many
/// classes stand in several columns. The painter's font is taken.
void drawLegend(QPainter &painter, const QRectF &area, const LegendSpec &spec, const Theme &theme);

/// What drawLegend() takes of an area of that size.
QSizeF legendSize(const LegendSpec &spec, const QFont &font, const QSizeF &room);

} // namespace genrelens
