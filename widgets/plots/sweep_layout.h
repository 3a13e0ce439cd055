#pragma once

#include "widgets/plots/axis_ticks.h"

#include <QFont>
#include <QPointF>
#include <QRectF>
#include <QString>

#include <optional>
#include <vector>

namespace genrelens
{

/// Where the panels of a sweep are and what their axes say. All have the same axis of k.
struct SweepLayout {
    /// The lowest and highest figure of a panel; NaN where it has none.
    struct Range {
        double low = 0;
        double high = 1;
    };
    struct Needs {
        std::vector<Range> panels;
        int first = 2; ///< k at the left end
        int last = 2;
        QFont font; ///< of the axes
    };
    struct Panel {
        QRectF whole;
        QRectF title;
        QRectF note; ///< the line under the title
        QRectF field;
        Ticks ticks;
        std::vector<QString> labels; ///< of each tick; none where there is no figure
    };
    /// A panel and one k of it.
    struct Place {
        int panel = 0;
        int k = 0;
    };

    static SweepLayout make(const QRectF &area, const Needs &needs);
    /// Whether so many panels can all be read in that area.
    static bool fits(const QSizeF &area, int panels, const QFont &font);
    /// The size at which they are easy to read.
    static QSizeF naturalSize(int panels, const QFont &font);

    [[nodiscard]] double x(int panel, int k) const;
    [[nodiscard]] double y(int panel, double value) const;
    /// How far k and k + 1 are apart in it.
    [[nodiscard]] double pitch(int panel) const;
    /// The panel at that position and the k nearest to it.
    [[nodiscard]] std::optional<Place> placeAt(const QPointF &position) const;

    Needs needs;
    int columns = 1;
    double lineHeight = 0;
    std::vector<Panel> panels;
    Ticks kTicks;
    std::vector<QString> kLabels;
    QRectF kTitle; ///< below all panels

private:
    void placePanel(Panel &panel, double labelWidth) const;
    void placeK();
};

} // namespace genrelens
