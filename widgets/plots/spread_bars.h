#pragma once

#include "widgets/plots/plot.h"

#include <QString>

#include <vector>

namespace genrelens
{

/// A named number and how uncertain it is.
struct SpreadBar {
    QString name;
    double value = 0.0;
    double spread = 0.0; ///< drawn as far to both sides of the value as this; 0: nothing
    QString text;        ///< the value, as it stands behind the bar
    QString tooltip;     ///< under the name

    bool operator==(const SpreadBar &) const = default;
};

/// Horizontal bars of numbers that may be below 0, with their spread. Scrolls where the window is too low; a
/// picture that is too low leaves the last out and says how many.
class SpreadBars : public Plot
{
    Q_OBJECT

public:
    explicit SpreadBars(QWidget *parent = nullptr);

    void setBars(std::vector<SpreadBar> bars, const QString &axisTitle);
    [[nodiscard]] const std::vector<SpreadBar> &bars() const { return m_bars; }
    /// The bar at a height in the viewport; -1 for none.
    [[nodiscard]] int barAt(double y) const;

    [[nodiscard]] bool isEmpty() const override { return m_bars.empty(); }
    [[nodiscard]] QSize naturalSize() const override;
    void draw(QPainter &painter, const QRectF &area, const Theme &theme) const override;

protected:
    void paint(QPainter &painter, const Theme &theme) override;
    void relayout() override;
    void mouseMoveEvent(QMouseEvent *event) override;

private:
    struct Layout;
    [[nodiscard]] Layout layoutIn(const QRectF &area) const;
    [[nodiscard]] QRectF windowArea() const;
    void drawRow(QPainter &painter, const Layout &layout, std::size_t row, const Theme &theme) const;

    std::vector<SpreadBar> m_bars;
    QString m_axisTitle;
};

} // namespace genrelens
