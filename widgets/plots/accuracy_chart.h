#pragma once

#include "widgets/plots/accuracy_layout.h"
#include "widgets/plots/plot.h"

#include <vector>

namespace genrelens
{

/// How well one model does; shares are 0..1.
struct AccuracyPoint {
    QString name;
    double accuracy = 0;
    double low = 0; ///< 95 % interval
    double high = 0;
    double baseline = 0;
    bool outdated = false; ///< drawn hollow
    QString tooltip;       ///< further lines under the name; may be empty

    bool operator==(const AccuracyPoint &) const = default;
};

/// The models of one label set.
struct AccuracyGroup {
    QString name;
    std::vector<AccuracyPoint> points;

    bool operator==(const AccuracyGroup &) const = default;
};

/// Accuracies as dots with their intervals, one a row, in groups that share an axis from 0; the grey part of
/// each row ends at its baseline. Scrolls. Arrow keys and clicks choose a point.
class AccuracyChart : public Plot
{
    Q_OBJECT

public:
    explicit AccuracyChart(QWidget *parent = nullptr);

    void setGroups(std::vector<AccuracyGroup> groups);
    [[nodiscard]] const std::vector<AccuracyGroup> &groups() const { return m_groups; }
    /// Points are counted through all groups; -1: none is marked.
    void setCurrent(int point);
    [[nodiscard]] int current() const { return m_current; }
    [[nodiscard]] int hovered() const { return m_hovered; }
    [[nodiscard]] QString pointTooltip(int point) const;
    /// The parts as the window shows them now, in viewport coordinates.
    [[nodiscard]] AccuracyLayout windowLayout() const;

    [[nodiscard]] bool isEmpty() const override { return m_points.empty(); }
    [[nodiscard]] QSize naturalSize() const override;
    void draw(QPainter &painter, const QRectF &area, const Theme &theme) const override;

signals:
    void pointChosen(int point);

protected:
    void paint(QPainter &painter, const Theme &theme) override;
    void relayout() override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    bool viewportEvent(QEvent *event) override;
    void scrollContentsBy(int dx, int dy) override;

private:
    [[nodiscard]] AccuracyLayout::Needs needs() const;
    void drawAxis(QPainter &painter, const AccuracyLayout &layout, const Theme &theme) const;
    void drawGroup(QPainter &painter, const AccuracyLayout &layout, int group, const Theme &theme) const;
    void drawPoint(QPainter &painter, const AccuracyLayout &layout, int point, const Theme &theme) const;
    void drawTexts(QPainter &painter, const AccuracyLayout &layout, int point, const Theme &theme) const;
    void setHovered(int point);
    void scrollTo(int point);

    std::vector<AccuracyGroup> m_groups;
    std::vector<const AccuracyPoint *> m_points; // of all groups
    int m_current = -1;
    int m_hovered = -1;
};

} // namespace genrelens
