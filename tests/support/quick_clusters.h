#pragma once

#include "core/study/settings.h"

namespace genrelens::test
{

/// Settings of clusters that take next to no time: few starts, a short sweep.
inline ClusterSettings quickClusters(int k)
{
    ClusterSettings clusters;
    clusters.k = k;
    clusters.restarts = 2;
    clusters.sweepFrom = 2;
    clusters.sweepTo = 4;
    clusters.sweepRestarts = 1;
    return clusters;
}

} // namespace genrelens::test
