#pragma once

#include "core/cluster/k_sweep.h"

#include <cstddef>
#include <vector>

namespace genrelens::test
{

/// k = 2 to 8 with everything known. The knee and Davies–Bouldin are for 4, the silhouette for 3, Calinski–
/// Harabasz for 2, the gap for 4; 3 is the most stable.
inline std::vector<KSweepPoint> sweepPoints()
{
    const std::vector<double> wcss{1000, 700, 300, 280, 265, 255, 250};
    const std::vector<double> silhouettes{0.2, 0.5, 0.45, 0.4, 0.35, 0.3, 0.25};
    const std::vector<double> harabasz{900, 800, 700, 600, 500, 400, 300};
    const std::vector<double> bouldin{1.5, 1.2, 0.8, 1.0, 1.1, 1.2, 1.3};
    const std::vector<double> gaps{0.1, 0.3, 0.9, 0.85, 0.8, 0.75, 0.7};
    const std::vector<double> stabilities{0.9, 0.97, 0.93, 0.6, 0.5, 0.5, 0.5};
    std::vector<KSweepPoint> points;
    for (std::size_t i = 0; i < wcss.size(); ++i) {
        KSweepPoint point;
        point.clusters = i + 2;
        point.wcss = wcss[i];
        point.silhouette = silhouettes[i];
        point.silhouetteError = 0.01;
        point.calinskiHarabasz = harabasz[i];
        point.daviesBouldin = bouldin[i];
        point.expectedWcss = 1.2 * wcss[i];
        point.gap = gaps[i];
        point.gapError = 0.02;
        point.stability = stabilities[i];
        point.stabilityDeviation = 0.05;
        points.push_back(point);
    }
    return points;
}

/// Without what takes long.
inline std::vector<KSweepPoint> firstRound(std::vector<KSweepPoint> points)
{
    for (KSweepPoint &point : points)
        point.expectedWcss = point.gap = point.gapError = point.stability = point.stabilityDeviation =
            ClusterQuality::unknown;
    return points;
}

} // namespace genrelens::test
