#pragma once

#include "widgets/plots/heatmap_layout.h"
#include "widgets/plots/matrix.h"
#include "widgets/plots/plot.h"

#include <array>
#include <functional>
#include <optional>
#include <vector>

namespace genrelens
{

/// A matrix of counts in colour: the confusion of classes, or clusters against genres. Rows at the left,
/// columns above. Large matrices scroll and zoom (Ctrl+wheel; a double click fits them again) with the names
/// in place. Cells, rows and columns are picked with the pointer, several by dragging, and with the keys.
class Heatmap : public Plot
{
    Q_OBJECT

public:
    explicit Heatmap(QWidget *parent = nullptr);

    /// A matrix whose number of values does not fit its names shows nothing. Forgets marks and reference.
    void setMatrix(CountMatrix matrix);
    [[nodiscard]] const CountMatrix &matrix() const { return m_matrix; }
    void setNormalization(Normalization normalization);
    [[nodiscard]] Normalization normalization() const { return m_normalization; }
    /// "True" and "Predicted" until set.
    void setAxisTitles(const QString &rows, const QString &columns);
    /// Counts of the same rows and columns: cells show how much more there is than in these. Empty: no more.
    void setReference(std::vector<double> counts);
    [[nodiscard]] bool isDifference() const { return !m_reference.empty(); }
    /// Headers beside rows and columns, which fold and unfold; of rows from first to last.
    void setBlocks(std::vector<MatrixBlock> blocks);
    [[nodiscard]] const std::vector<MatrixBlock> &blocks() const { return m_blocks; }
    /// The cell the rest of the program talks about; outlined, also in pictures.
    void setMarkedCell(std::optional<MatrixCell> cell);
    /// What is selected, a mark a cell; outlined, also in pictures. Empty: nothing.
    void setCellMarks(std::vector<CellMark> marks);
    [[nodiscard]] const std::vector<CellMark> &cellMarks() const { return m_marks; }
    /// What the tooltip of a cell says, or of a row's or column's name (then the other index is -1), as plain
    /// text; else it is cellTooltip().
    void setDescription(std::function<QString(MatrixCell)> describe) { m_describe = std::move(describe); }

    /// 1 fits the window.
    void setZoom(double zoom, std::optional<QPointF> around = {});
    [[nodiscard]] double zoom() const { return m_zoom; }
    /// Whether a matrix of so many rows and columns can be seen whole in the window.
    [[nodiscard]] bool hasRoomFor(int lines) const;

    /// The one under the pointer; of a name the other index is -1.
    [[nodiscard]] std::optional<MatrixCell> hoveredCell() const { return m_hovered; }
    /// The one that the keys go from; an index of -1 stands for the names.
    [[nodiscard]] std::optional<MatrixCell> cursor() const { return m_cursor; }
    /// "True pop, predicted rock: 317 tracks (18.3 % of pop)".
    [[nodiscard]] QString cellTooltip(MatrixCell cell) const;
    /// What is written in the cell where there is room: "18", "·", "2,317", "+4".
    [[nodiscard]] QString cellText(MatrixCell cell) const;
    /// The cells as the window shows them now, in viewport coordinates.
    [[nodiscard]] HeatmapLayout windowLayout() const;

    [[nodiscard]] bool isEmpty() const override { return m_matrix.isEmpty(); }
    [[nodiscard]] QSize naturalSize() const override;
    void draw(QPainter &painter, const QRectF &area, const Theme &theme) const override;

signals:
    void cellClicked(int row, int column, Qt::KeyboardModifiers modifiers);
    /// One cell, the cells of a row or column, or those dragged over.
    void cellsPicked(const genrelens::CellArea &cells, Qt::KeyboardModifiers modifiers);
    void blockToggled(int block); ///< a person wants it folded, or unfolded
    void zoomChanged(double zoom);
    void resized();

protected:
    void paint(QPainter &painter, const Theme &theme) override;
    void relayout() override;
    void resizeEvent(QResizeEvent *event) override;
    void changeEvent(QEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void mouseDoubleClickEvent(QMouseEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void wheelEvent(QWheelEvent *event) override;
    void focusInEvent(QFocusEvent *event) override;
    void focusOutEvent(QFocusEvent *event) override;
    bool viewportEvent(QEvent *event) override;
    void scrollContentsBy(int dx, int dy) override;

private:
    /// A press that goes on: from a cell or name, or with the middle button from a place of the scroll bars.
    struct Gesture {
        std::optional<MatrixCell> from;
        CellArea cells;
        std::optional<QPointF> pan;
        QPoint scroll;
    };

    [[nodiscard]] double shown(MatrixCell cell) const;
    [[nodiscard]] QColor valueColour(double value, const Theme &theme) const;
    [[nodiscard]] QString valueText(double value) const;
    [[nodiscard]] QString scaleLabel(double value) const;
    [[nodiscard]] QString scaleMeaning() const;
    [[nodiscard]] std::array<QString, 2> axisLabels() const;
    [[nodiscard]] const HeatmapLayout::Needs &needs() const;
    [[nodiscard]] HeatmapLayout layoutIn(QSize viewport) const;
    void updateShown();
    void updateNeeds();

    [[nodiscard]] int blockOf(int line) const;
    [[nodiscard]] CellArea areaOf(MatrixCell from, MatrixCell to) const;
    [[nodiscard]] QString description(MatrixCell cell) const;
    void setHovered(std::optional<MatrixCell> cell);
    void dragTo(const QPointF &position);
    void pick(const CellArea &cells, Qt::KeyboardModifiers modifiers);
    void moveCursor(MatrixCell cell);
    [[nodiscard]] bool isCursorShown() const { return m_cursor && m_cursorMoved && hasFocus(); }
    [[nodiscard]] std::optional<MatrixCell> cursorForKey(int key) const;
    bool actOnCursor(const QKeyEvent &event);

    friend class HeatmapPainter;

    static constexpr double numberMargin = 3; // beside the number in a cell

    CountMatrix m_matrix;
    Normalization m_normalization = Normalization::Rows;
    QString m_rowTitle;
    QString m_columnTitle;
    std::vector<double> m_reference; // counts
    std::vector<double> m_shown;
    double m_largest = 0; // of their amounts
    std::vector<MatrixBlock> m_blocks;
    std::optional<MatrixCell> m_marked;
    std::vector<CellMark> m_marks;
    std::function<QString(MatrixCell)> m_describe;
    double m_zoom = 1;
    std::optional<MatrixCell> m_hovered; // a name's other index is -1
    std::optional<MatrixCell> m_cursor;
    bool m_cursorMoved = false; // by keys, not just put by a click
    std::optional<Gesture> m_gesture;
    mutable std::optional<HeatmapLayout::Needs> m_needs;
};

} // namespace genrelens
