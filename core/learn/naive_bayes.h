#pragma once

#include "core/learn/classifier.h"

namespace genrelens
{

/// Trains Gaussian naive Bayes as scikit-learn's GaussianNB does: within a class the features are independent
/// normals with the class's mean and population variance; varianceSmoothing times the largest variance of any
/// feature over all training rows is added to every variance. Priors are the classes' shares of the training
/// rows, so a class without rows gets probability 0. When all features are constant only the priors speak.
Result<std::shared_ptr<const Classifier>> trainNaiveBayes(const TrainingData &data, double varianceSmoothing,
                                                          Progress &progress);

} // namespace genrelens
