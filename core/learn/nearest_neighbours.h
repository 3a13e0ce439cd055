#pragma once

#include "core/learn/classifier.h"

#include <cstddef>

namespace genrelens
{

struct NeighboursOptions {
    std::size_t neighbours = 15; ///< all training rows, when there are fewer
    bool byDistance = false;     ///< a neighbour at distance d has 1 / d votes instead of one; see below
};

/// Trains k-nearest neighbours as scikit-learn's KNeighborsClassifier does: the probability of a class is its
/// share of the votes of the nearest training rows (euclidean, exact; of equally near ones the lower row). By
/// distance, neighbours at distance 0, if any, have all votes. A training row that is asked about is its own
/// first neighbour, so accuracy on training rows flatters.
///
/// Keeps the training rows. What an answer costs grows with the rows near by: well below n for features that
/// spread in few directions, n at worst, so judging all training rows takes at worst n^2 steps.
Result<std::shared_ptr<const Classifier>>
trainNearestNeighbours(const TrainingData &data, const NeighboursOptions &options, Progress &progress);

} // namespace genrelens
