#pragma once

#include "core/labels/merge_tree.h"
#include "widgets/plots/dendrogram_layout.h"
#include "widgets/plots/plot.h"

#include <QColor>
#include <QString>
#include <QStringList>

#include <vector>

namespace genrelens
{

/// What a merge tree shows.
struct DendrogramSpec {
    MergeTree tree;
    QStringList names;       ///< of the leaves
    QStringList notes;       ///< of the leaves, for their tooltips
    QString heightTitle;     ///< what the heights are: "Ward distance"
    bool isCut = true;       ///< or each leaf is a group of its own, and its branches are for clicking
    bool ofClusters = false; ///< leaves are clusters rather than genres
};

/// How things merge into one group, step by step, and a line that cuts the tree into groups: to be dragged,
/// or moved by the arrow keys. Branches below the cut have their group's colour, those above are grey. Names
/// keep their size: many leaves scroll. A tree that is not cut is for clicking.
class Dendrogram : public Plot
{
    Q_OBJECT

public:
    explicit Dendrogram(QWidget *parent = nullptr);

    /// Names and notes have one entry a leaf, or nothing is shown.
    void setSpec(DendrogramSpec spec);
    [[nodiscard]] const DendrogramSpec &spec() const { return m_spec; }
    /// The number of groups below the cut, from 2 to the leaves.
    void setCut(int groups);
    [[nodiscard]] int cut() const { return m_cut; }
    /// One a leaf, the same for all of a group; the palette's until set, and again after another cut.
    void setLeafColours(std::vector<QColor> colours);

    /// The node under the pointer, or -1.
    [[nodiscard]] int hoveredNode() const { return m_hovered; }
    /// "rock", its notes; "5 genres", their names and where they merge.
    [[nodiscard]] QString nodeTooltip(int node) const;
    /// The parts as the window shows them now, in viewport coordinates.
    [[nodiscard]] DendrogramLayout windowLayout() const;

    [[nodiscard]] bool isEmpty() const override { return m_spec.tree.merges.empty(); }
    [[nodiscard]] QSize naturalSize() const override;
    void draw(QPainter &painter, const QRectF &area, const Theme &theme) const override;

signals:
    void cutChanged(int groups);
    /// Of a tree that is not cut: the node, a leaf or what is below a branch.
    void nodeClicked(int node, Qt::KeyboardModifiers modifiers);

protected:
    void paint(QPainter &painter, const Theme &theme) override;
    void relayout() override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    bool viewportEvent(QEvent *event) override;
    void scrollContentsBy(int dx, int dy) override;

private:
    [[nodiscard]] DendrogramLayout::Needs needs() const;
    [[nodiscard]] int nodeAt(const QPointF &position) const;
    [[nodiscard]] bool isOnCut(const QPointF &position) const;
    void cutAt(double x);
    void setHovered(int node);
    [[nodiscard]] QColor nodeColour(std::size_t node, const DendrogramLayout &layout,
                                    const Theme &theme) const;
    void drawAll(QPainter &painter, const DendrogramLayout &layout, const Theme &theme, int hovered) const;
    void drawNames(QPainter &painter, const DendrogramLayout &layout, const Theme &theme, int hovered) const;
    void drawBranches(QPainter &painter, const DendrogramLayout &layout, const Theme &theme,
                      int hovered) const;
    void drawAxis(QPainter &painter, const DendrogramLayout &layout, const Theme &theme) const;
    void drawCut(QPainter &painter, const DendrogramLayout &layout, const Theme &theme) const;

    DendrogramSpec m_spec;
    int m_cut = 2;
    std::vector<QColor> m_colours; // one a leaf
    int m_hovered = -1;
    int m_pressed = -1; // the node, of a tree that is not cut
    bool m_dragging = false;
};

} // namespace genrelens
