#pragma once

#include "widgets/plots/bar_layout.h"
#include "widgets/plots/plot.h"

#include <QColor>

#include <optional>
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
    int id = -1;     ///< what its owner knows it by; names may repeat

    bool operator==(const Bar &) const = default;
};

/// What shares and lengths are measured by.
struct BarScale {
    qint64 total = 0;   ///< tracks in all
    qint64 largest = 0; ///< of the longest bar there is

    bool operator==(const BarScale &) const = default;
};

/// Horizontal bars, as many as there are, in the order given. With a selection the pale bar is all tracks and
/// the solid part the selected ones. Scrolls; Ctrl+wheel changes the height of the rows. Arrow keys move a
/// current bar, Space and Enter click it.
class BarChart : public Plot
{
    Q_OBJECT

public:
    explicit BarChart(QWidget *parent = nullptr);

    void setBars(std::vector<Bar> bars);
    /// Some of the bars that there are, whose lengths and shares stay as among all.
    void setBars(std::vector<Bar> bars, const BarScale &scale);
    [[nodiscard]] const std::vector<Bar> &bars() const { return m_bars; }

    /// 1 is the natural height of a row.
    void setZoom(double zoom);
    [[nodiscard]] double zoom() const { return m_zoom; }
    /// Whether all bars stand in the window at once, however low; a zoom ends it.
    void setFitted(bool fitted);
    [[nodiscard]] bool isFitted() const { return m_fitted; }

    /// The bar that the keyboard acts on, outlined while the chart has the focus, or always; -1: none.
    void setCurrentBar(int index, bool outlined = false);
    [[nodiscard]] int currentBar() const { return m_current; }

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
    void barMenuRequested(int index, const QPoint &globalPosition);
    void fittedChanged(bool fitted);

protected:
    void paint(QPainter &painter, const Theme &theme) override;
    void relayout() override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void wheelEvent(QWheelEvent *event) override;
    void contextMenuEvent(QContextMenuEvent *event) override;
    void focusInEvent(QFocusEvent *event) override;
    void focusOutEvent(QFocusEvent *event) override;
    void changeEvent(QEvent *event) override;
    bool viewportEvent(QEvent *event) override;
    void scrollContentsBy(int dx, int dy) override;

private:
    [[nodiscard]] BarLayout::Needs needs() const;
    [[nodiscard]] double naturalRowHeight() const;
    [[nodiscard]] double shareOf(qint64 count) const;
    enum class RowTexts { None, Name, All };
    void drawRow(QPainter &painter, const BarLayout &layout, int index, RowTexts texts,
                 const Theme &theme) const;
    void setHovered(int index);
    [[nodiscard]] bool isShrunk() const; ///< fitted, and lower than natural for it
    [[nodiscard]] int barForKey(int key) const;
    void scrollTo(int index);

    std::vector<Bar> m_bars;
    BarScale m_scale;
    mutable std::optional<BarLayout::Needs> m_needs; // measuring thousands of names takes a while
    double m_zoom = 1;
    bool m_fitted = false;
    int m_current = -1;
    bool m_currentOutlined = false; // without the focus too
    int m_hovered = -1;
    int m_pressed = -1;
};

} // namespace genrelens
