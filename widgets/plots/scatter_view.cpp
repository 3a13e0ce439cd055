#include "widgets/plots/scatter_view.h"

#include <algorithm>
#include <cmath>
#include <utility>
#include <vector>

namespace genrelens
{

MapBounds MapBounds::of(std::span<const MapPoint> points)
{
    MapBounds bounds;
    bool any = false;
    for (const MapPoint &point : points) {
        if (!isFinite(point))
            continue;
        const auto x = static_cast<double>(point.x);
        const auto y = static_cast<double>(point.y);
        if (!any)
            bounds = {x, y, x, y};
        any = true;
        bounds.left = std::min(bounds.left, x);
        bounds.right = std::max(bounds.right, x);
        bounds.bottom = std::min(bounds.bottom, y);
        bounds.top = std::max(bounds.top, y);
    }
    return bounds;
}

namespace
{

// The ends of one direction: where the few begin, widened, but not beyond the first and last.
std::pair<double, double> mostOf(std::vector<float> &values)
{
    constexpr std::size_t few = 300; // one in so many
    constexpr double widened = 0.12; // of what lies between
    const auto cut = static_cast<std::ptrdiff_t>(values.size() / few);
    const auto low = values.begin() + cut;
    const auto high = values.end() - 1 - cut;
    std::nth_element(values.begin(), low, values.end());
    const auto from = static_cast<double>(*low);
    const auto least = static_cast<double>(*std::min_element(values.begin(), low + 1));
    std::nth_element(low, high, values.end());
    const double to = static_cast<double>(*high);
    const double more = (to - from) * widened;
    return {std::max(from - more, least),
            std::min(to + more, static_cast<double>(*std::max_element(high, values.end())))};
}

} // namespace

MapBounds MapBounds::ofMost(std::span<const MapPoint> points)
{
    std::vector<float> xs;
    std::vector<float> ys;
    for (const MapPoint &point : points) {
        if (isFinite(point)) {
            xs.push_back(point.x);
            ys.push_back(point.y);
        }
    }
    if (xs.empty())
        return {};
    const auto [left, right] = mostOf(xs);
    const auto [bottom, top] = mostOf(ys);
    return {left, bottom, right, top};
}

bool MapBounds::contains(const MapPoint &point) const
{
    const auto x = static_cast<double>(point.x);
    const auto y = static_cast<double>(point.y);
    return x >= left && x <= right && y >= bottom && y <= top;
}

ScatterView ScatterView::fitting(const MapBounds &bounds, const QRectF &area, double margin)
{
    ScatterView view;
    view.m_area = area;
    view.m_centre = bounds.centre();
    const double width = std::max(1.0, area.width() - 2 * margin);
    const double height = std::max(1.0, area.height() - 2 * margin);
    // One point, or all at one place: a unit around it.
    const bool flat = !(bounds.width() > 0) && !(bounds.height() > 0);
    const double across = flat ? 1.0 : bounds.width();
    const double up = flat ? 1.0 : bounds.height();
    const double scale = std::min(across > 0 ? width / across : HUGE_VAL, up > 0 ? height / up : HUGE_VAL);
    view.m_scale = std::isfinite(scale) && scale > 0 ? scale : 1.0;
    view.m_fittingScale = view.m_scale;
    return view;
}

QPointF ScatterView::toPixel(double x, double y) const
{
    const QPointF middle = m_area.center();
    return {middle.x() + (x - m_centre.x()) * m_scale, middle.y() - (y - m_centre.y()) * m_scale};
}

QPointF ScatterView::toMap(const QPointF &pixel) const
{
    const QPointF away = pixel - m_area.center();
    return {m_centre.x() + away.x() / m_scale, m_centre.y() - away.y() / m_scale};
}

MapBounds ScatterView::seen() const
{
    const QPointF low = toMap(m_area.bottomLeft());
    const QPointF high = toMap(m_area.topRight());
    return {low.x(), low.y(), high.x(), high.y()};
}

ScatterView ScatterView::zoomedAt(const QPointF &pixel, double factor) const
{
    if (!(factor > 0) || !std::isfinite(factor))
        return *this;
    const QPointF kept = toMap(pixel);
    ScatterView view = *this;
    view.m_scale = std::clamp(m_scale * factor, m_fittingScale * leastZoom, m_fittingScale * mostZoom);
    const QPointF away = pixel - m_area.center();
    view.m_centre = {kept.x() - away.x() / view.m_scale, kept.y() + away.y() / view.m_scale};
    return view;
}

ScatterView ScatterView::movedBy(const QPointF &pixels) const
{
    ScatterView view = *this;
    view.m_centre += QPointF(-pixels.x(), pixels.y()) / m_scale;
    return view;
}

ScatterView ScatterView::keeping(const MapBounds &bounds, double margin) const
{
    const auto reach = [this, margin](double length) {
        return std::max(0.0, length / 2 - margin) / m_scale; // from the middle to where the bounds may end
    };
    const double across = reach(m_area.width());
    const double up = reach(m_area.height());
    ScatterView view = *this;
    view.m_centre = {std::clamp(m_centre.x(), bounds.left - across, bounds.right + across),
                     std::clamp(m_centre.y(), bounds.bottom - up, bounds.top + up)};
    return view;
}

ScatterView ScatterView::at(const QPointF &centre, double zoom) const
{
    ScatterView view = *this;
    view.m_centre = centre;
    view.m_scale = m_fittingScale * std::clamp(zoom, leastZoom, mostZoom);
    return view;
}

ScatterView ScatterView::in(const ScatterView &fitting) const
{
    ScatterView view = fitting;
    view.m_centre = m_centre;
    view.m_scale = std::clamp(m_scale, fitting.m_scale * leastZoom, fitting.m_scale * mostZoom);
    return view;
}

ScatterView ScatterView::between(const ScatterView &from, const ScatterView &to, double t)
{
    if (t >= 1.0)
        return to;
    ScatterView view = to;
    view.m_scale = from.m_scale * std::pow(to.m_scale / from.m_scale, t);
    // The middle goes with the width that is seen, so that what is headed for moves steadily on the screen.
    const double changed = 1 / to.m_scale - 1 / from.m_scale;
    const bool zooms = std::abs(changed) * std::max(from.m_scale, to.m_scale) > 1e-3;
    const double way = zooms ? (1 / view.m_scale - 1 / from.m_scale) / changed : t;
    view.m_centre = from.m_centre + (to.m_centre - from.m_centre) * way;
    return view;
}

} // namespace genrelens
