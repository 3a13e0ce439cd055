#include "widgets/plots/scatter_mask.h"
#include "widgets/plots/scatter_state.h"
#include "widgets/plots/text.h"

#include <QKeyEvent>
#include <QPainter>

#include <algorithm>

// What a brush would select is shown while it is dragged.
namespace genrelens
{

namespace
{

constexpr qint64 frame = 16;                   // milliseconds
constexpr qint64 longish = 20;                 // milliseconds for a preview: they become rarer
constexpr qint64 tooLong = 50;                 // milliseconds
constexpr qint64 restShare = 4;                // of the time between previews to theirs
constexpr int mostLate = 3;                    // previews at the beginning of a drag
constexpr std::size_t fewPoints = 50'000;      // whose preview never takes that long
constexpr std::size_t mostPreviewed = 300'000; // of more it always does

} // namespace

// Of a stroke only what is new is looked at.
const RowSet &ScatterCanvas::State::brushedRows()
{
    const ScatterBrush &brush = *gesture.brush;
    const std::vector<QPointF> &way = brush.vertices();
    const bool rectangle = brush.kind() == ScatterBrush::Kind::Rectangle;
    if (!gesture.inside || rectangle ||
        (brush.kind() == ScatterBrush::Kind::Lasso && gesture.counted != way.size())) {
        gesture.inside = rowsInside(brush, content.shown(), content.points().size());
    } else if (gesture.counted < way.size()) {
        ScatterBrush last(brush.kind(), way[gesture.counted - 1], brush.radius());
        for (std::size_t i = gesture.counted; i < way.size(); ++i)
            last.extend(way[i]);
        *gesture.inside |= rowsInside(last, content.shown(), content.points().size());
    }
    gesture.counted = way.size();
    return *gesture.inside;
}

void ScatterCanvas::setPickMode(SelectionMode mode)
{
    m_state->pickMode = mode;
    followBrush();
}

// At the next frame, whatever else happens until then.
void ScatterCanvas::followBrush()
{
    State &state = *m_state;
    if (!state.gesture.brush || state.frame.isActive())
        return;
    const qint64 since = state.sinceFrame.isValid() ? state.sinceFrame.elapsed() : frame;
    state.frame.start(static_cast<int>(std::clamp<qint64>(frame - since, 0, frame)));
}

void ScatterCanvas::showBrush()
{
    State &state = *m_state;
    if (!state.gesture.brush)
        return;
    state.sinceFrame.start();
    const bool previews = !state.gesture.outlineOnly && state.content.points().size() <= mostPreviewed;
    const bool rests = state.gesture.rest > 0 && state.sincePreview.elapsed() < state.gesture.rest;
    if (previews && !rests)
        preview();
    viewport()->update();
    if (previews && rests)
        followBrush(); // it is due though nobody moves
}

void ScatterCanvas::preview()
{
    State &state = *m_state;
    QElapsedTimer timer;
    timer.start();
    const std::size_t count = state.content.points().size();
    const RowSet &selected = state.content.selection();
    const SelectionMode mode = selectionMode(state.gesture.modifiers, state.pickMode);
    const RowSet rows =
        combined(selected.rows() == count ? selected : RowSet(count), state.brushedRows(), mode);
    state.gesture.previewed = rows.count();
    if (state.content.setPreview(rows)) {
        state.picture = {};
        updatePicture(theme());
    }
    state.sincePreview.start();
    const qint64 took = count <= fewPoints ? 0 : timer.elapsed();
    state.gesture.rest = took > longish ? restShare * took : 0;
    // One that is in time says that they can be: another program may have held up those before it.
    if (took <= tooLong)
        state.gesture.previewsInTime = true;
    if (state.gesture.previewsInTime || ++state.gesture.latePreviews < mostLate)
        return;
    state.gesture.outlineOnly = true;
    state.gesture.previewed.reset();
    endPreview();
}

void ScatterCanvas::endPreview()
{
    if (m_state->content.setPreview({}))
        repaintPoints();
}

// Ctrl or Shift goes down or up while the pointer rests; the event has what was held before.
void ScatterCanvas::followModifier(const QKeyEvent &event)
{
    State::Gesture &gesture = m_state->gesture;
    const Qt::KeyboardModifiers own = event.key() == Qt::Key_Control ? Qt::ControlModifier
                                      : event.key() == Qt::Key_Shift ? Qt::ShiftModifier
                                                                     : Qt::NoModifier;
    if (!own)
        return;
    gesture.modifiers.setFlag(Qt::KeyboardModifier(int(own)), event.type() == QEvent::KeyPress);
    followBrush();
}

// Beside the pointer, within the window.
void ScatterCanvas::drawCount(QPainter &painter, const Theme &theme) const
{
    const State::Gesture &gesture = m_state->gesture;
    if (!gesture.brush || !gesture.previewed)
        return;
    const auto count = static_cast<qint64>(*gesture.previewed);
    const QString text = count == 1 ? tr("1 track") : tr("%1 tracks").arg(formatCount(count));
    const QPointF pointer = m_state->pointer.value_or(gesture.last);
    const QRectF window = viewport()->rect();
    QRectF box(0, 0, textWidth(text, font()) + 2 * spacing::medium, lineHeight(font()) + 2 * spacing::small);
    box.moveTopLeft(pointer + QPointF(spacing::large, spacing::large));
    if (box.right() > window.right())
        box.moveRight(pointer.x() - spacing::large);
    if (box.bottom() > window.bottom())
        box.moveBottom(pointer.y() - spacing::large);
    for (const QWidget *over : findChildren<QWidget *>(QString(), Qt::FindDirectChildrenOnly)) { // a legend
        const QRectF taken = QRectF(over->geometry()).translated(-viewport()->pos());
        if (over != viewport() && over->isVisible() && taken.intersects(box))
            box.moveRight(taken.left() - spacing::small);
    }
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(theme.line, 1));
    painter.setBrush(theme.base);
    painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), spacing::cornerRadius, spacing::cornerRadius);
    painter.setPen(theme.text);
    painter.setFont(font());
    painter.drawText(box, Qt::AlignCenter, text);
    painter.restore();
}

} // namespace genrelens
