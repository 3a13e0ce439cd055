#pragma once

#include "core/learn/classifier.h"

#include <cstddef>

namespace genrelens
{

struct LogisticOptions {
    double c = 1.0;    ///< larger: weights may be larger; see trainLogistic()
    double tol = 1e-5; ///< where to stop, see trainLogistic()
    std::size_t maxIterations = 1000;
};

/// Trains multinomial logistic regression (softmax) as scikit-learn's LogisticRegression means it: minimizes
/// C times the sum over training rows of -ln(probability of their class), plus half the sum of the squared
/// weights, for the features as they are; offsets are free.
///
/// The minimum is sought by L-BFGS in double, in features made uncorrelated with variance 1, where it is a
/// matter of tens of steps; the penalty stays that of the weights of the features as given. Stopping rule: no
/// partial derivative of the mean loss (the above, divided by C times the rows) by a weight of these
/// uncorrelated features or by an offset is larger than tol; or maxIterations. So it does not depend on the
/// features' units. Features that are constant or a combination of others take no part beyond what the
/// penalty leaves them: exactly as at the minimum. A class without rows gets probability 0.
Result<std::shared_ptr<const Classifier>> trainLogistic(const TrainingData &data,
                                                        const LogisticOptions &options, Progress &progress);

} // namespace genrelens
