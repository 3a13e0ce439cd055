#include "core/cluster/cluster_profile.h"

#include "core/cluster/labelled_rows.h"
#include "core/labels/class_moments.h"
#include "core/labels/contingency.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <tuple>

namespace genrelens
{

namespace
{

constexpr std::size_t rowsAtOnce = 16384; // between two questions whether to go on

/// Every labelled row with its distance, and what the distances of a cluster are like.
struct Distances {
    std::vector<ClusterMember> members; // in the order of the rows
    std::vector<double> means;          // one a cluster, NaN for one without rows
};

void measureDistances(const Features &features, const LabelSet &clusters, const ClassMoments &moments,
                      std::size_t begin, std::size_t end, std::vector<double> &distances)
{
    for (std::size_t row = begin; row < end; ++row) {
        const std::int32_t code = clusters.codes()[row];
        if (code < 0)
            continue;
        const std::span<const float> values = features.row(row);
        double sum = 0.0;
        for (std::size_t m = 0; m < values.size(); ++m) {
            const double apart =
                static_cast<double>(values[m]) - moments.mean(static_cast<std::size_t>(code), m);
            sum += apart * apart;
        }
        distances[row] = std::sqrt(sum);
    }
}

Result<Distances> distancesFromMeans(const Features &features, const LabelSet &clusters,
                                     const ClassMoments &moments, Progress &progress)
{
    std::vector<double> distances(features.rows(), 0.0);
    if (!overBlocks(features.rows(), rowsAtOnce, "Measuring distances", progress,
                    [&](std::size_t begin, std::size_t end) {
                        measureDistances(features, clusters, moments, begin, end, distances);
                    }))
        return Error::cancelled();
    Distances found;
    const std::size_t classes = clusters.classes().size();
    std::vector<double> squares(classes, 0.0);
    found.means.assign(classes, 0.0);
    const std::vector<std::int32_t> &codes = clusters.codes();
    for (std::size_t row = 0; row < distances.size(); ++row)
        if (codes[row] >= 0)
            found.means[static_cast<std::size_t>(codes[row])] += distances[row];
    for (std::size_t c = 0; c < classes; ++c)
        found.means[c] /= static_cast<double>(clusters.counts()[c]);
    for (std::size_t row = 0; row < distances.size(); ++row)
        if (codes[row] >= 0) {
            const auto c = static_cast<std::size_t>(codes[row]);
            squares[c] += (distances[row] - found.means[c]) * (distances[row] - found.means[c]);
        }
    for (std::size_t row = 0; row < distances.size(); ++row) {
        if (codes[row] < 0)
            continue;
        const auto c = static_cast<std::size_t>(codes[row]);
        const double deviation = std::sqrt(squares[c] / static_cast<double>(clusters.counts()[c]));
        // Distances that differ by rounding alone are alike.
        const bool alike = deviation <= 1e-12 * found.means[c];
        found.members.push_back({static_cast<std::uint32_t>(row), codes[row], distances[row],
                                 alike ? 0.0 : (distances[row] - found.means[c]) / deviation});
    }
    return found;
}

// The first `limit` in the order; what is equal keeps the order of rows.
template <typename Order>
std::vector<ClusterMember> leading(std::vector<ClusterMember> members, std::size_t limit, const Order &order)
{
    const auto end = members.begin() + static_cast<std::ptrdiff_t>(std::min(limit, members.size()));
    std::partial_sort(members.begin(), end, members.end(),
                      [&](const ClusterMember &a, const ClusterMember &b) {
                          return std::make_tuple(order(a), a.row) < std::make_tuple(order(b), b.row);
                      });
    members.erase(end, members.end());
    return members;
}

std::vector<ClusterTrait> traitsOf(const ClassMoments &moments, const ClassMoments &all, std::size_t cls)
{
    const std::size_t rest = all.counts[0] - moments.counts[cls];
    std::vector<ClusterTrait> traits;
    for (std::size_t m = 0; m < moments.columns && moments.counts[cls] > 0 && rest > 0; ++m) {
        const double sum = moments.sums[cls * moments.columns + m];
        ClusterTrait trait{m, 0.0, moments.mean(cls, m), (all.sums[m] - sum) / static_cast<double>(rest)};
        const double deviation = all.standardDeviation(0, m);
        trait.difference = deviation > 0.0 ? (trait.mean - trait.rest) / deviation : 0.0;
        traits.push_back(trait);
    }
    std::stable_sort(traits.begin(), traits.end(), [](const ClusterTrait &a, const ClusterTrait &b) {
        return std::abs(a.difference) > std::abs(b.difference);
    });
    return traits;
}

Error notTheseTracks()
{
    return Error{"the clusters do not belong to these tracks", "clusters",
                 "Choose a grouping made from the present tracks."};
}

} // namespace

Result<std::vector<ClusterProfile>> clusterProfiles(const Features &features, const LabelSet &clusters,
                                                    const LabelSet &others,
                                                    const ClusterProfileOptions &options, Progress &progress)
{
    if (clusters.codes().size() != features.rows())
        return notTheseTracks();
    std::vector<ClusterProfile> profiles(clusters.classes().size());
    if (profiles.empty())
        return profiles;
    const ClassMoments moments = classMoments(features, clusters);
    const ClassMoments all = foldMoments(moments, std::vector<std::int32_t>(profiles.size(), 0), 1);
    const Result<Distances> distances = distancesFromMeans(features, clusters, moments, progress);
    if (!distances)
        return distances.error();
    std::vector<std::vector<ClusterMember>> members(profiles.size());
    for (const ClusterMember &member : distances.value().members)
        members[static_cast<std::size_t>(member.cluster)].push_back(member);
    for (std::size_t c = 0; c < profiles.size(); ++c) {
        if (progress.cancelled())
            return Error::cancelled();
        ClusterProfile &profile = profiles[c];
        profile.rows = moments.counts[c];
        profile.meanDistance = profile.rows > 0 ? distances.value().means[c] : 0.0;
        profile.traits = traitsOf(moments, all, c);
        profile.typical =
            leading(members[c], options.members, [](const ClusterMember &m) { return m.distance; });
        profile.distant = leading(std::move(members[c]), options.members,
                                  [](const ClusterMember &m) { return -m.distance; });
    }
    if (others.isEmpty())
        return profiles;
    Result<std::vector<std::vector<ClusterClass>>> classes =
        clusterClasses(clusters, others, options, progress);
    if (!classes)
        return classes.error();
    for (std::size_t c = 0; c < profiles.size(); ++c)
        profiles[c].classes = std::move(classes.value()[c]);
    return profiles;
}

Result<std::vector<std::vector<ClusterClass>>> clusterClasses(const LabelSet &clusters,
                                                              const LabelSet &others,
                                                              const ClusterProfileOptions &options,
                                                              Progress &progress)
{
    const Result<Contingency> table = contingency(clusters, others, progress);
    if (!table)
        return table.error();
    const Contingency &counts = table.value();
    std::vector<std::vector<ClusterClass>> listed(clusters.classes().size());
    for (const Contingency::Cell &cell : counts.cells) {
        if (cell.count < options.leastRows)
            continue;
        const double share =
            static_cast<double>(cell.count) / static_cast<double>(counts.rowTotals[cell.row]);
        const double expected =
            static_cast<double>(counts.columnTotals[cell.column]) / static_cast<double>(counts.total);
        listed[cell.row].push_back({cell.column, cell.count, share, share / expected});
    }
    for (std::vector<ClusterClass> &classes : listed) {
        std::stable_sort(classes.begin(), classes.end(),
                         [](const ClusterClass &a, const ClusterClass &b) { return a.lift > b.lift; });
        classes.resize(std::min(classes.size(), options.classes));
    }
    return listed;
}

Result<std::vector<ClusterMember>> clusterMembers(const Features &features, const LabelSet &clusters,
                                                  std::span<const std::uint32_t> rows, Progress &progress)
{
    if (clusters.codes().size() != features.rows())
        return notTheseTracks();
    const Result<Distances> distances =
        distancesFromMeans(features, clusters, classMoments(features, clusters), progress);
    if (!distances)
        return distances.error();
    const std::vector<ClusterMember> &all = distances.value().members; // by rising row
    std::vector<ClusterMember> members;
    for (const std::uint32_t row : rows) {
        const auto found = std::lower_bound(
            all.begin(), all.end(), row,
            [](const ClusterMember &member, std::uint32_t wanted) { return member.row < wanted; });
        if (found != all.end() && found->row == row)
            members.push_back(*found);
    }
    return members;
}

Result<std::vector<ClusterMember>> clusterAnomalies(const Features &features, const LabelSet &clusters,
                                                    std::size_t limit, Progress &progress)
{
    if (clusters.codes().size() != features.rows())
        return notTheseTracks();
    if (clusters.isEmpty())
        return std::vector<ClusterMember>();
    Result<Distances> distances =
        distancesFromMeans(features, clusters, classMoments(features, clusters), progress);
    if (!distances)
        return distances.error();
    return leading(std::move(distances.value().members), limit,
                   [](const ClusterMember &m) { return -m.score; });
}

} // namespace genrelens
