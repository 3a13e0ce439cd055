#pragma once

#include "core/study/selection_mode.h"
#include "widgets/plots/axis_arrangement.h"
#include "widgets/plots/parallel_axes_layout.h"
#include "widgets/plots/plot.h"

#include <QPixmap>

#include <optional>
#include <vector>

class QMenu;

namespace genrelens
{

/// A line at one of its axes; line is an index or ParallelLayout::Selection, place -1 in the legend.
struct ParallelPoint {
    int line = 0;
    int place = -1;
    bool operator==(const ParallelPoint &) const = default;
};

/// Parallel coordinates: an upright axis a feature, all on one scale, and a line a class. Axes are dragged by
/// their names, flipped by a click on them, hidden from their menu, and brushed to pick tracks.
class ParallelAxes : public Plot
{
    Q_OBJECT

public:
    explicit ParallelAxes(QWidget *parent = nullptr);

    /// Also takes the spec's title over. Arrangement, hidden classes and brushes stay, by name.
    void setSpec(ParallelSpec spec);
    [[nodiscard]] const ParallelSpec &spec() const { return m_spec; }
    void setArrangement(const AxisArrangement &arrangement);
    [[nodiscard]] const AxisArrangement &arrangement() const { return m_arrangement; }
    /// Names of classes whose lines are not drawn.
    void setHiddenClasses(const QSet<QString> &names);
    [[nodiscard]] const QSet<QString> &hiddenClasses() const { return m_hiddenClasses; }
    /// Classes whose name holds the text stand out; an empty text ends that.
    void setSearch(const QString &text);
    void setBrushes(const std::vector<AxisBrush> &brushes);
    [[nodiscard]] const std::vector<AxisBrush> &brushes() const { return m_brushes; }
    /// What a brush does without modifiers.
    void setPickMode(SelectionMode mode) { m_pickMode = mode; }
    /// As a person does: tells of the change, and lets go of brushes on axes that are hidden by it.
    void arrange(const AxisArrangement &arrangement);
    /// Hides the classes that the search does not find.
    void showOnlyFound();
    /// Orders the axes by how much the classes' values differ.
    void sortBySpread();

    [[nodiscard]] std::optional<ParallelPoint> hoveredPoint() const { return m_hovered; }
    [[nodiscard]] std::optional<ParallelPoint> pointAt(const QPointF &position) const;
    [[nodiscard]] QString pointTooltip(ParallelPoint point) const;
    /// The parts as the window shows them now, in viewport coordinates.
    [[nodiscard]] ParallelLayout windowLayout() const;
    /// Top and bottom of a brush there; nothing while its axis is hidden.
    [[nodiscard]] std::optional<QRectF> brushRect(const ParallelLayout &layout, const AxisBrush &brush) const;
    /// Indices of the classes that are not hidden.
    [[nodiscard]] std::vector<int> shownLines() const;

    [[nodiscard]] bool isEmpty() const override;
    [[nodiscard]] QSize naturalSize() const override;
    void draw(QPainter &painter, const QRectF &area, const Theme &theme) const override;

    /// More classes have no legend; hovering and searching name them.
    static constexpr std::size_t mostLegendEntries = 24;

signals:
    void arrangementChanged(); ///< by the person
    void hiddenClassesChanged();
    /// A brush was made, changed or removed; finished is false while the button is down.
    void brushed(Qt::KeyboardModifiers modifiers, bool finished);

protected:
    void paint(QPainter &painter, const Theme &theme) override;
    void relayout() override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void mouseDoubleClickEvent(QMouseEvent *event) override;
    void contextMenuEvent(QContextMenuEvent *event) override;
    bool viewportEvent(QEvent *event) override;

private:
    enum class Grip { None, Name, NameDragged, Legend, NewBrush, Brush, BrushEnd };
    /// What the pointer holds while the button is down.
    struct Gesture {
        Grip grip = Grip::None;
        QPointF from;
        QPointF to;
        int place = -1; ///< of an axis
        int entry = 0;  ///< of the legend
        bool dragged = false;
        double anchor = 0; ///< y of the end of a brush that stays
        QRectF before;     ///< the brush as it was
        Qt::KeyboardModifiers modifiers;
        std::optional<ParallelLayout> layout; ///< while a brush is held nothing may move under the pointer
    };

    // What is shown.
    [[nodiscard]] QRectF windowArea() const;
    [[nodiscard]] ParallelLayout layoutIn(const QRectF &area, bool inWindow) const;
    [[nodiscard]] std::vector<int> legendEntries(bool inWindow) const;
    [[nodiscard]] const ParallelLine &lineOf(int line) const;
    [[nodiscard]] bool isShown(const ParallelLine &line) const;
    [[nodiscard]] std::vector<int> emphasized() const;
    [[nodiscard]] const AxisBrush *brushOf(const QString &axis) const;
    void refresh();

    // Painting.
    void drawGround(QPainter &painter, const ParallelLayout &layout, const Theme &theme) const;
    void drawNames(QPainter &painter, const ParallelLayout &layout, const Theme &theme) const;
    void drawTraces(QPainter &painter, const ParallelLayout &layout, const Theme &theme) const;
    void drawBand(QPainter &painter, const ParallelLayout &layout, const ParallelLine &line) const;
    void drawPlainLines(QPainter &painter, const ParallelLayout &layout, const Theme &theme, bool pale) const;
    void drawSelection(QPainter &painter, const ParallelLayout &layout, const Theme &theme) const;
    void drawLegend(QPainter &painter, const ParallelLayout &layout, const Theme &theme,
                    const std::vector<int> &loud) const;
    void drawBrush(QPainter &painter, const ParallelLayout &layout, const AxisBrush &brush,
                   const Theme &theme) const;
    void drawGesture(QPainter &painter, const ParallelLayout &layout, const Theme &theme) const;
    [[nodiscard]] QPixmap picture(const ParallelLayout &layout, const Theme &theme, bool pale) const;

    // The pointer.
    [[nodiscard]] Gesture gestureAt(const QPointF &position) const;
    [[nodiscard]] std::optional<ParallelPoint> hoverAt(const QPointF &position) const;
    void setHovered(std::optional<ParallelPoint> point);
    void beginBrush(Qt::KeyboardModifiers modifiers);
    void dragBrush(const ParallelLayout &layout);
    void setBrush(const AxisBrush &brush);
    bool removeBrush(const QString &axis);
    void clickLegend(int entry, Qt::KeyboardModifiers modifiers);
    void isolate(const QString &name);
    void fillMenu(QMenu &menu, const QString &axis);

    ParallelSpec m_spec;
    AxisArrangement m_arrangement;
    QSet<QString> m_hiddenClasses;
    QString m_search;
    std::vector<AxisBrush> m_brushes;
    SelectionMode m_pickMode = SelectionMode::Replace;
    std::optional<ParallelPoint> m_hovered;
    Gesture m_gesture;
    mutable QPixmap m_pictures[2]; ///< the window's lines, as they are and pale; null when out of date
};

} // namespace genrelens
