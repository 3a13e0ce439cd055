#pragma once

#include "core/base/row_set.h"
#include "core/study/selection.h"
#include "widgets/plots/plot.h"
#include "widgets/plots/point_colours.h"
#include "widgets/plots/scatter_layer.h"
#include "widgets/plots/scatter_view.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

namespace genrelens
{

class ArrangedPoints;

/// What dragging with the left button does. The middle one, or any with Space held, moves the map.
enum class ScatterTool { Pan, Rectangle, Lasso, Brush };

/// A map of points, one a row. The wheel, a pinch and + - 0 zoom, the arrow keys move; what is selected keeps
/// its full colour on top of the rest, which is pale. Picking and showing are apart: the canvas says what was
/// picked, and shows what setSelection() tells it.
class ScatterCanvas : public Plot
{
    Q_OBJECT

public:
    explicit ScatterCanvas(QWidget *parent = nullptr);
    ~ScatterCanvas() override;

    /// One a row; those that are not finite are nowhere. keepView: a view that does not show the whole map
    /// stays as it is. Points that have no colours yet are grey, and a selection of other rows is not shown.
    void setPoints(std::vector<MapPoint> points, bool keepView = false);
    void setArrangedPoints(ArrangedPoints points, bool keepView = false);
    [[nodiscard]] const std::vector<MapPoint> &points() const;
    void setColours(PointColours colours);
    /// In the window the points of one colour stand out as a selection does, unless they are hidden.
    void setEmphasis(std::optional<std::uint16_t> code);
    [[nodiscard]] const PointColours &colours() const;
    /// An empty one ends the highlighting.
    void setSelection(const RowSet &selection);

    [[nodiscard]] const ScatterView &view() const;
    void setView(const ScatterView &view);
    /// The whole map, but for a few points that lie far out, see MapBounds::ofMost().
    void zoomToFit();
    /// About the middle, as the keys do.
    void zoomBy(double factor);
    void zoomToRows(const RowSet &rows);
    /// Brings the row to the middle, near enough to tell it from others, and marks it. Until the person moves
    /// the view it stays there, wherever the row lies among other points.
    void flyTo(std::uint32_t row);
    /// A ring around a row, until another is set.
    void setMarked(std::optional<std::uint32_t> row);
    [[nodiscard]] std::optional<std::uint32_t> marked() const;

    /// What picking without modifiers will do: while a brush is dragged, what it would select stands out.
    void setPickMode(SelectionMode mode);
    void setTool(ScatterTool tool);
    [[nodiscard]] ScatterTool tool() const;
    void setBrushRadius(double radius); ///< in pixels, clamped
    [[nodiscard]] double brushRadius() const;
    /// The diameter in pixels; nothing: by how dense the points in view are.
    void setPointSize(std::optional<double> size);
    [[nodiscard]] std::optional<double> pointSize() const;
    /// 0 to 1; nothing: by how dense the points in view are.
    void setOpacity(std::optional<double> opacity);
    [[nodiscard]] std::optional<double> opacity() const;
    /// What the points in view have now, chosen or not.
    [[nodiscard]] double shownPointSize() const;
    [[nodiscard]] double shownOpacity() const;

    /// Over the points, the first lowest.
    void addLayer(std::shared_ptr<const ScatterLayer> layer);
    /// A layer has changed.
    void updateLayers();

    /// The nearest shown row within a few pixels.
    [[nodiscard]] std::optional<std::uint32_t> rowAt(const QPointF &position) const;
    [[nodiscard]] std::optional<std::uint32_t> hoveredRow() const;
    /// Where a row is in the viewport, be it in view or not; nothing where it is not finite.
    [[nodiscard]] std::optional<QPointF> positionOf(std::uint32_t row) const;

    [[nodiscard]] bool isEmpty() const override;
    [[nodiscard]] QSize naturalSize() const override { return {960, 720}; }
    /// The part of the map that the window shows, since that is what a picture of it is meant to be of; the
    /// whole map as long as nobody has moved or zoomed it.
    void draw(QPainter &painter, const QRectF &area, const Theme &theme) const override;

signals:
    /// At the end of a drag, or by a click: an empty set where plain ground was clicked with a brushing tool,
    /// which is told once it cannot be the first click of two any more.
    void picked(const genrelens::RowSet &rows, Qt::KeyboardModifiers modifiers, genrelens::Picking how);
    void hovered(std::optional<std::uint32_t> row);
    /// By the wheel or a key.
    void brushRadiusChosen(double radius);
    void viewChanged();
    void contextMenuRequested(std::optional<std::uint32_t> row, const QPoint &globalPosition);

protected:
    bool event(QEvent *event) override;
    void paint(QPainter &painter, const Theme &theme) override;
    void relayout() override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void mouseDoubleClickEvent(QMouseEvent *event) override;
    void wheelEvent(QWheelEvent *event) override;
    void contextMenuEvent(QContextMenuEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void keyReleaseEvent(QKeyEvent *event) override;
    void focusOutEvent(QFocusEvent *event) override;
    bool viewportEvent(QEvent *event) override;

private:
    struct State;
    [[nodiscard]] ScatterView fittingView() const;
    /// fits: it is that of the whole map, and stays so when the window or the map changes.
    void changeView(const ScatterView &wanted, bool fits);
    void repaintPoints();
    void setHovered(std::optional<std::uint32_t> row);
    void updateHover();
    void updateCursor();
    void beginDrag();
    void extendBrush(const QPointF &to, bool last);
    void resizeBrush(double factor);
    void cancelGesture();
    void followBrush();
    void followModifier(const QKeyEvent &event);
    void showBrush();
    void preview();
    void endPreview();
    void clearNow();
    void fly(double way);
    void clickAt(const QPointF &position, Qt::KeyboardModifiers modifiers);
    bool pinch(QEvent *event);
    void updatePicture(const Theme &theme);
    [[nodiscard]] QImage pictureOf(const ScatterView &view, double ratio, const QColor &ground,
                                   bool quick = false) const;
    void drawLayers(QPainter &painter, const ScatterView &view, const Theme &theme) const;
    void drawRings(QPainter &painter, const Theme &theme) const;
    void drawBrush(QPainter &painter, const Theme &theme);
    void drawCount(QPainter &painter, const Theme &theme) const;
    std::unique_ptr<State> m_state;
};

} // namespace genrelens
