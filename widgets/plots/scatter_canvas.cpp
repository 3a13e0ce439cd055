#include "widgets/plots/scatter_canvas.h"

#include "widgets/plots/scatter_state.h"

#include <QStyle>

#include <algorithm>
#include <cmath>
#include <limits>

namespace genrelens
{

namespace
{

constexpr double hoverReach = 8;    // pixels
constexpr double flightZoom = 8;    // at least, for a point that is flown to
constexpr int flightDuration = 140; // milliseconds
constexpr double leastBrushRadius = 2;
constexpr double mostBrushRadius = 400;
constexpr double leastInView = 80; // pixels of the map, so that nobody loses it
constexpr int stillness = 120;     // milliseconds without a move

} // namespace

ScatterCanvas::ScatterCanvas(QWidget *parent) : Plot(parent), m_state(std::make_unique<State>())
{
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    viewport()->grabGesture(Qt::PinchGesture);
    m_state->flying.setStartValue(0.0);
    m_state->flying.setEndValue(1.0);
    m_state->flying.setDuration(flightDuration);
    m_state->flying.setEasingCurve(QEasingCurve::OutCubic);
    connect(&m_state->flying, &QVariantAnimation::valueChanged, this,
            [this](const QVariant &way) { fly(way.toDouble()); });
    m_state->frame.setSingleShot(true);
    m_state->frame.setTimerType(Qt::PreciseTimer);
    connect(&m_state->frame, &QTimer::timeout, this, &ScatterCanvas::showBrush);
    m_state->clearingTimer.setSingleShot(true);
    connect(&m_state->clearingTimer, &QTimer::timeout, this, &ScatterCanvas::clearNow);
    m_state->still.setSingleShot(true);
    m_state->still.setInterval(stillness);
    connect(&m_state->still, &QTimer::timeout, this, [this] {
        if (m_state->isQuick)
            repaintPoints();
    });
    setTool(ScatterTool::Pan);
}

ScatterCanvas::~ScatterCanvas() = default;

void ScatterCanvas::setPoints(std::vector<MapPoint> points, bool keepView)
{
    setArrangedPoints(ArrangedPoints(std::move(points)), keepView);
}

void ScatterCanvas::setArrangedPoints(ArrangedPoints points, bool keepView)
{
    State &state = *m_state;
    const std::size_t before = state.content.points().size();
    state.content.setPoints(std::move(points));
    const bool others = state.content.points().size() != before;
    if (others) {
        state.marked.reset();
        state.clearing.reset();
        cancelGesture();
    }
    state.gesture.inside.reset();
    followBrush();
    setHovered({});
    const bool follows = state.follows && !others && positionOf(state.flight.row);
    const bool flies = follows && keepView && state.flying.state() == QVariantAnimation::Running;
    if (!follows)
        state.stay();
    else if (!flies)
        state.flying.stop();
    const bool fits = !follows && (!keepView || state.fits || before == 0);
    const ScatterView whole = fittingView();
    changeView(fits ? whole : state.view.in(whole), fits);
    if (follows && !flies)
        fly(1); // the row lies elsewhere by now
    repaintPoints();
}

const std::vector<MapPoint> &ScatterCanvas::points() const
{
    return m_state->content.points();
}

void ScatterCanvas::setColours(PointColours colours)
{
    if (colours == m_state->content.colours())
        return;
    m_state->content.setColours(std::move(colours));
    m_state->gesture.inside.reset(); // others may be hidden
    followBrush();
    setHovered({});
    repaintPoints();
}

void ScatterCanvas::setEmphasis(std::optional<std::uint16_t> code)
{
    if (m_state->content.setEmphasis(code))
        repaintPoints();
}

const PointColours &ScatterCanvas::colours() const
{
    return m_state->content.colours();
}

void ScatterCanvas::setSelection(const RowSet &selection)
{
    if (selection == m_state->content.selection())
        return;
    m_state->clearing.reset(); // somebody was faster
    if (m_state->content.setSelection(selection))
        repaintPoints();
    followBrush();
}

const ScatterView &ScatterCanvas::view() const
{
    return m_state->view;
}

void ScatterCanvas::setView(const ScatterView &view)
{
    m_state->stay();
    changeView(view, false);
}

void ScatterCanvas::repaintPoints()
{
    m_state->picture = {};
    viewport()->update();
}

void ScatterCanvas::changeView(const ScatterView &wanted, bool fits)
{
    State &state = *m_state;
    const ScatterView view =
        isEmpty() || fits ? wanted : wanted.keeping(state.content.arranged().extent(), leastInView);
    state.fits = fits;
    if (view == state.view)
        return;
    state.view = view;
    state.still.start();
    repaintPoints();
    emit viewChanged();
}

ScatterView ScatterCanvas::fittingView() const
{
    return ScatterView::fitting(m_state->content.arranged().bounds(), viewport()->rect(), scatterMargin);
}

void ScatterCanvas::zoomToFit()
{
    m_state->stay();
    changeView(fittingView(), true);
}

void ScatterCanvas::zoomBy(double factor)
{
    setView(m_state->view.zoomedAt(m_state->view.area().center(), factor));
}

void ScatterCanvas::zoomToRows(const RowSet &rows)
{
    const State &state = *m_state;
    std::vector<MapPoint> chosen;
    if (rows.rows() == state.content.points().size()) {
        for (const std::uint32_t row : rows.members())
            if (isFinite(state.content.points()[row]))
                chosen.push_back(state.content.points()[row]);
    }
    if (chosen.empty())
        return;
    const MapBounds around = MapBounds::of(chosen);
    if (around.width() > 0 || around.height() > 0) {
        const ScatterView near = ScatterView::fitting(around, viewport()->rect(), 3 * scatterMargin);
        setView(state.view.at(near.centre(), state.view.zoom() * near.scale() / state.view.scale()));
    } else {
        setView(state.view.at(around.centre(), std::max(state.view.zoom(), flightZoom)));
    }
}

void ScatterCanvas::flyTo(std::uint32_t row)
{
    State &state = *m_state;
    if (!positionOf(row))
        return;
    setMarked(row);
    state.stay();
    state.follows = true;
    state.flight = {row, state.view.centre(), state.view.zoom(), std::max(state.view.zoom(), flightZoom)};
    if (isVisible() && style()->styleHint(QStyle::SH_Widget_Animation_Duration, nullptr, this) > 0)
        state.flying.start();
    else
        fly(1);
}

// From and to are places on the map: the window may have another size by now, and the row lie elsewhere.
void ScatterCanvas::fly(double way)
{
    State &state = *m_state;
    const State::Flight &flight = state.flight;
    if (!positionOf(flight.row)) {
        state.stay();
        return;
    }
    const MapPoint &point = state.content.points()[flight.row];
    const ScatterView from = state.view.at(flight.centre, flight.zoom);
    const ScatterView to = state.view.at({point.x, point.y}, flight.wantedZoom);
    changeView(ScatterView::between(from, to, way), false);
}

void ScatterCanvas::setMarked(std::optional<std::uint32_t> row)
{
    if (row && !positionOf(*row))
        row.reset();
    m_state->marked = row;
    viewport()->update();
}

std::optional<std::uint32_t> ScatterCanvas::marked() const
{
    return m_state->marked;
}

void ScatterCanvas::setTool(ScatterTool tool)
{
    clearNow();
    cancelGesture();
    m_state->tool = tool;
    updateCursor();
    viewport()->update();
}

ScatterTool ScatterCanvas::tool() const
{
    return m_state->tool;
}

void ScatterCanvas::setBrushRadius(double radius)
{
    m_state->brushRadius = std::clamp(radius, leastBrushRadius, mostBrushRadius);
    viewport()->update();
}

double ScatterCanvas::brushRadius() const
{
    return m_state->brushRadius;
}

void ScatterCanvas::setPointSize(std::optional<double> size)
{
    m_state->content.setDiameter(size);
    repaintPoints();
}

std::optional<double> ScatterCanvas::pointSize() const
{
    return m_state->content.diameter();
}

void ScatterCanvas::setOpacity(std::optional<double> opacity)
{
    m_state->content.setOpacity(opacity);
    repaintPoints();
}

std::optional<double> ScatterCanvas::opacity() const
{
    return m_state->content.opacity();
}

double ScatterCanvas::shownPointSize() const
{
    return m_state->content.lookIn(m_state->view).diameter;
}

double ScatterCanvas::shownOpacity() const
{
    return m_state->content.lookIn(m_state->view).opacity;
}

void ScatterCanvas::addLayer(std::shared_ptr<const ScatterLayer> layer)
{
    m_state->layers.push_back(std::move(layer));
    viewport()->update();
}

void ScatterCanvas::updateLayers()
{
    viewport()->update();
}

std::optional<std::uint32_t> ScatterCanvas::rowAt(const QPointF &position) const
{
    const State &state = *m_state;
    return state.content.shown().nearestRow(state.view.toMap(position), hoverReach / state.view.scale());
}

std::optional<std::uint32_t> ScatterCanvas::hoveredRow() const
{
    return m_state->hovered;
}

std::optional<QPointF> ScatterCanvas::positionOf(std::uint32_t row) const
{
    if (row >= m_state->content.points().size() || !isFinite(m_state->content.points()[row]))
        return {};
    return m_state->view.toPixel(m_state->content.points()[row]);
}

bool ScatterCanvas::isEmpty() const
{
    return m_state->content.points().empty();
}

// A view of the whole map goes on to be one; any other keeps its middle and its scale.
void ScatterCanvas::relayout()
{
    State &state = *m_state;
    const ScatterView whole = fittingView();
    changeView(state.fits ? whole : state.view.in(whole), state.fits);
}

} // namespace genrelens
