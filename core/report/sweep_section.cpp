#include "core/report/sweep_section.h"

#include "core/cluster/cluster_choice.h"

#include <vector>

namespace genrelens
{

using Json = nlohmann::ordered_json;

Json sweepSection(std::span<const KSweepPoint> sweep)
{
    Json json;
    json["sweep"] = Json::array();
    std::vector<ClusterQuality> qualities;
    for (const KSweepPoint &point : sweep) {
        json["sweep"].push_back({{"k", point.clusters},
                                 {"wcss", point.wcss},
                                 {"silhouette", point.silhouette},
                                 {"silhouette_error", point.silhouetteError},
                                 {"calinski_harabasz", point.calinskiHarabasz},
                                 {"davies_bouldin", point.daviesBouldin},
                                 {"expected_wcss", point.expectedWcss},
                                 {"gap", point.gap},
                                 {"gap_error", point.gapError},
                                 {"stability", point.stability},
                                 {"stability_deviation", point.stabilityDeviation}});
        qualities.push_back(point.quality());
    }
    if (sweep.empty())
        return json;
    const ClusterChoice choice = chooseClusters(qualities);
    json["recommended_k"] = choice.clusters > 0 ? Json(choice.clusters) : Json();
    json["votes"] = Json::array();
    for (const ClusterVote &vote : choice.cast)
        json["votes"].push_back(
            {{"criterion", criterionName(vote.criterion)}, {"k", vote.clusters}, {"at_edge", vote.atEdge}});
    return json;
}

} // namespace genrelens
