#pragma once

#include "core/cluster/cluster_profile.h"

#include <span>
#include <string>
#include <vector>

namespace genrelens
{

struct ClusterWordsOptions {
    double least = 0.5;   ///< difference, in standard deviations, from which on a trait gives a name
    double leastOf = 0.4; ///< share of the first trait's difference that a further one must have
    std::size_t most = 2; ///< traits in a name, unless it takes more to tell two clusters apart
};

/// A name for each cluster in a word or two, from what sets it apart: "acoustic & quiet", "spoken"; "average"
/// for one that nothing does, "empty" for one without rows. No two are the same: clusters that would share a
/// name take further traits, and at last a number. features: the names that the traits are numbered by.
std::vector<std::string> clusterWords(std::span<const std::string> features,
                                      std::span<const ClusterProfile> profiles,
                                      const ClusterWordsOptions &options = {});

} // namespace genrelens
