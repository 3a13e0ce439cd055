#include "core/study/cluster_portraits.h"

#include "core/cluster/cluster_words.h"
#include "core/cluster/isolation_forest.h"
#include "core/labels/class_moments.h"

#include <algorithm>
#include <tuple>

namespace genrelens
{

namespace
{

// A cluster without rows weighs nothing, wherever it stands.
MergeTree treeOfMeans(const Features &features, const LabelSet &clusters)
{
    const ClassMoments moments = classMoments(features, clusters);
    WeightedPoints points{moments.columns, {}, {}};
    for (std::size_t c = 0; c < moments.classes(); ++c) {
        points.weights.push_back(static_cast<double>(moments.counts[c]));
        for (std::size_t m = 0; m < moments.columns; ++m)
            points.values.push_back(moments.counts[c] > 0 ? moments.mean(c, m) : 0.0);
    }
    return wardTree(points);
}

// The rows with a cluster that are the easiest to isolate.
std::vector<std::uint32_t> mostIsolated(const LabelSet &clusters, const std::vector<double> &isolation,
                                        std::size_t limit)
{
    std::vector<std::uint32_t> rows;
    for (std::size_t row = 0; row < isolation.size(); ++row)
        if (clusters.codes()[row] >= 0)
            rows.push_back(static_cast<std::uint32_t>(row));
    const auto end = rows.begin() + static_cast<std::ptrdiff_t>(std::min(limit, rows.size()));
    std::partial_sort(rows.begin(), end, rows.end(), [&](std::uint32_t a, std::uint32_t b) {
        return std::make_tuple(-isolation[a], a) < std::make_tuple(-isolation[b], b);
    });
    rows.erase(end, rows.end());
    return rows;
}

} // namespace

Result<ClusterPortraits> clusterPortraits(const Features &features, const LabelSet &clusters,
                                          Progress &progress)
{
    Result<std::vector<ClusterProfile>> profiles = clusterProfiles(features, clusters, {}, {}, progress);
    if (!profiles)
        return profiles.error();
    ClusterPortraits portraits;
    portraits.profiles = std::move(profiles).value();
    portraits.suggested = clusterWords(features.names(), portraits.profiles);
    if (clusters.classes().size() <= mostTreeLeaves)
        portraits.tree = treeOfMeans(features, clusters);
    return portraits;
}

Result<ClusterAnomalies> findClusterAnomalies(const Features &features, const LabelSet &clusters,
                                              std::size_t limit, std::uint64_t seed,
                                              std::shared_ptr<const Isolation> known, Progress &progress)
{
    ClusterAnomalies found;
    SubProgress first(progress, 0.0, 0.2);
    Result<std::vector<ClusterMember>> byDistance = clusterAnomalies(features, clusters, limit, first);
    if (!byDistance)
        return byDistance.error();
    found.byDistance = std::move(byDistance).value();
    const Key key = KeyBuilder().add("isolation").add(features.key()).add(seed).key();
    if (known == nullptr || !(known->key == key)) {
        IsolationForestOptions options;
        options.seed = seed;
        SubProgress second(progress, 0.2, 0.9);
        Result<std::vector<double>> scores = isolationScores(features, options, second);
        if (!scores)
            return scores.error();
        known = std::make_shared<const Isolation>(Isolation{key, std::move(scores).value()});
    }
    found.isolation = std::move(known);
    SubProgress third(progress, 0.9, 1.0);
    Result<std::vector<ClusterMember>> byIsolation =
        clusterMembers(features, clusters, mostIsolated(clusters, found.isolation->scores, limit), third);
    if (!byIsolation)
        return byIsolation.error();
    found.byIsolation = std::move(byIsolation).value();
    return found;
}

} // namespace genrelens
