// What the pointer and the keys do on a beeswarm; beeswarm.cpp holds what it shows.
#include "widgets/plots/beeswarm.h"
#include "widgets/plots/text.h"

#include <QApplication>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QScrollBar>

#include <algorithm>
#include <cmath>

namespace genrelens
{

namespace
{

constexpr Qt::KeyboardModifiers picking = Qt::ControlModifier | Qt::ShiftModifier;

} // namespace

Beeswarm::Place Beeswarm::placeAt(const QPointF &position) const
{
    if (isEmpty())
        return {};
    const BeeswarmLayout layout = windowLayout();
    const int panel = layout.panelAt(position);
    if (panel < 0)
        return {};
    if (layout.needs.titled && layout.title(panel).contains(position))
        return {Part::Title, panel, 0};
    const int row = layout.rowAt(panel, position.y());
    if (row < 0)
        return {};
    if (layout.field(panel).contains(position))
        return {Part::Field, panel, row};
    return {layout.hasNames(panel) && layout.name(panel, row).contains(position) ? Part::Name : Part::None,
            panel, row};
}

QRectF Beeswarm::brushOf(const Gesture &gesture) const
{
    const BeeswarmLayout layout = windowLayout();
    const QRectF row = layout.row(gesture.on.panel, gesture.on.row);
    QRectF brush = QRectF(gesture.from, gesture.to).normalized() & row;
    brush.setLeft(std::clamp(std::min(gesture.from.x(), gesture.to.x()), row.left(), row.right()));
    brush.setRight(std::clamp(std::max(gesture.from.x(), gesture.to.x()), row.left(), row.right()));
    // A hand that goes along a row means all of its height.
    if (std::abs(gesture.to.y() - gesture.from.y()) < layout.rowHeight / 2 || brush.height() <= 0) {
        brush.setTop(row.top());
        brush.setBottom(row.bottom());
    }
    return brush;
}

std::vector<std::uint32_t> Beeswarm::tracksIn(const Gesture &gesture) const
{
    std::vector<std::uint32_t> tracks;
    const QRectF brush = brushOf(gesture);
    const auto points = pointsOf(windowLayout(), gesture.on.panel, gesture.on.row);
    for (std::size_t i = 0; points && i < points->values.size(); ++i) {
        const QPointF at = points->at(i);
        if (at.x() >= brush.left() && at.x() <= brush.right() && at.y() >= brush.top() &&
            at.y() <= brush.bottom())
            tracks.push_back(shown().explanation->tracks[i]);
    }
    return tracks;
}

// "energy moves folk by −12 to +3 percentage points"
QString Beeswarm::brushName(const Gesture &gesture) const
{
    const QRectF brush = brushOf(gesture);
    const BeeswarmLayout layout = windowLayout();
    const BeeswarmPanel &panel = shown().panels[static_cast<std::size_t>(gesture.on.panel)];
    const std::size_t feature = panel.features[static_cast<std::size_t>(gesture.on.row)];
    return tr("%1 moves %2 by %3 to %4 percentage points")
        .arg(QString::fromStdString(shown().explanation->features.names()[feature]), panel.name,
             formatSigned(100 * layout.value(gesture.on.panel, brush.left()), 2),
             formatSigned(100 * layout.value(gesture.on.panel, brush.right()), 2));
}

void Beeswarm::setHovered(std::optional<SwarmPoint> point)
{
    if (point == m_hovered)
        return;
    m_hovered = point;
    viewport()->update();
}

void Beeswarm::mouseMoveEvent(QMouseEvent *event)
{
    if ((event->buttons() & Qt::LeftButton) == 0)
        m_gesture = {}; // it was let go where nobody told us
    if (m_gesture.on.part == Part::None) {
        const auto point = pointAt(event->position());
        const Part part = placeAt(event->position()).part;
        if (point || m_hovered)
            showTip(event->globalPosition().toPoint(), point ? pointTooltip(*point) : QString());
        else if (part == Part::Title || part == Part::Name)
            showTip(event->globalPosition().toPoint(), part == Part::Title
                                                           ? plainTooltip(tr("Show this class alone"))
                                                           : plainTooltip(tr("Show how its value matters")));
        setHovered(point);
        viewport()->setCursor(part == Part::Title || part == Part::Name || point ? Qt::PointingHandCursor
                              : part == Part::Field                              ? Qt::CrossCursor
                                                                                 : Qt::ArrowCursor);
        return;
    }
    m_gesture.to = event->position();
    const QPointF way = m_gesture.to - m_gesture.from;
    if (m_gesture.on.part != Part::Field ||
        (!m_gesture.dragged && way.manhattanLength() < QApplication::startDragDistance() / 2.0))
        return;
    m_gesture.dragged = true;
    setHovered({});
    const auto tracks = static_cast<qint64>(tracksIn(m_gesture).size());
    const auto all = static_cast<qint64>(shown().explanation->values.rows());
    showTip(event->globalPosition().toPoint(),
            plainTooltip(tr("%1 of the %2 explained tracks").arg(formatCount(tracks), formatCount(all))));
    viewport()->update();
}

void Beeswarm::mousePressEvent(QMouseEvent *event)
{
    if (event->button() != Qt::LeftButton)
        return;
    m_gesture = {placeAt(event->position()), event->position(), event->position(), false};
}

void Beeswarm::mouseReleaseEvent(QMouseEvent *event)
{
    if (event->button() != Qt::LeftButton)
        return;
    Gesture gesture = std::exchange(m_gesture, {});
    viewport()->update();
    if (!gesture.dragged) {
        act(gesture.from, event->modifiers());
        return;
    }
    gesture.to = event->position();
    showTip({}, {});
    if (const std::vector<std::uint32_t> tracks = tracksIn(gesture); !tracks.empty())
        emit tracksPicked(tracks, brushName(gesture), event->modifiers());
}

void Beeswarm::act(const QPointF &position, Qt::KeyboardModifiers modifiers)
{
    const Place place = placeAt(position);
    if (place.part == Part::None)
        return;
    const BeeswarmPanel panel = shown().panels[static_cast<std::size_t>(place.panel)];
    if (place.part == Part::Title) {
        emit classChosen(panel.classCode);
    } else if (place.part == Part::Name) {
        emit featureChosen(panel.features[static_cast<std::size_t>(place.row)]);
    } else if (const auto point = pointAt(position)) {
        if (modifiers & picking)
            pickOne(*point, modifiers);
        else
            emit trackChosen(shown().explanation->tracks[point->place]);
    }
}

void Beeswarm::pickOne(SwarmPoint point, Qt::KeyboardModifiers modifiers)
{
    const std::uint32_t track = shown().explanation->tracks[point.place];
    emit tracksPicked({track}, m_names ? m_names(track) : tr("one track"), modifiers);
}

// The point that is the next in its row, or the same track in the next row.
SwarmPoint Beeswarm::beside(SwarmPoint point, int key) const
{
    const int rows = static_cast<int>(shown().panels.front().features.size());
    if (key == Qt::Key_Up || key == Qt::Key_Down) {
        point.row = std::clamp(point.row + (key == Qt::Key_Up ? -1 : 1), 0, rows - 1);
        return point;
    }
    const BeeswarmPanel &panel = shown().panels[static_cast<std::size_t>(point.panel)];
    const std::span<const float> values = shown().explanation->values.column(
        panel.classCode, panel.features[static_cast<std::size_t>(point.row)]);
    const auto before = [&](std::size_t a, std::size_t b) {
        return values[a] != values[b] ? values[a] < values[b] : a < b;
    };
    const bool forward = key == Qt::Key_Right || key == Qt::Key_Home;
    const bool toEnd = key == Qt::Key_Home || key == Qt::Key_End;
    std::optional<std::size_t> next;
    for (std::size_t i = 0; i < values.size(); ++i) {
        const bool beyond = toEnd || (forward ? before(point.place, i) : before(i, point.place));
        if (beyond && (!next || (forward ? before(i, *next) : before(*next, i))))
            next = i;
    }
    point.place = next.value_or(point.place);
    return point;
}

std::optional<SwarmPoint> Beeswarm::pointForKey(int key) const
{
    if (isEmpty() || shown().explanation->values.rows() == 0)
        return {};
    switch (key) {
    case Qt::Key_Left:
    case Qt::Key_Right:
    case Qt::Key_Up:
    case Qt::Key_Down:
    case Qt::Key_Home:
    case Qt::Key_End:
        return m_hovered ? beside(*m_hovered, key) : SwarmPoint{};
    case Qt::Key_PageUp:
    case Qt::Key_PageDown: {
        SwarmPoint point = m_hovered.value_or(SwarmPoint{});
        const int last = static_cast<int>(shown().panels.size()) - 1;
        point.panel = std::clamp(point.panel + (key == Qt::Key_PageUp ? -1 : 1), 0, last);
        return point;
    }
    default:
        return {};
    }
}

// Scrolls so that its row is seen.
void Beeswarm::moveTo(SwarmPoint point)
{
    const BeeswarmLayout layout = windowLayout();
    const QRectF row = layout.row(point.panel, point.row);
    QScrollBar *bar = verticalScrollBar();
    if (row.top() < layout.body.top())
        bar->setValue(bar->value() - static_cast<int>(std::ceil(layout.body.top() - row.top())));
    else if (row.bottom() > layout.body.bottom())
        bar->setValue(bar->value() + static_cast<int>(std::ceil(row.bottom() - layout.body.bottom())));
    setHovered(point);
    const QPointF place = positionOf(point).value_or(layout.row(point.panel, point.row).center());
    showTip(viewport()->mapToGlobal(place.toPoint()), pointTooltip(point));
}

void Beeswarm::keyPressEvent(QKeyEvent *event)
{
    const bool acts = m_hovered && !isEmpty();
    if (const auto point = pointForKey(event->key())) {
        moveTo(*point);
    } else if (acts && (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter)) {
        emit trackChosen(shown().explanation->tracks[m_hovered->place]);
    } else if (acts && event->key() == Qt::Key_Space) {
        pickOne(*m_hovered, event->modifiers());
    } else if (event->key() == Qt::Key_Escape && m_gesture.dragged) {
        m_gesture = {};
        viewport()->update();
    } else {
        Plot::keyPressEvent(event);
    }
}

void Beeswarm::focusOutEvent(QFocusEvent *event)
{
    Plot::focusOutEvent(event);
    setHovered({});
}

void Beeswarm::showEvent(QShowEvent *event)
{
    Plot::showEvent(event);
    bringUpToDate();
}

void Beeswarm::scrollContentsBy(int, int)
{
    setHovered({});
    m_gesture = {}; // what it began on is elsewhere now
    bringUpToDate();
    viewport()->update();
}

bool Beeswarm::viewportEvent(QEvent *event)
{
    if (event->type() == QEvent::Leave)
        setHovered({});
    return Plot::viewportEvent(event);
}

} // namespace genrelens
