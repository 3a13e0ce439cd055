#pragma once

#include "widgets/plots/axis_ticks.h"
#include "widgets/plots/plot.h"

#include <QColor>

#include <vector>

namespace genrelens
{

/// What moves the sum on its way.
struct WaterfallStep {
    QString name;
    QString own; ///< beside the name: "113 BPM"
    double value = 0.0;
    int id = -1; ///< what its owner knows it by

    bool operator==(const WaterfallStep &) const = default;
};

struct WaterfallSpec {
    QString title;
    QString axisTitle;
    QString startTitle; ///< of the value it begins with
    QString endTitle;   ///< of what it comes to
    double start = 0.0;
    QString unit;                     ///< behind start, end and the axis: "%"
    QString stepUnit;                 ///< of steps, in tooltips: "points"
    std::vector<WaterfallStep> steps; ///< in any order
    QColor up;                        ///< of steps above 0; invalid: red, and blue below
    QColor down;
    QString upText; ///< what a step above 0 means, in tooltips; may be empty
    QString downText;

    [[nodiscard]] double end() const;
    bool operator==(const WaterfallSpec &) const = default;
};

/// From a first value to a last by steps, one a row, the largest first; the smallest are one together where
/// there is no room for each.
class Waterfall : public Plot
{
    Q_OBJECT

public:
    explicit Waterfall(QWidget *parent = nullptr);

    /// Also takes the spec's title over.
    void setSpec(WaterfallSpec spec);
    [[nodiscard]] const WaterfallSpec &spec() const { return m_spec; }

    /// The steps as rows of the window now: the largest first, the last maybe of several with an id of -1.
    [[nodiscard]] std::vector<WaterfallStep> shownSteps() const;
    /// The row of shownSteps() at a height in the viewport; -1 for none.
    [[nodiscard]] int stepAt(double y) const;
    [[nodiscard]] QRectF stepRect(int step) const;
    [[nodiscard]] QString stepTooltip(int step) const;

    [[nodiscard]] bool isEmpty() const override { return m_spec.steps.empty(); }
    [[nodiscard]] QSize naturalSize() const override;
    void draw(QPainter &painter, const QRectF &area, const Theme &theme) const override;

signals:
    void stepClicked(int id);

protected:
    void mouseMoveEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;

private:
    struct Layout;
    [[nodiscard]] Layout layoutIn(const QRectF &area) const;
    [[nodiscard]] QRectF windowArea() const;
    void drawAxis(QPainter &painter, const Layout &layout, const Theme &theme) const;
    void drawStep(QPainter &painter, const Layout &layout, std::size_t step, const Theme &theme) const;
    void drawEnd(QPainter &painter, const Layout &layout, bool first, const Theme &theme) const;
    [[nodiscard]] QString stepText(double value) const;
    [[nodiscard]] QString sumText(double value) const;

    WaterfallSpec m_spec; // the steps sorted
};

} // namespace genrelens
