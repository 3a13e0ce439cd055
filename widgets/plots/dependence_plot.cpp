#include "widgets/plots/dependence_plot.h"

#include "core/study/job.h"
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

constexpr std::size_t mostAtOnce = 5'000; // dots that take a few milliseconds
constexpr double reach = 7;               // pixels from a dot at which it is still meant
constexpr double farOut = 3;              // times the range of nearly all: then a few bend the scale
constexpr double nearlyAll = 0.005;       // are left out at each end
constexpr double edge = 0.03;             // of a range, left free beside the dots

double quantile(std::vector<double> values, double share)
{
    const auto place =
        static_cast<std::ptrdiff_t>(std::lround(share * static_cast<double>(values.size() - 1)));
    std::nth_element(values.begin(), values.begin() + place, values.end());
    return values[static_cast<std::size_t>(place)];
}

} // namespace

DependenceRanges dependenceRanges(const std::vector<DependencePoint> &points)
{
    DependenceRanges found;
    if (points.empty())
        return found;
    std::vector<double> xs;
    xs.reserve(points.size());
    found.top = found.bottom;
    for (const DependencePoint &point : points) {
        xs.push_back(point.x);
        found.bottom = std::min(found.bottom, point.y);
        found.top = std::max(found.top, point.y);
    }
    const auto [low, high] = std::minmax_element(xs.begin(), xs.end());
    found.low = *low;
    found.high = *high;
    const double from = quantile(xs, nearlyAll);
    const double to = quantile(xs, 1.0 - nearlyAll);
    if (to > from && found.high - found.low > farOut * (to - from)) {
        found.low = std::max(found.low, from - (to - from) / 4);
        found.high = std::min(found.high, to + (to - from) / 4);
        found.beyond = static_cast<std::size_t>(
            std::count_if(xs.begin(), xs.end(), [&](double x) { return x < found.low || x > found.high; }));
    }
    const auto widen = [](double &first, double &last) {
        const double margin = last > first ? edge * (last - first) : std::max(0.5, std::abs(first) / 2);
        first -= margin;
        last += margin;
    };
    widen(found.low, found.high);
    widen(found.bottom, found.top);
    return found;
}

DependencePlot::DependencePlot(JobBoard *board, QWidget *parent)
    : Plot(parent)
    , m_spec(std::make_shared<const DependenceSpec>())
{
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    if (board == nullptr)
        return;
    m_job = std::make_unique<Job>(tr("Drawing dots"), *board);
    m_job->setQuiet(true);
}

DependencePlot::~DependencePlot() = default;

// Dots of the same axes are seen until the new ones are drawn.
void DependencePlot::setSpec(DependenceSpec spec)
{
    const bool same = !spec.points.empty() && spec.xTitle == m_spec->xTitle && spec.yTitle == m_spec->yTitle;
    m_spec = std::make_shared<const DependenceSpec>(std::move(spec));
    if (!same)
        m_dots.reset();
    setTitle(m_spec->title);
    relayout();
    viewport()->update();
}

void DependencePlot::setSelection(const RowSet &selection)
{
    if (selection == m_selection)
        return;
    m_selection = selection;
    relayout();
    viewport()->update();
}

DependencePlot::Layout DependencePlot::windowLayout() const
{
    return layoutIn(QRectF(viewport()->rect())
                        .adjusted(spacing::small, spacing::small, -spacing::medium, -spacing::small));
}

void DependencePlot::relayout()
{
    m_outdated = true;
    if (m_job)
        m_job->abandon();
}

void DependencePlot::makeDots(const Layout &layout, double scale, const Theme &theme)
{
    if (!m_job || m_spec->points.size() <= mostAtOnce) {
        m_dots = dots(*m_spec, m_selection, layout, scale, theme);
        m_outdated = false;
        return;
    }
    if (m_job->isRunning())
        return;
    m_job->start<DotPicture>(
        [spec = m_spec, selection = m_selection, layout, scale, theme](Progress &) -> Result<DotPicture> {
            return dots(*spec, selection, layout, scale, theme);
        },
        [this](DotPicture drawn) {
            m_dots = std::move(drawn);
            m_outdated = false;
            viewport()->update();
        });
}

QPointF DependencePlot::positionOf(std::size_t point) const
{
    return windowLayout().place(m_spec->points[point]);
}

// The nearest; of those that lie on each other the one that is drawn last.
std::optional<std::size_t> DependencePlot::pointAt(const QPointF &position) const
{
    if (isEmpty())
        return std::nullopt;
    const Layout layout = windowLayout();
    std::optional<std::size_t> nearest;
    double least = reach * reach;
    for (std::size_t i = 0; i < m_spec->points.size(); ++i) {
        const QPointF away = layout.place(m_spec->points[i]) - position;
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
    for (std::size_t i = 0; i < m_spec->points.size(); ++i)
        if (brushed.contains(layout.place(m_spec->points[i])))
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
