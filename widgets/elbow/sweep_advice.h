#pragma once

#include "core/cluster/cluster_choice.h"
#include "core/cluster/k_sweep.h"

#include <QString>

#include <vector>

namespace genrelens
{

/// How many clusters a sweep recommends, in words.
struct SweepAdvice {
    int clusters = 0; ///< 0 when none can be recommended
    QString text; ///< "8 clusters: the knee of the sum of squares and the silhouette agree; stable (0.93)."
    QString otherwise; ///< what speaks for other numbers, or a limit of the range; empty when nothing does
};

/// From these on the mean adjusted Rand index between resamples is good and moderate (Steinley 2004).
inline constexpr double goodStability = 0.8;
inline constexpr double moderateStability = 0.65;

/// complete: or more is to come, and what is said holds so far. Nothing is said of no points.
SweepAdvice sweepAdvice(const std::vector<KSweepPoint> &points, bool complete);

/// "the silhouette", within a sentence.
QString criterionText(ClusterCriterion criterion);

} // namespace genrelens
