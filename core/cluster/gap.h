#pragma once

#include "core/base/progress.h"
#include "core/base/result.h"
#include "core/prepare/features.h"

#include <cstddef>
#include <cstdint>
#include <vector>

namespace genrelens
{

struct GapOptions {
    std::size_t references = 10; ///< drawn and clustered for each number of clusters; at least 1
    std::size_t rows = 20'000;   ///< of a reference at most; its sum of squares is scaled up to all rows
    std::size_t restarts = 2;    ///< of k-means on each
    std::uint64_t seed = 1;
};

/// How far the sum of squares lies below what tracks without clusters would give.
struct GapPoint {
    double expectedWcss = 0.0; ///< of a reference: exp of the mean of ln W*
    double gap = 0.0;          ///< mean of ln W* less ln W
    double error = 0.0;        ///< s_k: the deviation of ln W*, times sqrt(1 + 1 / references)
};

/// Where the rows of a reference come from: uniform in the box around the rows whose sides are their
/// principal axes (variant b of the paper).
struct ReferenceBox {
    std::vector<double> mean; ///< columns
    std::vector<double> axes; ///< columns x columns, an axis a row
    std::vector<double> low;  ///< along each axis, from the mean
    std::vector<double> high;
};
Result<ReferenceBox> referenceBox(const Features &features, Progress &progress);

/// Reference number `index` of a seed: the same for every number of clusters.
Features drawReference(const Features &features, const ReferenceBox &box, const GapOptions &options,
                       std::size_t index);

/// The gap statistic (Tibshirani, Walther & Hastie 2001) for `clusters` clusters of the given sum of squares.
Result<GapPoint> gapStatistic(const Features &features, const ReferenceBox &box, std::size_t clusters,
                              double wcss, const GapOptions &options, Progress &progress);

} // namespace genrelens
