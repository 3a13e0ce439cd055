#pragma once

#include "core/base/progress.h"
#include "core/base/result.h"
#include "core/labels/label_set.h"
#include "core/prepare/features.h"

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace genrelens
{

/// A feature that sets a cluster apart.
struct ClusterTrait {
    std::size_t feature = 0;
    double difference = 0.0; ///< (mean - rest) over the feature's standard deviation among all labelled rows
    double mean = 0.0;       ///< of the cluster, in the matrix's unit
    double rest = 0.0;       ///< of the rows of all other clusters
};

/// A row and how far it lies from the mean of its cluster.
struct ClusterMember {
    std::uint32_t row = 0;
    std::int32_t cluster = 0;
    double distance = 0.0; ///< euclidean
    /// The distance less the mean of the cluster's distances, over their standard deviation; 0 where all are
    /// alike. So that members of tight and of wide clusters compare.
    double score = 0.0;
};

/// A class of another grouping among the rows of a cluster.
struct ClusterClass {
    std::size_t cls = 0;
    std::size_t rows = 0; ///< in both
    double share = 0.0;   ///< of the cluster's rows that have a class
    double lift = 0.0;    ///< that over its share of all rows that have both: 1 is chance
};

/// What a cluster is made of.
struct ClusterProfile {
    std::size_t rows = 0;
    double meanDistance = 0.0;          ///< of its rows from their mean
    std::vector<ClusterTrait> traits;   ///< all features, the largest difference of either sign first
    std::vector<ClusterMember> typical; ///< nearest to the mean first
    std::vector<ClusterMember> distant; ///< farthest first
    std::vector<ClusterClass> classes;  ///< the highest lift first
};

struct ClusterProfileOptions {
    std::size_t members = 10;  ///< typical and distant rows listed, each
    std::size_t classes = 10;  ///< listed
    std::size_t leastRows = 5; ///< of a class in the cluster, lest chance leads the list
};

/// One for each class of `clusters`; empty lists for one without rows, no traits for one without a rest.
/// others: another grouping of the same rows, or an empty one.
Result<std::vector<ClusterProfile>> clusterProfiles(const Features &features, const LabelSet &clusters,
                                                    const LabelSet &others,
                                                    const ClusterProfileOptions &options, Progress &progress);

/// Of each class of `clusters` the classes of another grouping of the same rows, as profiles list them.
Result<std::vector<std::vector<ClusterClass>>> clusterClasses(const LabelSet &clusters,
                                                              const LabelSet &others,
                                                              const ClusterProfileOptions &options,
                                                              Progress &progress);

/// Those of the given rows that have a cluster, in their order, with how far they lie from its mean.
Result<std::vector<ClusterMember>> clusterMembers(const Features &features, const LabelSet &clusters,
                                                  std::span<const std::uint32_t> rows, Progress &progress);

/// The rows that lie farthest from the means of their own clusters, by score, at most `limit` of them; of
/// equals the first row. Rows without a cluster are none.
Result<std::vector<ClusterMember>> clusterAnomalies(const Features &features, const LabelSet &clusters,
                                                    std::size_t limit, Progress &progress);

} // namespace genrelens
