// What the clusters of a report are made of; report_run.cpp holds its other steps.
#include "app/report_run.h"
#include "core/report/cluster_section.h"
#include "core/study/cluster_portraits.h"

namespace genrelens
{

namespace
{

constexpr std::size_t anomaliesReported = 100;

} // namespace

Result<void> ReportRun::profileClusters()
{
    if (!m_clustering)
        return {};
    begin("profiles", "Describing clusters");
    const LabelSet &clusters = m_clustering->labels;
    LabelSet others = labels("genre");
    if (others.isEmpty())
        others = labels(m_options.settings.currentMapping);
    const Result<std::vector<ClusterProfile>> profiles =
        clusterProfiles(features(), clusters, others, {}, m_progress);
    if (!profiles)
        return profiles.error();
    const Result<ClusterAnomalies> anomalies = findClusterAnomalies(
        features(), clusters, anomaliesReported, m_options.settings.seed, nullptr, m_progress);
    if (!anomalies)
        return anomalies.error();
    nlohmann::ordered_json &json = m_results["clusters"];
    json["profiles"] = clusterProfilesSection(features(), clusters, others, profiles.value());
    json["anomalies"] =
        clusterAnomaliesSection(clusters, anomalies.value().byDistance, anomalies.value().isolation->scores);
    return {};
}

} // namespace genrelens
