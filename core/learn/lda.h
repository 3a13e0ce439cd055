#pragma once

#include "core/learn/classifier.h"

namespace genrelens
{

struct LdaOptions {
    double shrinkage = 0.0; ///< share of the covariance's mean variance that takes its place, 0..1
    double tol = 1e-4;      ///< directions along which features vary less are dropped, see trainLda()
};

/// Trains linear discriminant analysis: all classes are normals with one covariance, priors are the classes'
/// shares of the training rows.
///
/// Without shrinkage as scikit-learn's LinearDiscriminantAnalysis (solver svd) does: features are divided by
/// their deviation within classes, the covariance within classes has n - classes in the denominator, and
/// directions with a deviation of at most tol are left out; then those in which the class means spread at
/// most tol times as far as in the first. With shrinkage s as its solver lsqr does: (1 - s) C + s mean(diag
/// C) I in place of C, the covariance with n in the denominator.
///
/// Features that are constant within all classes say nothing, collinear ones nothing more; where nothing is
/// left only the priors speak. A class without rows gets probability 0.
Result<std::shared_ptr<const Classifier>> trainLda(const TrainingData &data, const LdaOptions &options,
                                                   Progress &progress);

} // namespace genrelens
