#pragma once

#include "core/base/progress.h"
#include "core/base/result.h"
#include "core/prepare/features.h"

#include <cstddef>
#include <cstdint>
#include <vector>

namespace genrelens
{

struct IsolationForestOptions {
    std::size_t trees = 200;
    std::size_t sampleRows = 256; ///< drawn for each tree, without replacement; all where there are fewer
    std::uint64_t seed = 1;
};

/// The comparisons that a search for a value takes on average that is not in a binary search tree of so many
/// random values: 2 H(n - 1) - 2 (n - 1) / n with the harmonic numbers H; 0 for fewer than two.
double meanPathLength(std::size_t values);

/// How easily each row is told from the others, by an isolation forest (Liu, Ting & Zhou 2008): trees over
/// small samples, each split at a random value of a random feature that differs among its rows, as deep as a
/// balanced tree of the sample; 2 to the power of -(mean depth) / meanPathLength(sample). About 0.5 for what
/// is among its like, towards 1 for what stands alone; 0.5 for all rows where no two differ. The same bits
/// for any number of threads.
Result<std::vector<double>> isolationScores(const Features &features, const IsolationForestOptions &options,
                                            Progress &progress);

} // namespace genrelens
