#include "core/cluster/cluster_choice.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <tuple>

namespace genrelens
{

namespace
{

using Qualities = std::span<const ClusterQuality>;

std::optional<std::size_t> firstByGap(Qualities qualities)
{
    for (std::size_t i = 0; i + 1 < qualities.size(); ++i) {
        const ClusterQuality &next = qualities[i + 1];
        if (next.clusters == qualities[i].clusters + 1 && std::isfinite(qualities[i].gap) &&
            std::isfinite(next.gap) && qualities[i].gap >= next.gap - next.gapError)
            return i;
    }
    return std::nullopt;
}

std::optional<std::size_t> knee(Qualities qualities)
{
    std::vector<double> x;
    std::vector<double> y;
    for (const ClusterQuality &quality : qualities) {
        x.push_back(static_cast<double>(quality.clusters));
        y.push_back(quality.wcss);
    }
    return kneePoint(x, y);
}

// The first of the largest; times -1 it is the first of the smallest.
std::optional<std::size_t> highest(Qualities qualities, double ClusterQuality::*figure, double sign = 1.0)
{
    std::optional<std::size_t> best;
    for (std::size_t i = 0; i < qualities.size(); ++i)
        if (std::isfinite(qualities[i].*figure) &&
            (!best || sign * qualities[i].*figure > sign * qualities[*best].*figure))
            best = i;
    return best;
}

void castVotes(Qualities qualities, std::vector<ClusterVote> &cast)
{
    const auto vote = [&](ClusterCriterion criterion, std::optional<std::size_t> at,
                          double ClusterQuality::*figure) {
        if (at)
            cast.push_back({criterion, qualities[*at].clusters, qualities[*at].*figure,
                            *at == 0 || *at + 1 == qualities.size()});
    };
    vote(ClusterCriterion::Gap, firstByGap(qualities), &ClusterQuality::gap);
    vote(ClusterCriterion::Knee, knee(qualities), &ClusterQuality::wcss);
    vote(ClusterCriterion::Silhouette, highest(qualities, &ClusterQuality::silhouette),
         &ClusterQuality::silhouette);
    vote(ClusterCriterion::CalinskiHarabasz, highest(qualities, &ClusterQuality::calinskiHarabasz),
         &ClusterQuality::calinskiHarabasz);
    vote(ClusterCriterion::DaviesBouldin, highest(qualities, &ClusterQuality::daviesBouldin, -1.0),
         &ClusterQuality::daviesBouldin);
}

} // namespace

std::string criterionName(ClusterCriterion criterion)
{
    switch (criterion) {
    case ClusterCriterion::Gap:
        return "gap";
    case ClusterCriterion::Knee:
        return "knee";
    case ClusterCriterion::Silhouette:
        return "silhouette";
    case ClusterCriterion::CalinskiHarabasz:
        return "calinski_harabasz";
    case ClusterCriterion::DaviesBouldin:
        return "davies_bouldin";
    }
    return {};
}

ClusterChoice chooseClusters(std::span<const ClusterQuality> qualities)
{
    ClusterChoice choice;
    castVotes(qualities, choice.cast);
    const bool inside = std::any_of(choice.cast.begin(), choice.cast.end(),
                                    [](const ClusterVote &vote) { return !vote.atEdge; });
    std::map<std::size_t, std::size_t> votes;
    for (const ClusterVote &vote : choice.cast)
        if (!inside || !vote.atEdge)
            ++votes[vote.clusters];
    double best = 0.0;
    for (const ClusterQuality &quality : qualities) {
        const auto found = votes.find(quality.clusters);
        // One cluster is stable by definition, which says nothing for it.
        const bool told = quality.clusters > 1 && !std::isnan(quality.stability);
        const double stable = told ? quality.stability : -1.0;
        if (found == votes.end() || std::tie(found->second, stable) <= std::tie(choice.votes, best))
            continue;
        choice.votes = found->second;
        choice.clusters = quality.clusters;
        choice.stability = quality.stability;
        best = stable;
    }
    return choice;
}

std::optional<std::size_t> kneePoint(std::span<const double> x, std::span<const double> y, double sensitivity)
{
    const std::size_t count = x.size();
    if (count < 3 || y.size() != count)
        return std::nullopt;
    const auto [low, high] = std::minmax_element(y.begin(), y.end());
    const double width = x[count - 1] - x[0];
    if (!(width > 0.0) || !(*high > *low) || !std::isfinite(*high - *low))
        return std::nullopt;
    // Both within 0..1 and turned into a rising curve above the diagonal; the knee is where it is highest.
    std::vector<double> above(count);
    for (std::size_t i = 0; i < count; ++i)
        above[i] = (*high - y[i]) / (*high - *low) - (x[i] - x[0]) / width;
    const double step = 1.0 / static_cast<double>(count - 1); // mean of the steps of x
    const auto peaks = [&](std::size_t i) {
        return i + 1 < count && above[i] > above[i - 1] && above[i] >= above[i + 1];
    };
    for (std::size_t i = 1; i + 1 < count; ++i) {
        if (!peaks(i))
            continue;
        const double threshold = above[i] - sensitivity * step;
        for (std::size_t j = i + 1; j < count && !peaks(j); ++j)
            if (above[j] < threshold)
                return i;
    }
    return std::nullopt;
}

} // namespace genrelens
