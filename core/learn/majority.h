#pragma once

#include "core/learn/classifier.h"

namespace genrelens
{

/// Looks at no feature: the probability of a class is its share of the training rows, so that it answers the
/// most frequent class everywhere (the first of equals). What every other model has to beat.
Result<std::shared_ptr<const Classifier>> trainMajority(const TrainingData &data, Progress &progress);

} // namespace genrelens
