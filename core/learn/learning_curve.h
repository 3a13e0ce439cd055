#pragma once

#include "core/learn/model_catalogue.h"
#include "core/learn/split.h"

#include <cstddef>
#include <vector>

namespace genrelens
{

struct LearningCurveOptions {
    std::vector<double> shares = {0.05, 0.1, 0.2, 0.4,
                                  0.6,  0.8, 1.0}; ///< of the training rows, rising, above 0
    std::size_t repeats = 3; ///< each draws other rows, and for a model that draws another seed

    [[nodiscard]] Result<void> validate() const;
};

/// How a model does that learned from part of the training rows. Means over the repeats, and their standard
/// deviations (0 for one repeat).
struct LearningPoint {
    double share = 0.0;
    std::size_t trainRows = 0;
    double testAccuracy = 0.0; ///< on all held-out rows
    double testSd = 0.0;
    double trainAccuracy = 0.0; ///< on the rows that it learned from
    double trainSd = 0.0;
};

/// Fits the model to ever larger subsets of the training rows, each of which holds the smaller ones and has
/// the classes in about the same shares as the whole. A share too small to fit the model is left out.
Result<std::vector<LearningPoint>> learningCurve(const ModelKind &kind, const ModelOptions &model,
                                                 const TrainingData &data,
                                                 const std::vector<std::uint32_t> &testRows,
                                                 const LearningCurveOptions &options, Progress &progress);

} // namespace genrelens
