#pragma once

#include "widgets/plots/axis_ticks.h"

#include <QPointF>
#include <QRectF>

#include <vector>

namespace genrelens
{

/// Where the parts of a beeswarm are: a header, and panels with a row a feature each. One panel alone has the
/// room, and the numbers of its scale stand below it and do not scroll; several have a title above and
/// numbers below each.
struct BeeswarmLayout {
    struct Range {
        double low = 0; ///< of the values and 0
        double high = 0;
    };
    /// From the left to the right of a field, with numbers on either side of 0.
    struct Scale {
        double low = 0;
        double high = 1;
        Ticks ticks;
    };
    struct Needs {
        int panels = 0;
        int rows = 0; ///< in each panel
        bool titled = false;
        bool namesInEach = false; ///< else beside the first of those that are side by side
        double nameWidth = 0;
        double lineHeight = 0;
        std::vector<Range> ranges; ///< one a panel
        double scroll = 0;
    };

    /// For the window: as wide as the area, as high as it needs and at least as the area.
    static BeeswarmLayout scrolling(const QRectF &area, const Needs &needs);
    /// All within the area.
    static BeeswarmLayout fitted(const QRectF &area, const Needs &needs);
    /// The size at which everything can be read.
    static QSizeF naturalSize(const Needs &needs);

    [[nodiscard]] QRectF panel(int index) const;
    [[nodiscard]] QRectF title(int panel) const;
    /// Of the points.
    [[nodiscard]] QRectF field(int panel) const;
    [[nodiscard]] QRectF row(int panel, int row) const;
    [[nodiscard]] QRectF name(int panel, int row) const;
    /// Of the numbers of the scale.
    [[nodiscard]] QRectF numbers(int panel) const;
    [[nodiscard]] bool hasNames(int panel) const { return needs.namesInEach || panel % columns == 0; }
    [[nodiscard]] Scale scale(int panel) const;
    [[nodiscard]] double x(int panel, double value) const;
    /// The same of a field and scale that are known already.
    [[nodiscard]] static double x(const QRectF &field, const Scale &scale, double value);
    [[nodiscard]] double value(int panel, double x) const;
    /// -1 for none.
    [[nodiscard]] int panelAt(const QPointF &position) const;
    [[nodiscard]] int rowAt(int panel, double y) const;

    static constexpr double inset = 6; ///< of the outermost points from the sides of a field

    QRectF header;
    QRectF body; ///< that the panels scroll in
    Needs needs;
    int columns = 1;
    double panelWidth = 0; ///< without names that stand beside the first
    double rowHeight = 0;
    double contentHeight = 0;

private:
    static BeeswarmLayout make(const QRectF &area, const Needs &needs, int columns);
    [[nodiscard]] double panelHeight() const;
    [[nodiscard]] double around() const; ///< rows of a panel, in height
    [[nodiscard]] int panelRows() const;
};

} // namespace genrelens
