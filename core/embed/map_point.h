#pragma once

namespace genrelens
{

/// Where a track lies on a map, in the map's own units; y grows upwards.
struct MapPoint {
    float x = 0.0F;
    float y = 0.0F;

    bool operator==(const MapPoint &) const = default;
};

} // namespace genrelens
