#pragma once

#include "widgets/plots/axis_ticks.h"
#include "widgets/plots/dot_picture.h"
#include "widgets/plots/plot.h"

#include <functional>
#include <optional>
#include <vector>

namespace genrelens
{

struct DependencePoint {
    double x = 0.0;
    double y = 0.0;
    double place = 0.5; ///< of its colour between low and high, see ValueScale; NaN: missing, grey
    bool selected = false;
};

struct DependenceSpec {
    QString title;
    QString xTitle;
    QString yTitle;
    QString colourTitle; ///< empty: all points have one colour, and there is no colour bar
    QString colourLow;   ///< beside the colour bar
    QString colourHigh;
    std::vector<DependencePoint> points;
    bool wholeX = false;       ///< ticks only at whole numbers
    bool hasSelection = false; ///< what is not selected is pale
};

/// How one number depends on another, a dot a track. Where a few lie far out, these stand at the edge and are
/// counted below. A rectangle drawn with the mouse picks dots, a click one of them.
class DependencePlot : public Plot
{
    Q_OBJECT

public:
    explicit DependencePlot(QWidget *parent = nullptr);

    /// Also takes the spec's title over.
    void setSpec(DependenceSpec spec);
    [[nodiscard]] const DependenceSpec &spec() const { return m_spec; }
    /// What is said of a dot under the pointer, as tooltipText().
    void setTips(std::function<QString(std::size_t)> tips) { m_tips = std::move(tips); }

    [[nodiscard]] std::optional<std::size_t> pointAt(const QPointF &position) const;
    /// Where a dot is in the viewport.
    [[nodiscard]] QPointF positionOf(std::size_t point) const;
    /// How many stand at an edge instead of beyond it.
    [[nodiscard]] std::size_t beyond() const { return m_beyond; }

    [[nodiscard]] bool isEmpty() const override { return m_spec.points.empty(); }
    [[nodiscard]] QSize naturalSize() const override { return {720, 480}; }
    void draw(QPainter &painter, const QRectF &area, const Theme &theme) const override;

signals:
    void pointClicked(std::size_t point);
    void pointsBrushed(const std::vector<std::size_t> &points, Qt::KeyboardModifiers modifiers);

protected:
    void paint(QPainter &painter, const Theme &theme) override;
    void relayout() override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    struct Layout;
    [[nodiscard]] Layout layoutIn(const QRectF &area) const;
    [[nodiscard]] Layout windowLayout() const;
    void findRanges();
    void drawFrame(QPainter &painter, const Layout &layout, const Theme &theme) const;
    void drawColourBar(QPainter &painter, const Layout &layout, const Theme &theme) const;
    [[nodiscard]] DotPicture dots(const Layout &layout, double scale, const Theme &theme) const;
    [[nodiscard]] QString xTitle() const;

    DependenceSpec m_spec;
    std::function<QString(std::size_t)> m_tips;
    double m_low = 0; ///< of x, and m_high
    double m_high = 1;
    double m_bottom = 0; ///< of y, and m_top
    double m_top = 1;
    std::size_t m_beyond = 0;
    std::optional<DotPicture> m_dots; ///< as the window shows them
    std::optional<QPointF> m_pressed;
    QPointF m_pointer;
    bool m_brushing = false;
};

} // namespace genrelens
