#pragma once

#include "core/learn/classifier.h"
#include "core/learn/confusion.h"
#include "core/learn/probability_scores.h"

#include <cstdint>
#include <span>
#include <vector>

namespace genrelens
{

/// What a model says of rows, beside what they are.
struct Answers {
    std::vector<std::int32_t> truth;
    std::vector<std::int32_t> predicted;
    ProbabilitySums sums;

    [[nodiscard]] ConfusionMatrix confusion(std::size_t classes) const
    {
        return confusionMatrix(truth, predicted, classes);
    }
    [[nodiscard]] double accuracy() const; ///< 0 when there are none
};

/// Asks the model about rows, each of which has a class, some ten thousands at a time: memory for their
/// probabilities does not grow with the number of rows.
Result<Answers> answersOf(const Classifier &model, const Features &features, const LabelSet &labels,
                          std::span<const std::uint32_t> rows, Progress &progress);

} // namespace genrelens
