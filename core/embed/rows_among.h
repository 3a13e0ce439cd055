#pragma once

#include "core/base/progress.h"
#include "core/base/result.h"
#include "core/embed/neighbour_lists.h"
#include "core/prepare/features.h"

#include <cstddef>

namespace genrelens
{

/// The nearest of the old rows for each new one, exactly: nearest first, of equally near ones the lower row;
/// all old rows when there are fewer than asked for. By an index for euclidean distances, else by looking at
/// all. Errors: no old rows, no neighbour asked for, other features, cancelled.
Result<NeighbourLists> rowsAmong(const Features &old, const Features &added, std::size_t neighbours,
                                 Metric metric, Progress &progress);

} // namespace genrelens
