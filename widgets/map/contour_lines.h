#pragma once

#include "widgets/map/density_grid.h"

#include <QPainterPath>

namespace genrelens
{

/// The closed lines around what is denser than the level, in map units; marching squares, with corners
/// that bend a line by less than a small part of a cell left out. The outermost cells count as empty.
QPainterPath contourAt(const DensityGrid &grid, double level);

} // namespace genrelens
