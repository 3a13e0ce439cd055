#pragma once

#include <cstddef>
#include <span>
#include <vector>

namespace genrelens
{

/// One row of a swarm.
struct Swarm {
    std::vector<float> offsets; ///< of the points from the row's middle line, in pixels
    bool crowded = false;       ///< there was no room for all: some lie over others
};

/// Places points, given by where they are along the row in pixels, beside each other: in their order each
/// goes as near to the middle line as it can without touching one that is there already. No point reaches
/// farther than halfHeight from the line. Where there is no room for all, the swarm is pressed together: up
/// to half of the height it keeps its form, and beyond it grows with the logarithm of how many points there
/// are, so that the densest place is as high as the row; points that find no room then lie over others,
/// spread evenly. The same points always have the same places, and those in front of others do not move for
/// them unless the row becomes crowded. Points that are NaN have an offset of 0 and take no room.
Swarm layOutSwarm(std::span<const float> along, double halfHeight, double diameter);

/// The diameter at which so many points leave a row of that size some air: smaller the more there are.
double swarmDiameter(std::size_t points, double width, double height);

} // namespace genrelens
