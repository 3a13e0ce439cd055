#pragma once

#include "core/base/result.h"
#include "core/embed/map_point.h"
#include "core/study/dataset.h"
#include "tests/bench/options.h"
#include "widgets/plots/point_colours.h"

#include <cstddef>
#include <memory>
#include <vector>

namespace genrelens::bench
{

/// What a map is of: the tracks of a file or, where more points are asked for than it has rows, points that
/// lie in clumps as those of a map do.
struct MapInput {
    std::shared_ptr<const Dataset> dataset; ///< null: there are points alone
    std::shared_ptr<const PreparedData> prepared;
    std::vector<MapPoint> points; ///< of no file
    PointColours colours;         ///< theirs

    [[nodiscard]] bool isDrawn() const { return !dataset; }
    [[nodiscard]] std::size_t rows() const { return isDrawn() ? points.size() : prepared->features().rows(); }
};

Result<MapInput> openMapInput(const BenchOptions &options);

} // namespace genrelens::bench
