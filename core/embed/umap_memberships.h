#pragma once

#include "core/base/progress.h"
#include "core/base/result.h"

#include <cstddef>
#include <span>
#include <vector>

namespace genrelens
{

/// How much each of a row's neighbours belongs to it: exp(-(d - rho) / sigma), at most 1, where rho is the
/// row's least distance above 0, and sigma is found by 64 halvings so that they add up to log2(neighbours);
/// but sigma is never below a thousandth of the row's mean distance (of all distances, where rho is 0), which
/// twins would make it.
/// distances: rows x neighbours, each row's rising. toNearest: false has rho at 0, for rows that come new.
Result<std::vector<float>> umapMemberships(std::span<const float> distances, std::size_t neighbours,
                                           bool toNearest, Progress &progress);

} // namespace genrelens
