#pragma once

#include "core/embed/map_point.h"

#include <QPointF>
#include <QRectF>

#include <cmath>
#include <span>

namespace genrelens
{

/// Points that are not are nowhere on a map.
inline bool isFinite(const MapPoint &point)
{
    return std::isfinite(point.x) && std::isfinite(point.y);
}

/// A rectangle of a map, in its own units; y grows upwards.
struct MapBounds {
    double left = 0.0;
    double bottom = 0.0;
    double right = 0.0;
    double top = 0.0;

    /// Around all points that are finite; of no points the origin alone.
    static MapBounds of(std::span<const MapPoint> points);
    /// Around all but a few that lie far out, if there are such: in no direction beyond it more than one
    /// point in three hundred, and not below three hundred points.
    static MapBounds ofMost(std::span<const MapPoint> points);

    [[nodiscard]] double width() const { return right - left; }
    [[nodiscard]] double height() const { return top - bottom; }
    [[nodiscard]] QPointF centre() const { return {(left + right) / 2, (bottom + top) / 2}; }
    [[nodiscard]] bool contains(const MapPoint &point) const;
    bool operator==(const MapBounds &) const = default;
};

/// Which part of a map is seen, and where: map units to logical pixels, with the same scale in both
/// directions; y grows upwards on the map and downwards on the screen. A value.
class ScatterView
{
public:
    static constexpr double leastZoom = 0.25;
    static constexpr double mostZoom = 10'000; ///< beyond, the steps of a float are seen

    ScatterView() = default;
    /// All of the bounds inside the area, margin pixels from its edges.
    static ScatterView fitting(const MapBounds &bounds, const QRectF &area, double margin);

    [[nodiscard]] QPointF toPixel(const MapPoint &point) const
    {
        return toPixel(double(point.x), double(point.y));
    }
    [[nodiscard]] QPointF toPixel(double x, double y) const;
    /// In map units, y upwards.
    [[nodiscard]] QPointF toMap(const QPointF &pixel) const;

    /// Pixels in a map unit.
    [[nodiscard]] double scale() const { return m_scale; }
    /// The scale relative to that of the fitting view, in which the map is seen.
    [[nodiscard]] double zoom() const { return m_scale / m_fittingScale; }
    /// What the middle of the area shows, in map units.
    [[nodiscard]] QPointF centre() const { return m_centre; }
    /// Where the map is seen, in pixels.
    [[nodiscard]] const QRectF &area() const { return m_area; }
    /// The part of the map that is seen.
    [[nodiscard]] MapBounds seen() const;

    /// Larger by the factor, as far as the limits of zoom allow; the point under the pixel stays there.
    [[nodiscard]] ScatterView zoomedAt(const QPointF &pixel, double factor) const;
    /// The picture moves by so many pixels, as the pointer does that drags it.
    [[nodiscard]] ScatterView movedBy(const QPointF &pixels) const;
    /// Moved no further than that some of the bounds, margin pixels in each direction, is in view.
    [[nodiscard]] ScatterView keeping(const MapBounds &bounds, double margin) const;
    /// The same zoom limits with another middle and zoom.
    [[nodiscard]] ScatterView at(const QPointF &centre, double zoom) const;
    /// The same middle and scale in another area; fitting is what a fitting view there would be.
    [[nodiscard]] ScatterView in(const ScatterView &fitting) const;
    /// Between two views of one area, t from 0 to 1: the zoom in even ratios.
    static ScatterView between(const ScatterView &from, const ScatterView &to, double t);

    bool operator==(const ScatterView &) const = default;

private:
    QRectF m_area;
    QPointF m_centre;
    double m_scale = 1.0;
    double m_fittingScale = 1.0;
};

} // namespace genrelens
