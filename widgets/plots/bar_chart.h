#pragma once

#include "widgets/plots/bar_layout.h"
#include "widgets/plots/plot.h"

#include <QColor>

#include <vector>

namespace genrelens
{

/// One class and how many tracks it has.
struct Bar {
    QString name;
    qint64 count = 0;
    qint64 selected = -1; ///< of these, how many are selected; -1 where there is no selection at all
    QColor colour;
    QString tooltip; ///< a further line under name, count and share; may be empty

    bool operator==(const Bar &) const = default;
};

/// Horizontal bars, as many as there are, in the order given. With a selection the pale bar is all tracks and
/// the solid part the selected ones. Scrolls; Ctrl+wheel changes the height of the rows.
class BarChart : public Plot
{
    Q_OBJECT

public:
    explicit BarChart(QWidget *parent = nullptr);

    void setBars(std::vector<Bar> bars);
    [[nodiscard]] const std::vector<Bar> &bars() const { return m_bars; }

    /// 1 is the natural height of a row.
    void setZoom(double zoom);
    [[nodiscard]] double zoom() const { return m_zoom; }

    [[nodiscard]] int hoveredBar() const { return m_hovered; }
    /// What the tooltip says about that bar.
    [[nodiscard]] QString barTooltip(int index) const;
    /// The rows as the window shows them now, in viewport coordinates.
    [[nodiscard]] BarLayout windowLayout() const;

    [[nodiscard]] bool isEmpty() const override { return m_bars.empty(); }
    [[nodiscard]] QSize naturalSize() const override;
    void draw(QPainter &painter, const QRectF &area, const Theme &theme) const override;

signals:
    void barClicked(int index, Qt::KeyboardModifiers modifiers);

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
    [[nodiscard]] BarLayout::Needs needs() const;
    [[nodiscard]] double naturalRowHeight() const;
    [[nodiscard]] double shareOf(qint64 count) const;
    void drawRow(QPainter &painter, const BarLayout &layout, int index, bool labelled,
                 const Theme &theme) const;
    void setHovered(int index);

    std::vector<Bar> m_bars;
    qint64 m_total = 0;
    qint64 m_largest = 0;
    double m_zoom = 1;
    int m_hovered = -1;
    int m_pressed = -1;
};

} // namespace genrelens
