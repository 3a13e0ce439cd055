#pragma once

#include "core/base/progress.h"
#include "core/base/result.h"
#include "core/labels/merge_tree.h"

#include <cstddef>
#include <span>
#include <vector>

namespace genrelens
{

/// Of all orders of the leaves in which every group of the tree is in one piece the one whose neighbours are
/// nearest: with the smallest sum of the distances from each leaf to the next (Bar-Joseph, Gifford & Jaakkola
/// 2001, Bioinformatics 17). Begins with the smaller of the two leaves at its ends; of equal orders always
/// the same one. distances: leaves x leaves, symmetric. In time of leaves³ and memory of leaves².
Result<std::vector<std::size_t>> optimalLeafOrder(const MergeTree &tree, std::span<const double> distances,
                                                  Progress &progress);

} // namespace genrelens
