#pragma once

#include "core/learn/classifier.h"

#include <vector>

namespace genrelens
{

/// What several kinds of training arrive at: a score for each class that is linear in the features.
struct LinearScores {
    std::size_t columns = 0;
    std::vector<double> weights; ///< classes x columns, row-major
    std::vector<double> offsets; ///< one a class; -infinity for a class that is never meant
};

/// Its probabilities are the shares of the exponentials of the scores (softmax).
std::shared_ptr<const Classifier> linearClassifier(LinearScores scores);

} // namespace genrelens
