#pragma once

#include "core/base/progress.h"
#include "core/base/result.h"
#include "core/neighbours/neighbour_index.h"
#include "core/neighbours/row_matrix.h"

#include <cstddef>
#include <cstdint>
#include <vector>

namespace genrelens
{

/// Near rows of all rows, nearly the nearest: nearest-neighbour descent (Dong, Moses & Li 2011), which begins
/// with the rows that share a leaf of some projection trees and goes on asking the neighbours of neighbours.
/// In a round each row changes its own list by what the lists were before, so that the outcome is the same
/// for any number of threads. k of each row (less than there are rows), distances in double, nearest first.
/// Errors: cancelled.
Result<std::vector<Neighbour>> descendToNeighbours(const RowMatrix &matrix, std::size_t k, BoxDistance summed,
                                                   std::uint64_t seed, Progress &progress);

} // namespace genrelens
