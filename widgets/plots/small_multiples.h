#pragma once

#include "widgets/plots/plot.h"
#include "widgets/plots/small_multiples_layout.h"

#include <QColor>
#include <QStringList>

#include <optional>
#include <vector>

namespace genrelens
{

/// One class: a signed bar for each name; NaN where it has no value.
struct MultiplesPanel {
    QString name;
    QColor colour;
    std::vector<double> values;
};

struct MultiplesSpec {
    QString title;
    QString scaleTitle;
    QStringList names;
    QStringList tips; ///< a further line of the tooltip: panel after panel, bar after bar; may be empty
    std::vector<MultiplesPanel> panels;
};

/// A bar of one panel.
struct MultiplesBar {
    int panel = 0;
    int bar = 0;

    bool operator==(const MultiplesBar &) const = default;
};

/// A little bar chart a class, all on one scale, scrolled when there are many.
class SmallMultiples : public Plot
{
    Q_OBJECT

public:
    explicit SmallMultiples(QWidget *parent = nullptr);

    /// Also takes the spec's title over.
    void setSpec(MultiplesSpec spec);
    [[nodiscard]] const MultiplesSpec &spec() const { return m_spec; }

    [[nodiscard]] std::optional<MultiplesBar> hoveredBar() const { return m_hovered; }
    [[nodiscard]] QString barTooltip(MultiplesBar bar) const;
    /// The parts as the window shows them now, in viewport coordinates.
    [[nodiscard]] MultiplesLayout windowLayout() const;

    [[nodiscard]] bool isEmpty() const override;
    [[nodiscard]] QSize naturalSize() const override;
    void draw(QPainter &painter, const QRectF &area, const Theme &theme) const override;

protected:
    void paint(QPainter &painter, const Theme &theme) override;
    void relayout() override;
    void mouseMoveEvent(QMouseEvent *event) override;
    bool viewportEvent(QEvent *event) override;

private:
    [[nodiscard]] MultiplesLayout::Needs needs() const;
    [[nodiscard]] std::optional<MultiplesBar> barAt(const QPointF &position) const;
    void drawPanel(QPainter &painter, const MultiplesLayout &layout, int index, const Theme &theme) const;
    void drawScaleTitle(QPainter &painter, const QRectF &area, const Theme &theme) const;
    void setHovered(std::optional<MultiplesBar> bar);

    MultiplesSpec m_spec;
    double m_low = 0;
    double m_high = 0;
    std::optional<MultiplesBar> m_hovered;
};

} // namespace genrelens
