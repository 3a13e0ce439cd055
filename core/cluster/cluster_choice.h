#pragma once

#include <cstddef>
#include <limits>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace genrelens
{

/// What is known of one number of clusters; NaN where it was not measured.
struct ClusterQuality {
    static constexpr double unknown = std::numeric_limits<double>::quiet_NaN();

    std::size_t clusters = 0;
    double wcss = unknown;
    double silhouette = unknown;       ///< high is good
    double calinskiHarabasz = unknown; ///< high is good
    double daviesBouldin = unknown;    ///< low is good
    double gap = unknown;              ///< see core/cluster/gap.h
    double gapError = unknown;
    double stability = unknown; ///< mean adjusted Rand between resamples
};

/// Why a number of clusters may be the right one. The order is that in which they are told.
enum class ClusterCriterion {
    Gap,              ///< the first k with gap(k) >= gap(k + 1) - error(k + 1)
    Knee,             ///< where the curve of the sums of squares bends most
    Silhouette,       ///< the highest
    CalinskiHarabasz, ///< the highest
    DaviesBouldin,    ///< the lowest
};

/// "gap", "knee", "silhouette", "calinski_harabasz" or "davies_bouldin", in files.
std::string criterionName(ClusterCriterion criterion);

/// What one criterion is for.
struct ClusterVote {
    ClusterCriterion criterion = ClusterCriterion::Knee;
    std::size_t clusters = 0;
    double figure = 0.0; ///< of the criterion at that number; of Knee the sum of squares
    /// Whether that is the first or last number tried: the best may then lie beyond, so it counts less.
    bool atEdge = false;
};

struct ClusterChoice {
    std::size_t clusters = 0; ///< 0 when no criterion can tell
    std::size_t votes = 0;    ///< that are for it
    double stability = ClusterQuality::unknown;
    std::vector<ClusterVote> cast; ///< of each criterion that can tell
};

/// The number of clusters that most criteria are for. Votes at an edge of the range count only where there
/// are no others; of equally many votes the more stable number wins, then the smaller. qualities: by rising
/// number of clusters.
ClusterChoice chooseClusters(std::span<const ClusterQuality> qualities);

/// The knee of a falling, convex curve as the Kneedle algorithm finds it (Satopaa, Albrecht, Irwin & Raghavan
/// 2011), offline and without its smoothing, as such curves are smooth: an index into both, or nothing when
/// there is no bend that stands out by `sensitivity` mean steps. x rises.
std::optional<std::size_t> kneePoint(std::span<const double> x, std::span<const double> y,
                                     double sensitivity = 1.0);

} // namespace genrelens
