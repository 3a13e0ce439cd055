#include "core/report/map_section.h"

namespace genrelens
{

using Json = nlohmann::ordered_json;

Json mapSection(const ReportedMap &map, const NeighbourLists &lists, const MapQuality &quality,
                const PcaMap &pca)
{
    Json json;
    json["method"] = "umap";
    json["parameters"] = map.parameters;
    json["epochs"] = map.epochs;
    if (!map.remark.empty())
        json["remark"] = map.remark;
    json["neighbours"] = {{"exact", lists.exact}, {"recall", lists.recall}};
    json["trustworthiness"] = quality.trustworthiness;
    json["preservation"] = quality.preservation;
    json["judged_neighbours"] = quality.neighbours;
    json["judged_tracks"] = quality.queries;
    Json components = Json::array();
    for (std::size_t i = 0; i < pca.loadings.size(); ++i) {
        Json loadings = Json::object();
        for (std::size_t f = 0; f < map.features.size(); ++f)
            loadings[map.features[f]] = pca.loadings[i][f];
        components.push_back({{"share", pca.shares[i]}, {"loadings", std::move(loadings)}});
    }
    json["principal_components"] = std::move(components);
    return json;
}

} // namespace genrelens
