#pragma once

#include "widgets/plots/heatmap_layout.h"
#include "widgets/plots/matrix.h"
#include "widgets/plots/plot.h"

#include <array>
#include <optional>
#include <vector>

namespace genrelens
{

/// A matrix of counts in colour: the confusion of classes, or clusters against genres. Rows at the left,
/// columns above. Large matrices scroll and zoom (Ctrl+wheel) with the names in place.
class Heatmap : public Plot
{
    Q_OBJECT

public:
    explicit Heatmap(QWidget *parent = nullptr);

    /// A matrix whose number of values does not fit its names shows nothing.
    void setMatrix(CountMatrix matrix);
    [[nodiscard]] const CountMatrix &matrix() const { return m_matrix; }
    void setNormalization(Normalization normalization);
    [[nodiscard]] Normalization normalization() const { return m_normalization; }
    /// "True" and "Predicted" until set.
    void setAxisTitles(const QString &rows, const QString &columns);
    /// The cell the rest of the program talks about; outlined, also in pictures.
    void setMarkedCell(std::optional<MatrixCell> cell);

    /// 1 fits the window.
    void setZoom(double zoom, std::optional<QPointF> around = {});
    [[nodiscard]] double zoom() const { return m_zoom; }

    [[nodiscard]] std::optional<MatrixCell> hoveredCell() const { return m_hovered; }
    /// "True pop, predicted rock: 317 tracks (18.3 % of pop)".
    [[nodiscard]] QString cellTooltip(MatrixCell cell) const;
    /// What is written in the cell where there is room: "18", "·", "2,317".
    [[nodiscard]] QString cellText(MatrixCell cell) const;
    /// The cells as the window shows them now, in viewport coordinates.
    [[nodiscard]] HeatmapLayout windowLayout() const;

    [[nodiscard]] bool isEmpty() const override { return m_matrix.isEmpty(); }
    [[nodiscard]] QSize naturalSize() const override;
    void draw(QPainter &painter, const QRectF &area, const Theme &theme) const override;

signals:
    void cellClicked(int row, int column, Qt::KeyboardModifiers modifiers);

protected:
    void paint(QPainter &painter, const Theme &theme) override;
    void relayout() override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void wheelEvent(QWheelEvent *event) override;
    bool viewportEvent(QEvent *event) override;
    void scrollContentsBy(int dx, int dy) override;

private:
    [[nodiscard]] double shown(MatrixCell cell) const;
    [[nodiscard]] QColor cellColour(MatrixCell cell, const Theme &theme) const;
    [[nodiscard]] QString scaleLabel(double value) const;
    [[nodiscard]] std::array<QString, 2> axisLabels() const;
    [[nodiscard]] HeatmapLayout::Needs needs() const;
    [[nodiscard]] HeatmapLayout layoutIn(QSize viewport) const;
    void updateShown();
    void setHovered(std::optional<MatrixCell> cell);

    void drawCells(QPainter &painter, const HeatmapLayout &layout, const Theme &theme) const;
    void drawNumbers(QPainter &painter, const HeatmapLayout &layout, const Theme &theme) const;
    void drawRowNames(QPainter &painter, const HeatmapLayout &layout, const Theme &theme, int hovered) const;
    void drawColumnNames(QPainter &painter, const HeatmapLayout &layout, const Theme &theme,
                         int hovered) const;
    void drawColumnName(QPainter &painter, const HeatmapLayout &layout, int column) const;
    void drawCorner(QPainter &painter, const HeatmapLayout &layout, const Theme &theme) const;
    void drawScale(QPainter &painter, const HeatmapLayout &layout, const Theme &theme) const;
    void drawMark(QPainter &painter, const HeatmapLayout &layout, const Theme &theme) const;
    void drawHover(QPainter &painter, const HeatmapLayout &layout, const Theme &theme) const;
    void drawAll(QPainter &painter, const HeatmapLayout &layout, const Theme &theme,
                 std::optional<MatrixCell> hovered) const;

    CountMatrix m_matrix;
    Normalization m_normalization = Normalization::Rows;
    QString m_rowTitle;
    QString m_columnTitle;
    std::vector<double> m_shown;
    double m_largest = 0;
    std::optional<MatrixCell> m_marked;
    double m_zoom = 1;
    std::optional<MatrixCell> m_hovered;
    std::optional<MatrixCell> m_pressed;
};

} // namespace genrelens
