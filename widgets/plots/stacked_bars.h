#pragma once

#include "widgets/plots/plot.h"
#include "widgets/plots/stacked_bars_layout.h"

#include <optional>

namespace genrelens
{

/// A part of a bar; of no class where the pointer is beside the parts.
struct StackedPart {
    std::size_t row = 0;
    std::optional<std::size_t> classIndex;

    bool operator==(const StackedPart &) const = default;
};

/// Horizontal bars made of the same classes, stacked or grouped, with a legend and numbers beside them. Rows
/// scroll under the axis where the window is too low; a picture that is too low leaves the last out and says
/// how many. Arrow keys move a current row, Space and Enter click it.
class StackedBars : public Plot
{
    Q_OBJECT

public:
    explicit StackedBars(QWidget *parent = nullptr);

    /// Also takes the spec's title over.
    void setSpec(StackedBarsSpec spec);
    [[nodiscard]] const StackedBarsSpec &spec() const { return m_spec; }
    /// The row with that id is marked; -1: none.
    void setMarked(int id);
    [[nodiscard]] int marked() const { return m_marked; }

    [[nodiscard]] std::optional<StackedPart> partAt(const QPointF &position) const;
    [[nodiscard]] QString partTooltip(const StackedPart &part) const;
    /// The parts as the window shows them now, in viewport coordinates.
    [[nodiscard]] StackedBarsLayout windowLayout() const;

    [[nodiscard]] bool isEmpty() const override { return m_spec.rows.empty(); }
    [[nodiscard]] QSize naturalSize() const override;
    void draw(QPainter &painter, const QRectF &area, const Theme &theme) const override;

signals:
    void rowClicked(int id);
    void classClicked(int id);

protected:
    void paint(QPainter &painter, const Theme &theme) override;
    void relayout() override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    enum class Marks { None, Shown };
    [[nodiscard]] const StackedLegendEntry *entryAt(const StackedBarsLayout &layout,
                                                    const QPointF &position) const;
    [[nodiscard]] int markedRow() const;
    void drawAll(QPainter &painter, const StackedBarsLayout &layout, const Theme &theme, Marks marks) const;
    void drawLegend(QPainter &painter, const StackedBarsLayout &layout, const Theme &theme) const;
    void drawAxis(QPainter &painter, const StackedBarsLayout &layout, const Theme &theme) const;
    void drawGroup(QPainter &painter, const StackedBarsLayout &layout, std::size_t row,
                   const Theme &theme) const;
    void drawStack(QPainter &painter, const StackedBarsLayout &layout, std::size_t row) const;
    void drawRow(QPainter &painter, const StackedBarsLayout &layout, std::size_t row,
                 const Theme &theme) const;

    StackedBarsSpec m_spec;
    int m_marked = -1;
};

} // namespace genrelens
