#pragma once

#include "core/base/progress.h"
#include "core/base/result.h"
#include "core/embed/map_point.h"
#include "core/prepare/features.h"

#include <array>
#include <vector>

namespace genrelens
{

/// The two directions in which the rows vary most.
struct PcaMap {
    std::vector<MapPoint> points; ///< centred; one a row
    std::array<std::vector<double>, 2>
        loadings;                   ///< unit vectors over the features; the largest weight is positive
    std::array<double, 2> shares{}; ///< of the whole variance
};

/// Principal components by the eigenvectors of the covariance; a second direction of a single feature is 0.
/// Errors: no rows, cancelled.
Result<PcaMap> pcaMap(const Features &features, Progress &progress);

} // namespace genrelens
