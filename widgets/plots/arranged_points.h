#pragma once

#include "widgets/plots/scatter_points.h"

#include <vector>

namespace genrelens
{

/// Points ready to be shown. Arranging a million takes about 0.1 s, which a window that moves does elsewhere.
class ArrangedPoints
{
public:
    ArrangedPoints() = default;
    explicit ArrangedPoints(std::vector<MapPoint> points)
        : m_points(std::move(points))
        , m_bounds(MapBounds::ofMost(m_points))
        , m_extent(MapBounds::of(m_points))
        , m_sorted(m_points)
    {
    }

    /// By row.
    [[nodiscard]] const std::vector<MapPoint> &points() const { return m_points; }
    /// Of most, what a view fits.
    [[nodiscard]] const MapBounds &bounds() const { return m_bounds; }
    /// Of all.
    [[nodiscard]] const MapBounds &extent() const { return m_extent; }
    [[nodiscard]] const ScatterPoints &sorted() const { return m_sorted; }
    [[nodiscard]] ScatterPoints &sorted() { return m_sorted; }

private:
    std::vector<MapPoint> m_points;
    MapBounds m_bounds;
    MapBounds m_extent;
    ScatterPoints m_sorted;
};

} // namespace genrelens
