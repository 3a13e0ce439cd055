#pragma once

#include "widgets/plots/scatter_view.h"
#include "widgets/plots/theme.h"

class QPainter;

namespace genrelens
{

/// Something over the points of a scatter: contours, names, arrows. In the window it is painted anew whenever
/// anything of the canvas is, so it keeps what costs time; in a picture the view is that of the picture.
class ScatterLayer
{
public:
    ScatterLayer() = default;
    ScatterLayer(const ScatterLayer &) = delete;
    ScatterLayer &operator=(const ScatterLayer &) = delete;
    virtual ~ScatterLayer() = default;

    /// The painter has the plot's font, and is clipped to view.area().
    virtual void paint(QPainter &painter, const ScatterView &view, const Theme &theme) const = 0;
};

} // namespace genrelens
