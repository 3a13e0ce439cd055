#pragma once

#include "core/learn/classifier.h"
#include "core/learn/spread.h"

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace genrelens
{

struct PermutationOptions {
    std::size_t repeats = 5; ///< shuffles of each feature
    std::uint64_t seed = 1;
};

/// By feature, how much less accurate the model is on the rows when their values of that feature are shuffled
/// among them (Breiman 2001), and how that varies over the shuffles. Each row must have a class. Below 0: it
/// did better by chance. Features that say the same stand in for each other, and then both seem unimportant.
Result<std::vector<Spread>> permutationImportance(const Classifier &model, const Features &features,
                                                  const LabelSet &labels, std::span<const std::uint32_t> rows,
                                                  const PermutationOptions &options, Progress &progress);

} // namespace genrelens
