#pragma once

#include "core/learn/folds.h"
#include "core/learn/model_catalogue.h"
#include "core/learn/model_comparison.h"

#include <vector>

namespace genrelens
{

/// How a model did on one fold after it had learned from the others.
struct FoldScore {
    std::size_t trainRows = 0; ///< labelled ones, as testRows
    std::size_t testRows = 0;
    double accuracy = 0.0;
    double baseline = 0.0; ///< see majorityBaseline()
    double macroF1 = 0.0;
};

struct CrossValidation {
    std::vector<FoldScore> folds; ///< in the order of Folds::split()
    std::size_t foldsPerRepeat = 0;
    double testToTrain = 0.0;
    FoldMean accuracy; ///< over the folds; of the p-value nothing follows

    [[nodiscard]] std::vector<double> accuracies() const;
    [[nodiscard]] double meanBaseline() const;
    [[nodiscard]] double meanMacroF1() const;
};

/// Fits and judges the model once a fold. The same folds make several models comparable, see compareFolds().
/// Rows without a class in labels are left out; an error when a fold has no others.
Result<CrossValidation> crossValidate(const ModelKind &kind, const ModelOptions &options,
                                      const Features &features, const LabelSet &labels, const Folds &folds,
                                      Progress &progress);

} // namespace genrelens
