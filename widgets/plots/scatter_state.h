#pragma once

#include "widgets/plots/scatter_brush.h"
#include "widgets/plots/scatter_brush_picture.h"
#include "widgets/plots/scatter_canvas.h"
#include "widgets/plots/scatter_content.h"

#include <QElapsedTimer>
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
        Qt::KeyboardModifiers modifiers;
        std::optional<ScatterBrush> brush;
        ScatterBrushPicture picture;
        std::optional<RowSet> inside; ///< of the brush when it had so many vertices; nothing: unknown
        std::size_t counted = 0;
        std::optional<std::size_t> previewed; ///< how many rows stand out
        qint64 rest = 0;                      ///< milliseconds to the next preview, where they take long
        int latePreviews = 0;
        bool previewsInTime = false;
        bool outlineOnly = false; ///< previews take too long
    };

    /// Towards a row, wherever it is by then.
    struct Flight {
        std::uint32_t row = 0;
        QPointF centre; ///< of the view that it began in
        double zoom = 1.0;
        double wantedZoom = 1.0;
    };
    /// A click on plain ground that may be the first of two.
    struct Clearing {
        QPointF position;
        Qt::KeyboardModifiers modifiers;
    };

    ScatterContent content;
    ScatterView view;
    bool fits = true; ///< the view is the whole map, and stays so
    ScatterTool tool = ScatterTool::Pan;
    double brushRadius = 24;
    SelectionMode pickMode = SelectionMode::Replace;
    QImage picture; ///< of the points in the window; null: it is to be painted anew
    Theme pictureTheme;
    bool isQuick = false; ///< the picture is one for the time of a move
    QTimer still;         ///< runs while the view moves
    std::vector<std::shared_ptr<const ScatterLayer>> layers;
    std::optional<std::uint32_t> hovered;
    std::optional<std::uint32_t> marked;
    std::optional<QPointF> pointer; ///< where a round brush is shown
    Gesture gesture;
    QTimer frame; ///< until the brush is shown as it is by then
    QElapsedTimer sinceFrame;
    QElapsedTimer sincePreview;
    bool spaceHeld = false;
    bool swallowsRelease = false; ///< of the second click of two
    std::optional<Clearing> clearing;
    QTimer clearingTimer; ///< until it is told
    Flight flight;
    QVariantAnimation flying;
    bool follows = false; ///< the row flown to stays in the middle, wherever other points put it

    /// The person goes elsewhere.
    void stay()
    {
        flying.stop();
        follows = false;
    }
    [[nodiscard]] const RowSet &brushedRows();
};

/// Between the points and the edge of a view that shows all of them.
inline constexpr double scatterMargin = 24;

} // namespace genrelens
