#pragma once

#include "widgets/plots/plot.h"

#include <QString>

#include <vector>

namespace genrelens
{

/// How far a feature of some tracks lies from that of the others.
struct DifferenceBar {
    QString name;
    double value = 0.0; ///< in standard deviations; 0 where it is not known
    QString own;        ///< the mean of the tracks, in the feature's unit
    QString other;      ///< the mean of the others
    QString tooltip;    ///< under the name

    bool operator==(const DifferenceBar &) const = default;
};

struct DifferenceSpec {
    std::vector<DifferenceBar> bars;
    QString axisTitle;
    QString ownTitle; ///< above the means, which stand there where there is room
    QString otherTitle;

    bool operator==(const DifferenceSpec &) const = default;
};

/// Bars to both sides of 0 on a scale symmetric about it, blue below and red above. The rows scroll under the
/// axis where the window is too low; a picture that is too low leaves the last out and says how many.
class DifferenceBars : public Plot
{
    Q_OBJECT

public:
    explicit DifferenceBars(QWidget *parent = nullptr);

    void setSpec(DifferenceSpec spec);
    [[nodiscard]] const DifferenceSpec &spec() const { return m_spec; }
    /// The bar at a height in the viewport; -1 for none.
    [[nodiscard]] int barAt(double y) const;

    [[nodiscard]] bool isEmpty() const override { return m_spec.bars.empty(); }
    [[nodiscard]] QSize naturalSize() const override;
    void draw(QPainter &painter, const QRectF &area, const Theme &theme) const override;

protected:
    void paint(QPainter &painter, const Theme &theme) override;
    void relayout() override;
    void mouseMoveEvent(QMouseEvent *event) override;

private:
    struct Layout;
    [[nodiscard]] Layout layoutIn(const QRectF &area) const;
    [[nodiscard]] Layout windowLayout() const;
    void drawAll(QPainter &painter, const Layout &layout, const Theme &theme) const;
    void drawAxis(QPainter &painter, const Layout &layout, const Theme &theme) const;
    void drawRow(QPainter &painter, const Layout &layout, std::size_t row, const Theme &theme) const;

    DifferenceSpec m_spec;
};

} // namespace genrelens
