#pragma once

#include "core/learn/classifier.h"

namespace genrelens
{

struct QdaOptions {
    double regularization = 0.0; ///< r: each covariance C becomes (1 - r) C + r I; 0..1
    double tol = 1e-9;           ///< least variance of a class along any direction, see trainQda()
};

/// Trains quadratic discriminant analysis as scikit-learn's QuadraticDiscriminantAnalysis does: each class is
/// a normal with its mean and covariance (rows - 1 in the denominator), priors are the classes' shares of the
/// training rows.
///
/// A class that does not vary along some direction (a constant feature, collinear ones, no more rows than
/// features) has no such density, and scikit-learn warns and may answer infinities. Here the variance along
/// any direction is raised to tol times the largest variance of a feature over all training rows, as naive
/// Bayes smooths; the variances of other directions are left as they are, so that models without the trouble
/// are exactly scikit-learn's. When all features are constant only the priors speak. A class without rows
/// gets probability 0.
Result<std::shared_ptr<const Classifier>> trainQda(const TrainingData &data, const QdaOptions &options,
                                                   Progress &progress);

} // namespace genrelens
