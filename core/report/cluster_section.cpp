#include "core/report/cluster_section.h"

namespace genrelens
{

using Json = nlohmann::ordered_json;

namespace
{

Json traitsOf(const Features &features, const ClusterProfile &profile)
{
    Json traits = Json::array();
    for (const ClusterTrait &trait : profile.traits) {
        const FeatureScaling &scaling = features.scalings()[trait.feature];
        traits.push_back({{"feature", features.names()[trait.feature]},
                          {"difference", trait.difference},
                          {"mean", scaling.toOwn(trait.mean)},
                          {"rest", scaling.toOwn(trait.rest)}});
    }
    return traits;
}

Json classesOf(const LabelSet &others, const ClusterProfile &profile)
{
    Json classes = Json::array();
    for (const ClusterClass &entry : profile.classes)
        classes.push_back({{"name", others.classes()[entry.cls]},
                           {"rows", entry.rows},
                           {"share", entry.share},
                           {"lift", entry.lift}});
    return classes;
}

} // namespace

Json clusterProfilesSection(const Features &features, const LabelSet &clusters, const LabelSet &others,
                            std::span<const ClusterProfile> profiles)
{
    Json json = Json::array();
    for (std::size_t c = 0; c < profiles.size(); ++c) {
        Json entry = {{"cluster", clusters.classes()[c]},
                      {"rows", profiles[c].rows},
                      {"mean_distance", profiles[c].meanDistance},
                      {"traits", traitsOf(features, profiles[c])}};
        if (!others.isEmpty()) {
            entry["classes_of"] = others.name();
            entry["classes"] = classesOf(others, profiles[c]);
        }
        json.push_back(std::move(entry));
    }
    return json;
}

Json clusterAnomaliesSection(const LabelSet &clusters, std::span<const ClusterMember> anomalies,
                             std::span<const double> isolation)
{
    Json json = Json::array();
    for (const ClusterMember &member : anomalies)
        json.push_back({{"row", member.row},
                        {"cluster", clusters.classes()[static_cast<std::size_t>(member.cluster)]},
                        {"distance", member.distance},
                        {"score", member.score},
                        {"isolation", isolation[member.row]}});
    return json;
}

} // namespace genrelens
