#pragma once

#include "core/learn/classifier.h"
#include "core/learn/confusion.h"
#include "core/learn/probability_scores.h"
#include "core/learn/proportion.h"
#include "core/learn/split.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace genrelens
{

/// Accuracy on the test rows of always answering the most frequent class of the training rows (the first of
/// equals). Both lists hold labelled rows.
double majorityBaseline(const LabelSet &labels, std::span<const std::uint32_t> trainRows,
                        std::span<const std::uint32_t> testRows);

/// How well a model does on the rows it learned from and on those held out. All but trainAccuracy and
/// outOfBagAccuracy is about the test rows.
struct Evaluation {
    std::size_t trainRows = 0; ///< labelled ones, as testRows
    std::size_t testRows = 0;
    double trainAccuracy = 0.0;
    /// On the training rows by the trees that did not see them; only of forests that have such, and not
    /// filled in by evaluateModel().
    std::optional<double> outOfBagAccuracy;
    double testAccuracy = 0.0;
    Interval interval;     ///< 95 % of testAccuracy
    double baseline = 0.0; ///< see majorityBaseline()
    double macroF1 = 0.0;
    double weightedF1 = 0.0; ///< by the classes' test rows
    double balancedAccuracy = 0.0;
    double kappa = 0.0;        ///< Cohen's
    double logLoss = 0.0;      ///< mean of -ln(probability of the true class), which is clipped at 2^-23
    double brier = 0.0;        ///< mean over rows of the squared error summed over classes, 0..2
    double top3Accuracy = 0.0; ///< the true class is among the three most probable
    std::vector<CalibrationBin> calibration; ///< of the predicted class's probability, in rising order
    ConfusionMatrix confusion;
    std::vector<ClassScores> classes;
    std::vector<std::uint32_t> judgedRows; ///< the testRows of them, rising
    std::vector<std::int32_t> predicted;   ///< of each judged row the class that the model gave it
};

/// Judges a trained model. Rows of the split without a class in labels are left out.
Result<Evaluation> evaluateModel(const Classifier &model, const Features &features, const LabelSet &labels,
                                 const Split &split, Progress &progress);

} // namespace genrelens
