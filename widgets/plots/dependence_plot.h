#pragma once

#include "core/base/row_set.h"
#include "widgets/plots/axis_ticks.h"
#include "widgets/plots/dot_picture.h"
#include "widgets/plots/plot.h"

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <vector>

namespace genrelens
{

class Job;
class JobBoard;

struct DependencePoint {
    double x = 0.0;
    double y = 0.0;
    double place = 0.5; ///< of its colour between low and high, see ValueScale; NaN: missing, grey
    std::uint32_t track = 0;
};

/// What the axes of points span.
struct DependenceRanges {
    double low = 0; ///< of x, and high
    double high = 1;
    double bottom = 0; ///< of y, and top
    double top = 1;
    std::size_t beyond = 0; ///< points whose x is not between low and high
};
DependenceRanges dependenceRanges(const std::vector<DependencePoint> &points);

struct DependenceSpec {
    QString title;
    QString xTitle;
    QString yTitle;
    QString colourTitle; ///< empty: all points have one colour, and there is no colour bar
    QString colourLow;   ///< beside the colour bar
    QString colourHigh;
    std::vector<DependencePoint> points;
    bool wholeX = false;          ///< ticks only at whole numbers
    std::size_t missing = 0;      ///< points whose x only stands in for one; told below
    DependenceRanges ranges = {}; ///< of the points
};

/// How one number depends on another, a dot a track. Where a few lie far out, these stand at the edge and are
/// counted below. A rectangle drawn with the mouse picks dots, a click one of them.
class DependencePlot : public Plot
{
    Q_OBJECT

public:
    /// Many dots are drawn on the board's threads; without one at once.
    explicit DependencePlot(JobBoard *board = nullptr, QWidget *parent = nullptr);
    ~DependencePlot() override;

    /// Also takes the spec's title over.
    void setSpec(DependenceSpec spec);
    [[nodiscard]] const DependenceSpec &spec() const { return *m_spec; }
    /// Tracks that stand out, while the others are pale; none for no difference.
    void setSelection(const RowSet &selection);
    [[nodiscard]] const RowSet &selection() const { return m_selection; }
    /// What is said of a dot under the pointer, as tooltipText().
    void setTips(std::function<QString(std::size_t)> tips) { m_tips = std::move(tips); }

    [[nodiscard]] std::optional<std::size_t> pointAt(const QPointF &position) const;
    /// Where a dot is in the viewport.
    [[nodiscard]] QPointF positionOf(std::size_t point) const;
    /// How many stand at an edge instead of beyond it.
    [[nodiscard]] std::size_t beyond() const { return m_spec->ranges.beyond; }
    /// Whether what is seen is what was set, and not what was there before.
    [[nodiscard]] bool isDrawn() const { return m_dots && !m_outdated; }

    [[nodiscard]] bool isEmpty() const override { return m_spec->points.empty(); }
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
    void drawFrame(QPainter &painter, const Layout &layout, const Theme &theme) const;
    void drawColourBar(QPainter &painter, const Layout &layout, const Theme &theme) const;
    static DotPicture dots(const DependenceSpec &spec, const RowSet &selection, const Layout &layout,
                           double scale, const Theme &theme);
    void makeDots(const Layout &layout, double scale, const Theme &theme);
    [[nodiscard]] QString xTitle() const;

    std::shared_ptr<const DependenceSpec> m_spec;
    RowSet m_selection;
    std::function<QString(std::size_t)> m_tips;
    std::optional<DotPicture> m_dots; ///< as the window shows them
    bool m_outdated = false;          ///< m_dots are of before; others are on their way
    std::unique_ptr<Job> m_job;       ///< null: dots are drawn at once
    std::optional<QPointF> m_pressed;
    QPointF m_pointer;
    bool m_brushing = false;
};

} // namespace genrelens
