#pragma once

#include "widgets/plots/dependence_plot.h"

#include <algorithm>

namespace genrelens
{

/// Where the parts are: what y is and the colour bar on top, in one line where there is room.
struct DependencePlot::Layout {
    QRectF area;
    QRectF plot; ///< of the dots alone
    double line = 0;
    double legendLeft = 0;
    double legendTop = 0;
    double legendWidth = 0;
    double legendTitle = 0; ///< width of it
    Ticks xTicks;
    Ticks yTicks;
    double low = 0; ///< x at the plot's left side, and high at its right
    double high = 1;
    double bottom = 0; ///< y at the plot's lower side, and top at its upper
    double top = 1;

    [[nodiscard]] double x(double value) const
    {
        return plot.left() + (value - low) / (high - low) * plot.width();
    }
    [[nodiscard]] double y(double value) const
    {
        return plot.bottom() - (value - bottom) / (top - bottom) * plot.height();
    }
    [[nodiscard]] QPointF place(const DependencePoint &point) const
    {
        return {x(std::clamp(point.x, low, high)), y(point.y)};
    }
};

} // namespace genrelens
