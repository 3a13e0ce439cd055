#pragma once

#include "core/base/result.h"
#include "core/embed/map_point.h"
#include "tests/bench/options.h"
#include "widgets/plots/point_colours.h"

#include <vector>

namespace genrelens::bench
{

/// Tracks by their first two principal components, coloured by super-genre or what the options ask for.
struct MapInput {
    std::vector<MapPoint> points;
    PointColours colours;
    bool drawn = false; ///< by the generator
};

Result<MapInput> openMapInput(const BenchOptions &options);

} // namespace genrelens::bench
