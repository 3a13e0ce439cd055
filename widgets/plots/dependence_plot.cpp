#include "widgets/plots/dependence_plot.h"

#include "widgets/plots/dependence_layout.h"

#include <QApplication>
#include <QKeyEvent>
#include <QMouseEvent>

#include <algorithm>
#include <cmath>
#include <limits>

namespace genrelens
{

namespace
{

constexpr double reach = 7;         // pixels from a dot at which it is still meant
constexpr double farOut = 3;        // times the range of nearly all: then a few bend the scale
constexpr double nearlyAll = 0.005; // are left out at each end
constexpr double edge = 0.03;       // of a range, left free beside the dots

double quantile(std::vector<double> values, double share)
{
    const auto place =
        static_cast<std::ptrdiff_t>(std::lround(share * static_cast<double>(values.size() - 1)));
    std::nth_element(values.begin(), values.begin() + place, values.end());
    return values[static_cast<std::size_t>(place)];
}

} // namespace

DependencePlot::DependencePlot(QWidget *parent) : Plot(parent)
{
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
}

void DependencePlot::setSpec(DependenceSpec spec)
{
    m_spec = std::move(spec);
    setTitle(m_spec.title);
    findRanges();
    relayout();
    viewport()->update();
}

void DependencePlot::findRanges()
{
    m_beyond = 0;
    m_low = m_bottom = 0;
    m_high = m_top = 1;
    if (isEmpty())
        return;
    std::vector<double> xs;
    xs.reserve(m_spec.points.size());
    m_top = m_bottom;
    for (const DependencePoint &point : m_spec.points) {
        xs.push_back(point.x);
        m_bottom = std::min(m_bottom, point.y);
        m_top = std::max(m_top, point.y);
    }
    const auto [low, high] = std::minmax_element(xs.begin(), xs.end());
    m_low = *low;
    m_high = *high;
    const double from = quantile(xs, nearlyAll);
    const double to = quantile(xs, 1.0 - nearlyAll);
    if (to > from && m_high - m_low > farOut * (to - from)) {
        m_low = std::max(m_low, from - (to - from) / 4);
        m_high = std::min(m_high, to + (to - from) / 4);
        m_beyond = static_cast<std::size_t>(
            std::count_if(xs.begin(), xs.end(), [this](double x) { return x < m_low || x > m_high; }));
    }
    const auto widen = [](double &first, double &last) {
        const double margin = last > first ? edge * (last - first) : std::max(0.5, std::abs(first) / 2);
        first -= margin;
        last += margin;
    };
    widen(m_low, m_high);
    widen(m_bottom, m_top);
}

DependencePlot::Layout DependencePlot::windowLayout() const
{
    return layoutIn(QRectF(viewport()->rect())
                        .adjusted(spacing::small, spacing::small, -spacing::medium, -spacing::small));
}

void DependencePlot::relayout()
{
    m_dots.reset();
}

QPointF DependencePlot::positionOf(std::size_t point) const
{
    return windowLayout().place(m_spec.points[point]);
}

// The nearest; of those that lie on each other the one that is drawn last.
std::optional<std::size_t> DependencePlot::pointAt(const QPointF &position) const
{
    if (isEmpty())
        return std::nullopt;
    const Layout layout = windowLayout();
    std::optional<std::size_t> nearest;
    double least = reach * reach;
    for (std::size_t i = 0; i < m_spec.points.size(); ++i) {
        const QPointF away = layout.place(m_spec.points[i]) - position;
        const double distance = QPointF::dotProduct(away, away);
        if (distance <= least) {
            least = distance;
            nearest = i;
        }
    }
    return nearest;
}

void DependencePlot::mousePressEvent(QMouseEvent *event)
{
    if (event->button() != Qt::LeftButton || isEmpty())
        return;
    m_pressed = event->position();
    m_pointer = event->position();
    m_brushing = false;
    showTip({}, {});
}

void DependencePlot::mouseMoveEvent(QMouseEvent *event)
{
    if (m_pressed) {
        m_pointer = event->position();
        const QPointF moved = m_pointer - *m_pressed;
        m_brushing = m_brushing || moved.manhattanLength() >= QApplication::startDragDistance();
        viewport()->update();
        return;
    }
    const std::optional<std::size_t> point = pointAt(event->position());
    viewport()->setCursor(point ? Qt::PointingHandCursor : Qt::CrossCursor);
    showTip(event->globalPosition().toPoint(), point && m_tips ? m_tips(*point) : QString());
}

void DependencePlot::mouseReleaseEvent(QMouseEvent *event)
{
    if (event->button() != Qt::LeftButton || !m_pressed)
        return;
    const QRectF brushed = QRectF(*m_pressed, event->position()).normalized();
    const bool brushing = m_brushing;
    m_pressed.reset();
    m_brushing = false;
    viewport()->update();
    if (!brushing) {
        if (const std::optional<std::size_t> point = pointAt(event->position()))
            emit pointClicked(*point);
        return;
    }
    const Layout layout = windowLayout();
    std::vector<std::size_t> points;
    for (std::size_t i = 0; i < m_spec.points.size(); ++i)
        if (brushed.contains(layout.place(m_spec.points[i])))
            points.push_back(i);
    emit pointsBrushed(points, event->modifiers());
}

void DependencePlot::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Escape && m_pressed) {
        m_pressed.reset();
        m_brushing = false;
        viewport()->update();
        return;
    }
    Plot::keyPressEvent(event);
}

} // namespace genrelens
