#pragma once

#include "widgets/plots/axis_ticks.h"

#include <QRectF>

#include <cstddef>
#include <vector>

namespace genrelens
{

/// Where the panels of small multiples are: rows of them beside one column of names, each with a title above
/// its bars and the scale's numbers below.
struct MultiplesLayout {
    struct Needs {
        int panels = 0;
        int bars = 0; ///< in each panel
        double nameWidth = 0;
        double lineHeight = 0;
        double low = 0; ///< of the values and 0
        double high = 0;
        double scroll = 0;
    };

    /// For the window: as wide as the area, as high as it needs and at least as the area.
    static MultiplesLayout scrolling(const QRectF &area, const Needs &needs);
    /// All within the area.
    static MultiplesLayout fitted(const QRectF &area, const Needs &needs);
    /// The size at which everything can be read.
    static QSizeF naturalSize(const Needs &needs);

    [[nodiscard]] QRectF panel(int index) const;
    /// Of the bars alone, inside the panel.
    [[nodiscard]] QRectF field(int index) const;
    [[nodiscard]] double x(int panel, double value) const;
    [[nodiscard]] QRectF bar(int panel, int bar, double value) const;
    /// The whole row of a bar, name and all.
    [[nodiscard]] QRectF barRow(int panel, int bar) const;
    [[nodiscard]] QRectF name(int panel, int bar) const;
    [[nodiscard]] bool isFirstInRow(int panel) const { return panel % columns == 0; }

    QRectF area;
    Needs needs;
    int columns = 1;
    double panelWidth = 0;
    double panelHeight = 0;
    double low = 0; ///< of the scale
    double high = 1;
    Ticks ticks;
    double contentHeight = 0;

private:
    static MultiplesLayout make(const QRectF &area, const Needs &needs, int columns, double panelHeight);
    [[nodiscard]] int rows() const;
};

} // namespace genrelens
