#pragma once

#include "widgets/plots/line_layout.h"
#include "widgets/plots/plot.h"

#include <QPixmap>

#include <optional>

namespace genrelens
{

/// A point of a chart by its series and its place in it.
struct ChartPoint {
    int series = 0;
    int point = 0;

    bool operator==(const ChartPoint &) const = default;
};

/// Lines over numbers (the elbow: k against the sum of squares). Qt Charts draws axes, grid and lines; we
/// place and write the texts, which it would cut off.
class LineChart : public Plot
{
    Q_OBJECT

public:
    explicit LineChart(QWidget *parent = nullptr);

    /// Also takes the spec's title over.
    void setSpec(LineChartSpec spec);
    [[nodiscard]] const LineChartSpec &spec() const { return m_spec; }

    /// That series thick and last, all others faint; -1 for none.
    void setHighlighted(int series);
    [[nodiscard]] int highlighted() const { return m_highlighted; }
    /// A dashed upright line with a text: the k that was chosen.
    void setMarkedX(std::optional<double> x, const QString &text = {});

    [[nodiscard]] std::optional<ChartPoint> hoveredPoint() const { return m_hovered; }
    /// The nearest point within reach of a position in the viewport: of the points themselves or of the
    /// lines.
    [[nodiscard]] std::optional<ChartPoint> pointAt(const QPointF &position) const;
    /// The series, if it has a name, "k 8: 250,000".
    [[nodiscard]] QString pointTooltip(ChartPoint point) const;
    /// What is said of the bar at a position in the viewport; empty beside the bars.
    [[nodiscard]] QString barTooltip(const QPointF &position) const;
    /// The parts as the window shows them now, in viewport coordinates.
    [[nodiscard]] LineLayout windowLayout() const;

    [[nodiscard]] bool isEmpty() const override;
    [[nodiscard]] QSize naturalSize() const override;
    void draw(QPainter &painter, const QRectF &area, const Theme &theme) const override;

signals:
    void pointClicked(int series, int point, Qt::KeyboardModifiers modifiers);

protected:
    void paint(QPainter &painter, const Theme &theme) override;
    void relayout() override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    bool viewportEvent(QEvent *event) override;

private:
    [[nodiscard]] QRectF windowArea() const;
    [[nodiscard]] QPointF valueOf(ChartPoint point) const;
    [[nodiscard]] QColor seriesColour(int series, const Theme &theme) const;
    [[nodiscard]] QRectF barRect(const LineLayout &layout, std::size_t bar) const;
    void drawGround(QPainter &painter, const LineLayout &layout, const Theme &theme) const;
    void drawBars(QPainter &painter, const LineLayout &layout, const Theme &theme) const;
    void drawLines(QPainter &painter, const LineLayout &layout, const Theme &theme) const;
    void drawPoints(QPainter &painter, const LineLayout &layout, const Theme &theme) const;
    void drawAxes(QPainter &painter, const LineLayout &layout, const Theme &theme) const;
    void drawMarkedX(QPainter &painter, const LineLayout &layout, const Theme &theme) const;
    void drawLegend(QPainter &painter, const LineLayout &layout, const Theme &theme) const;
    void setHovered(std::optional<ChartPoint> point);
    void refresh();

    LineChartSpec m_spec;
    int m_highlighted = -1;
    std::optional<double> m_markedX;
    QString m_markText;
    std::optional<ChartPoint> m_hovered;
    std::optional<ChartPoint> m_pressed;
    QPixmap m_cache; ///< the window's picture; null when out of date
};

} // namespace genrelens
