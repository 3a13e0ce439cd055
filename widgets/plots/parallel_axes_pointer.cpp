// What the pointer does to parallel coordinates; parallel_axes.cpp holds what they show.
#include "widgets/plots/parallel_axes.h"

#include "core/study/selection.h"

#include <QApplication>
#include <QContextMenuEvent>
#include <QMenu>
#include <QMouseEvent>

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

namespace genrelens
{

namespace
{

constexpr double axisReach = 9;  // either side of an axis
constexpr double gripBeyond = 7; // outside a brush's end, where it can be held
constexpr double gripInside = 4;

constexpr double infinity = std::numeric_limits<double>::infinity();

// The range between two heights; up to the end of the scale means whatever lies beyond, too.
AxisBrush brushBetween(const ParallelLayout &layout, std::size_t place, double y0, double y1)
{
    AxisBrush brush;
    const double one = layout.value(place, y0);
    const double other = layout.value(place, y1);
    constexpr double margin = 1e-9;
    const double low = std::min(one, other);
    const double high = std::max(one, other);
    brush.low = low <= layout.low + margin ? -infinity : low;
    brush.high = high >= layout.high - margin ? infinity : high;
    return brush;
}

int nearestAxis(const ParallelLayout &layout, double x, double reach)
{
    for (std::size_t place = 0; place < layout.axes.size(); ++place)
        if (std::abs(layout.axes[place].x - x) <= reach)
            return static_cast<int>(place);
    return -1;
}

} // namespace

ParallelAxes::Gesture ParallelAxes::gestureAt(const QPointF &position) const
{
    Gesture gesture;
    gesture.from = gesture.to = position;
    if (isEmpty())
        return gesture;
    const ParallelLayout layout = windowLayout();
    for (const ParallelLayout::Entry &entry : layout.entries)
        if (entry.rect.contains(position)) {
            gesture.grip = entry.line == ParallelLayout::More ? Grip::None : Grip::Legend;
            gesture.entry = entry.line;
            return gesture;
        }
    for (std::size_t place = 0; place < layout.axes.size(); ++place)
        if (layout.nameContains(place, position)) {
            gesture.grip = Grip::Name;
            gesture.place = static_cast<int>(place);
            return gesture;
        }
    gesture.place = nearestAxis(layout, position.x(), std::min(axisReach, layout.pitch / 2));
    const bool upright = position.y() >= layout.plot.top() - gripBeyond &&
                         position.y() <= layout.plot.bottom() + gripBeyond / 2;
    if (gesture.place < 0 || !upright)
        return gesture;
    gesture.grip = Grip::NewBrush;
    gesture.anchor = std::clamp(position.y(), layout.plot.top(), layout.plot.bottom());
    const auto index = layout.axes[static_cast<std::size_t>(gesture.place)].index;
    const AxisBrush *brush = brushOf(m_spec.axes[index].name);
    const std::optional<QRectF> rect = brush != nullptr ? brushRect(layout, *brush) : std::nullopt;
    if (!rect || position.y() < rect->top() - gripBeyond || position.y() > rect->bottom() + gripBeyond)
        return gesture;
    gesture.before = *rect;
    const double inside = std::min(gripInside, rect->height() / 3);
    const bool top = position.y() <= rect->top() + inside;
    const bool bottom = position.y() >= rect->bottom() - inside;
    gesture.grip = top || bottom ? Grip::BrushEnd : Grip::Brush;
    gesture.anchor = top ? rect->bottom() : rect->top();
    return gesture;
}

std::optional<ParallelPoint> ParallelAxes::hoverAt(const QPointF &position) const
{
    const Gesture gesture = gestureAt(position);
    if (gesture.grip != Grip::Legend)
        return pointAt(position);
    const bool line =
        gesture.entry == ParallelLayout::Selection || (gesture.entry >= 0 && isShown(lineOf(gesture.entry)));
    return line ? std::optional(ParallelPoint{gesture.entry, -1}) : std::nullopt;
}

void ParallelAxes::setHovered(std::optional<ParallelPoint> point)
{
    if (point == m_hovered)
        return;
    m_hovered = point;
    viewport()->update();
}

void ParallelAxes::mouseMoveEvent(QMouseEvent *event)
{
    if (m_gesture.grip != Grip::None && (event->buttons() & Qt::LeftButton) == 0) {
        m_gesture = {}; // it was let go where nobody told us
        refresh();
    }
    if (m_gesture.grip == Grip::None) {
        const std::optional<ParallelPoint> point = hoverAt(event->position());
        if (point || m_hovered)
            showTip(event->globalPosition().toPoint(),
                    point && point->place >= 0 ? pointTooltip(*point) : QString());
        setHovered(point);
        const Grip grip = gestureAt(event->position()).grip;
        viewport()->setCursor(grip == Grip::BrushEnd   ? Qt::SizeVerCursor
                              : grip == Grip::Brush    ? Qt::SizeAllCursor
                              : grip == Grip::NewBrush ? Qt::CrossCursor
                              : grip != Grip::None     ? Qt::PointingHandCursor
                                                       : Qt::ArrowCursor);
        return;
    }
    m_gesture.to = event->position();
    const bool far =
        (m_gesture.to - m_gesture.from).manhattanLength() >= QApplication::startDragDistance() / 2.0;
    if (!m_gesture.dragged && !far)
        return;
    if (!std::exchange(m_gesture.dragged, true) && m_gesture.grip == Grip::NewBrush)
        beginBrush(m_gesture.modifiers);
    if (m_gesture.grip == Grip::Name)
        m_gesture.grip = Grip::NameDragged;
    if (m_gesture.grip == Grip::NewBrush || m_gesture.grip == Grip::Brush || m_gesture.grip == Grip::BrushEnd)
        dragBrush(windowLayout());
    viewport()->update();
}

// A brush that adds or takes away is about its own axis only: the tracks of the others are picked already.
void ParallelAxes::beginBrush(Qt::KeyboardModifiers modifiers)
{
    if (selectionMode(modifiers, m_pickMode) != SelectionMode::Replace)
        m_brushes.clear();
}

void ParallelAxes::dragBrush(const ParallelLayout &layout)
{
    if (m_gesture.place < 0 || m_gesture.place >= static_cast<int>(layout.axes.size()))
        return;
    const auto place = static_cast<std::size_t>(m_gesture.place);
    const auto inPlot = [&](double y) { return std::clamp(y, layout.plot.top(), layout.plot.bottom()); };
    AxisBrush brush;
    if (m_gesture.grip == Grip::Brush) {
        const QRectF &before = m_gesture.before;
        const double by = std::clamp(m_gesture.to.y() - m_gesture.from.y(), layout.plot.top() - before.top(),
                                     layout.plot.bottom() - before.bottom());
        brush = brushBetween(layout, place, before.top() + by, before.bottom() + by);
    } else {
        brush = brushBetween(layout, place, m_gesture.anchor, inPlot(m_gesture.to.y()));
    }
    brush.axis = m_spec.axes[layout.axes[place].index].name;
    setBrush(brush);
    emit brushed(m_gesture.modifiers, false);
}

void ParallelAxes::setBrush(const AxisBrush &brush)
{
    removeBrush(brush.axis);
    m_brushes.push_back(brush);
    viewport()->update();
}

bool ParallelAxes::removeBrush(const QString &axis)
{
    const auto removed = std::erase_if(m_brushes, [&](const AxisBrush &brush) { return brush.axis == axis; });
    viewport()->update();
    return removed > 0;
}

void ParallelAxes::mousePressEvent(QMouseEvent *event)
{
    if (event->button() != Qt::LeftButton)
        return;
    m_gesture = gestureAt(event->position());
    m_gesture.modifiers = event->modifiers();
    if (m_gesture.grip == Grip::NewBrush || m_gesture.grip == Grip::Brush || m_gesture.grip == Grip::BrushEnd)
        m_gesture.layout = windowLayout();
    showTip({}, {});
    setHovered(std::nullopt);
}

void ParallelAxes::mouseReleaseEvent(QMouseEvent *event)
{
    if (event->button() != Qt::LeftButton)
        return;
    const Gesture gesture = std::exchange(m_gesture, Gesture());
    if (gesture.layout)
        refresh(); // the scale may follow again
    viewport()->update();
    if (gesture.grip == Grip::Legend) {
        const Gesture now = gestureAt(event->position());
        if (now.grip == Grip::Legend && now.entry == gesture.entry)
            clickLegend(gesture.entry, event->modifiers());
        return;
    }
    const ParallelLayout layout = windowLayout();
    if (gesture.place < 0 || gesture.place >= static_cast<int>(layout.axes.size()))
        return;
    const QString name = m_spec.axes[layout.axes[static_cast<std::size_t>(gesture.place)].index].name;
    AxisArrangement arrangement = m_arrangement;
    switch (gesture.grip) {
    case Grip::Name:
        arrangement.flip(name);
        arrange(arrangement);
        break;
    case Grip::NameDragged: {
        std::size_t place = 0;
        while (place < layout.axes.size() && layout.axes[place].x <= event->position().x())
            ++place;
        arrangement.move(m_spec.axisNames(), name, place);
        arrange(arrangement);
        break;
    }
    case Grip::NewBrush:
    case Grip::Brush:
    case Grip::BrushEnd:
        if (gesture.dragged)
            emit brushed(gesture.modifiers, true);
        else if (removeBrush(name)) // without moving: a click
            emit brushed(Qt::NoModifier, true);
        break;
    default:
        break;
    }
}

void ParallelAxes::mouseDoubleClickEvent(QMouseEvent *event)
{
    const Gesture gesture = gestureAt(event->position());
    if (gesture.grip == Grip::Legend && gesture.entry >= 0)
        isolate(lineOf(gesture.entry).name);
    else
        mousePressEvent(event);
}

void ParallelAxes::clickLegend(int entry, Qt::KeyboardModifiers modifiers)
{
    if (entry == ParallelLayout::Selection)
        return;
    if (entry >= 0 && modifiers.testFlag(Qt::ControlModifier)) {
        isolate(lineOf(entry).name);
        return;
    }
    QSet<QString> hidden = m_hiddenClasses;
    if (entry == ParallelLayout::ShowAll)
        hidden.clear();
    else if (!hidden.remove(lineOf(entry).name))
        hidden.insert(lineOf(entry).name);
    setHiddenClasses(hidden);
    emit hiddenClassesChanged();
}

// That class alone, or all again when it was alone already.
void ParallelAxes::isolate(const QString &name)
{
    QSet<QString> others;
    for (const ParallelLine &line : m_spec.lines)
        if (line.name != name)
            others.insert(line.name);
    QSet<QString> hidden = m_hiddenClasses;
    hidden.remove(name); // the first click of a double click has hidden it
    setHiddenClasses(hidden == others ? QSet<QString>() : others);
    emit hiddenClassesChanged();
}

void ParallelAxes::fillMenu(QMenu &menu, const QString &axis)
{
    const QStringList names = m_spec.axisNames();
    const auto add = [&](const QString &text, auto change) {
        menu.addAction(text, this, [this, change] {
            AxisArrangement arrangement = m_arrangement;
            change(arrangement);
            arrange(arrangement);
        });
    };
    if (!axis.isEmpty()) {
        add(tr("&Hide"), [axis](AxisArrangement &all) { all.setHidden(axis, true); });
        add(tr("&Flip"), [axis](AxisArrangement &all) { all.flip(axis); });
        add(tr("Move to F&irst"), [axis, names](AxisArrangement &all) { all.move(names, axis, 0); });
        add(tr("Move to &Last"),
            [axis, names](AxisArrangement &all) { all.move(names, axis, static_cast<std::size_t>(-1)); });
        menu.addSeparator();
    }
    add(tr("Show &All Axes"), [names](AxisArrangement &all) {
        for (const QString &name : names)
            all.setHidden(name, false);
    });
    menu.addAction(tr("&Sort by How Much Classes Differ"), this, [this] { sortBySpread(); });
}

void ParallelAxes::contextMenuEvent(QContextMenuEvent *event)
{
    if (m_spec.axes.empty())
        return;
    const ParallelLayout layout = windowLayout();
    const QPointF position = event->pos();
    int place = nearestAxis(layout, position.x(), axisReach);
    for (std::size_t i = 0; i < layout.axes.size(); ++i)
        if (layout.nameContains(i, position))
            place = static_cast<int>(i);
    auto *menu = new QMenu(this);
    menu->setObjectName(QStringLiteral("axisMenu"));
    menu->setAttribute(Qt::WA_DeleteOnClose);
    fillMenu(*menu,
             place >= 0 ? m_spec.axes[layout.axes[static_cast<std::size_t>(place)].index].name : QString());
    menu->popup(event->globalPos());
}

bool ParallelAxes::viewportEvent(QEvent *event)
{
    if (event->type() == QEvent::Leave)
        setHovered(std::nullopt);
    return Plot::viewportEvent(event);
}

} // namespace genrelens
