#pragma once

#include "core/base/progress.h"
#include "core/base/result.h"
#include "core/cluster/k_means.h"

namespace genrelens
{

/// What kMeans() does with very many rows: exact k-means of a sample, whose centres then follow small batches
/// of rows, each centre being the mean of all rows it was ever nearest to (Bottou & Bengio 1995, Sculley
/// 2010). One pass over all rows gives each the label of its nearest centre. Memory beyond the features is
/// 4 bytes a row, and what the sample takes. options and features are checked by the caller.
Result<KMeansResult> miniBatchKMeans(const Features &features, const KMeansOptions &options,
                                     Progress &progress);

} // namespace genrelens
