#include "widgets/plots/scatter_state.h"

#include <QContextMenuEvent>
#include <QGestureEvent>
#include <QGuiApplication>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QNativeGestureEvent>
#include <QPinchGesture>
#include <QStyleHints>
#include <QWheelEvent>

#include <cmath>

namespace genrelens
{

namespace
{

constexpr double dragDistance = 4; // pixels; less is a click
constexpr double keyZoom = 1.25;
constexpr double keyStep = 64;     // pixels
constexpr double wheelStep = 120;  // of an angle
constexpr double zoomAStep = 1.25; // of the wheel
constexpr double brushSpacing = 2; // pixels between vertices
constexpr double brushAStep = 1.2; // of its radius, by the wheel or a key

} // namespace

void ScatterCanvas::setHovered(std::optional<std::uint32_t> row)
{
    if (row == m_state->hovered)
        return;
    m_state->hovered = row;
    viewport()->update();
    emit hovered(row);
}

// What is under the pointer though it did not move.
void ScatterCanvas::updateHover()
{
    const State &state = *m_state;
    if (state.pointer && state.gesture.button == Qt::NoButton)
        setHovered(rowAt(*state.pointer));
}

void ScatterCanvas::cancelGesture()
{
    State &state = *m_state;
    state.gesture = {};
    updateCursor();
    viewport()->update();
    endPreview();
}

void ScatterCanvas::updateCursor()
{
    const State &state = *m_state;
    const bool pans = state.spaceHeld || state.tool == ScatterTool::Pan;
    if (state.gesture.pans && state.gesture.dragged)
        viewport()->setCursor(Qt::ClosedHandCursor);
    else if (pans)
        viewport()->setCursor(state.spaceHeld ? Qt::OpenHandCursor : Qt::ArrowCursor);
    else
        viewport()->setCursor(Qt::CrossCursor);
}

void ScatterCanvas::mousePressEvent(QMouseEvent *event)
{
    State &state = *m_state;
    const bool left = event->button() == Qt::LeftButton;
    clearNow();
    if (state.gesture.button == event->button())
        cancelGesture(); // its release went elsewhere
    if (isEmpty() || state.gesture.button != Qt::NoButton || (!left && event->button() != Qt::MiddleButton)) {
        event->ignore();
        return;
    }
    state.stay();
    state.swallowsRelease = false;
    state.gesture.button = event->button();
    state.gesture.pans = !left || state.spaceHeld || state.tool == ScatterTool::Pan;
    state.gesture.from = event->position();
    state.gesture.last = event->position();
    event->accept();
}

void ScatterCanvas::mouseMoveEvent(QMouseEvent *event)
{
    State &state = *m_state;
    State::Gesture &gesture = state.gesture;
    state.pointer = event->position();
    if (gesture.button == Qt::NoButton) {
        updateHover();
        const QPointF way = event->position() - (state.clearing ? state.clearing->position : QPointF());
        if (std::hypot(way.x(), way.y()) > QGuiApplication::styleHints()->mouseDoubleClickDistance())
            clearNow();
        if (state.tool == ScatterTool::Brush)
            viewport()->update();
        return;
    }
    if (!(event->buttons() & gesture.button)) { // its release went elsewhere
        cancelGesture();
        return;
    }
    const QPointF way = event->position() - gesture.from;
    if (!gesture.dragged && std::hypot(way.x(), way.y()) < dragDistance)
        return;
    if (!gesture.dragged)
        beginDrag();
    if (gesture.pans) {
        changeView(state.view.movedBy(event->position() - gesture.last), false);
        gesture.last = event->position();
    } else {
        gesture.modifiers = event->modifiers();
        extendBrush(event->position(), false);
        followBrush();
    }
}

void ScatterCanvas::beginDrag()
{
    State &state = *m_state;
    state.gesture.dragged = true;
    setHovered({});
    updateCursor();
    if (state.gesture.pans)
        return;
    setMarked({}); // that was looked at
    const auto kind = state.tool == ScatterTool::Rectangle ? ScatterBrush::Kind::Rectangle
                      : state.tool == ScatterTool::Lasso   ? ScatterBrush::Kind::Lasso
                                                           : ScatterBrush::Kind::Stroke;
    const double radius = state.tool == ScatterTool::Brush ? state.brushRadius / state.view.scale() : 0.0;
    state.gesture.brush.emplace(kind, state.view.toMap(state.gesture.from), radius);
}

// Vertices nearer than can be seen would only cost time; where the button is released there is always one.
void ScatterCanvas::extendBrush(const QPointF &to, bool last)
{
    State::Gesture &gesture = m_state->gesture;
    const QPointF way = to - gesture.last;
    const bool rectangle = gesture.brush->kind() == ScatterBrush::Kind::Rectangle;
    if (!rectangle && (last ? way.isNull() : std::hypot(way.x(), way.y()) < brushSpacing))
        return;
    gesture.brush->extend(m_state->view.toMap(to));
    gesture.last = to;
}

void ScatterCanvas::mouseReleaseEvent(QMouseEvent *event)
{
    State &state = *m_state;
    if (event->button() != state.gesture.button || state.gesture.button == Qt::NoButton)
        return;
    if (state.gesture.brush) {
        extendBrush(event->position(), true);
        const RowSet rows = state.brushedRows();
        state.gesture = {};
        updateCursor();
        viewport()->update();
        emit picked(rows, event->modifiers(), Picking::Brush);
        endPreview(); // by now it is the selection, which needs no other picture
        return;
    }
    const bool click = !state.gesture.dragged && event->button() == Qt::LeftButton && !state.spaceHeld;
    const QPointF from = state.gesture.from;
    cancelGesture();
    if (click && !std::exchange(state.swallowsRelease, false))
        clickAt(from, event->modifiers());
}

// One on plain ground may be the first of two, which show the whole map and are not to cost the selection.
// Anything else that the person does meanwhile comes after it.
void ScatterCanvas::clickAt(const QPointF &position, Qt::KeyboardModifiers modifiers)
{
    State &state = *m_state;
    RowSet rows(state.content.points().size());
    if (const std::optional<std::uint32_t> row = rowAt(position)) {
        rows.insert(*row);
        emit picked(rows, modifiers, Picking::Click);
    } else if (state.tool != ScatterTool::Pan && !(modifiers & (Qt::ControlModifier | Qt::ShiftModifier))) {
        state.clearing = {position, modifiers};
        state.clearingTimer.start(QGuiApplication::styleHints()->mouseDoubleClickInterval());
    }
}

void ScatterCanvas::clearNow()
{
    const auto clearing = std::exchange(m_state->clearing, {});
    if (clearing)
        emit picked(RowSet(points().size()), clearing->modifiers, Picking::Click);
}

void ScatterCanvas::mouseDoubleClickEvent(QMouseEvent *event)
{
    if (event->button() != Qt::LeftButton || isEmpty()) {
        event->ignore();
        return;
    }
    m_state->clearing.reset();
    mousePressEvent(event); // it may become a drag
    m_state->swallowsRelease = true;
    if (!rowAt(event->position()))
        zoomToFit();
}

void ScatterCanvas::wheelEvent(QWheelEvent *event)
{
    if (isEmpty() || event->angleDelta().y() == 0) {
        event->ignore();
        return;
    }
    const double steps = event->angleDelta().y() / wheelStep;
    event->accept();
    if (m_state->tool == ScatterTool::Brush && event->modifiers().testFlag(Qt::ControlModifier))
        return resizeBrush(std::pow(brushAStep, steps));
    m_state->stay();
    changeView(m_state->view.zoomedAt(event->position(), std::pow(zoomAStep, steps)), false);
    updateHover();
}

// That of a stroke that is being drawn stays.
void ScatterCanvas::resizeBrush(double factor)
{
    if (m_state->gesture.brush)
        return;
    setBrushRadius(brushRadius() * factor);
    emit brushRadiusChosen(brushRadius());
}

void ScatterCanvas::contextMenuEvent(QContextMenuEvent *event)
{
    if (isEmpty())
        return;
    const bool byMouse = event->reason() == QContextMenuEvent::Mouse;
    emit contextMenuRequested(byMouse ? rowAt(event->pos()) : m_state->hovered, event->globalPos());
    event->accept();
}

// A window's shortcuts come before keys: Esc may clear the selection there, and undo is about the click
// before.
bool ScatterCanvas::event(QEvent *event)
{
    if (event->type() == QEvent::ShortcutOverride) {
        clearNow();
        const bool escape = static_cast<QKeyEvent *>(event)->key() == Qt::Key_Escape;
        if (escape && m_state->gesture.button != Qt::NoButton) {
            event->accept();
            return true;
        }
    }
    return Plot::event(event);
}

void ScatterCanvas::keyPressEvent(QKeyEvent *event)
{
    State &state = *m_state;
    const auto move = [&](double x, double y) { setView(state.view.movedBy({x, y})); };
    if (isEmpty()) {
        event->ignore();
        return;
    }
    followModifier(*event);
    switch (event->key()) {
    case Qt::Key_Left:
        return move(keyStep, 0);
    case Qt::Key_Right:
        return move(-keyStep, 0);
    case Qt::Key_Up:
        return move(0, keyStep);
    case Qt::Key_Down:
        return move(0, -keyStep);
    case Qt::Key_Plus:
    case Qt::Key_Equal:
        return zoomBy(keyZoom);
    case Qt::Key_Minus:
        return zoomBy(1 / keyZoom);
    case Qt::Key_0:
        return zoomToFit();
    case Qt::Key_BracketLeft:
    case Qt::Key_BracketRight:
        if (state.tool == ScatterTool::Brush)
            return resizeBrush(event->key() == Qt::Key_BracketLeft ? 1 / brushAStep : brushAStep);
        break;
    case Qt::Key_Space:
        state.spaceHeld = true;
        return updateCursor();
    case Qt::Key_Escape:
        if (state.gesture.button != Qt::NoButton)
            return cancelGesture();
        break; // the window's own: it selects nothing
    default:
        break;
    }
    event->ignore();
}

void ScatterCanvas::keyReleaseEvent(QKeyEvent *event)
{
    followModifier(*event);
    if (event->key() != Qt::Key_Space) {
        Plot::keyReleaseEvent(event);
        return;
    }
    if (!event->isAutoRepeat())
        m_state->spaceHeld = false;
    updateCursor();
}

void ScatterCanvas::focusOutEvent(QFocusEvent *event)
{
    clearNow();
    m_state->spaceHeld = false;
    updateCursor();
    Plot::focusOutEvent(event);
}

bool ScatterCanvas::pinch(QEvent *event)
{
    State &state = *m_state;
    if (event->type() == QEvent::NativeGesture) {
        const auto *gesture = static_cast<QNativeGestureEvent *>(event);
        if (gesture->gestureType() != Qt::ZoomNativeGesture || isEmpty())
            return false;
        state.stay();
        changeView(state.view.zoomedAt(gesture->position(), 1 + gesture->value()), false);
        return true;
    }
    auto *gestures = static_cast<QGestureEvent *>(event);
    const auto *pinching = static_cast<QPinchGesture *>(gestures->gesture(Qt::PinchGesture));
    if (pinching == nullptr || isEmpty())
        return false;
    const QPointF centre = viewport()->mapFromGlobal(pinching->centerPoint());
    const QPointF before = viewport()->mapFromGlobal(pinching->lastCenterPoint());
    const bool begins = pinching->state() == Qt::GestureStarted;
    if (begins)
        cancelGesture(); // that of the first finger
    state.stay();
    const ScatterView moved = begins ? state.view : state.view.movedBy(centre - before);
    changeView(moved.zoomedAt(centre, pinching->scaleFactor()), false);
    gestures->accept(Qt::PinchGesture);
    return true;
}

bool ScatterCanvas::viewportEvent(QEvent *event)
{
    switch (event->type()) {
    case QEvent::NativeGesture:
    case QEvent::Gesture:
        if (pinch(event))
            return true;
        break;
    case QEvent::Leave:
        clearNow();
        m_state->pointer.reset();
        setHovered({});
        viewport()->update();
        break;
    default:
        break;
    }
    return Plot::viewportEvent(event);
}

} // namespace genrelens
