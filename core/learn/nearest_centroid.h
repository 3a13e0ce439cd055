#pragma once

#include "core/learn/classifier.h"

namespace genrelens
{

/// Trains the nearest-centroid classifier: a row belongs to the class whose mean over the training rows is
/// nearest (euclidean; the first of equals). It knows no degrees: the nearest class gets probability 1, all
/// others 0. A class without training rows is never predicted.
Result<std::shared_ptr<const Classifier>> trainNearestCentroid(const TrainingData &data, Progress &progress);

} // namespace genrelens
