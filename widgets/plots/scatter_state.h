#pragma once

#include "widgets/plots/scatter_brush.h"
#include "widgets/plots/scatter_canvas.h"
#include "widgets/plots/scatter_content.h"

#include <QImage>
#include <QTimer>
#include <QVariantAnimation>

namespace genrelens
{

/// What a canvas is made of; for its own sources only.
struct ScatterCanvas::State {
    /// From a button's press to its release.
    struct Gesture {
        Qt::MouseButton button = Qt::NoButton; ///< none: nothing is going on
        bool pans = false;
        bool dragged = false; ///< far enough to be no click
        QPointF from;
        QPointF last;
        std::optional<ScatterBrush> brush;
    };

    ScatterContent content;
    ScatterView view;
    bool fits = true; ///< the view is the whole map, and stays so
    ScatterTool tool = ScatterTool::Pan;
    double brushRadius = 24;
    QImage picture; ///< of the points in the window; null: it is to be painted anew
    Theme pictureTheme;
    bool isQuick = false; ///< the picture is one for the time of a move
    QTimer still;         ///< runs while the view moves
    std::vector<std::shared_ptr<const ScatterLayer>> layers;
    std::optional<std::uint32_t> hovered;
    std::optional<std::uint32_t> marked;
    std::optional<QPointF> pointer; ///< where a round brush is shown
    Gesture gesture;
    bool spaceHeld = false;
    bool swallowsRelease = false; ///< of the second click of two
    QVariantAnimation flight;

    [[nodiscard]] RowSet rowsIn(const ScatterBrush &brush) const;
};

/// Between the points and the edge of a view that shows all of them.
inline constexpr double scatterMargin = 24;

} // namespace genrelens
