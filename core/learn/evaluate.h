#pragma once

#include "core/learn/classifier.h"
#include "core/learn/split.h"

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace genrelens
{

struct Interval {
    double low = 0.0;
    double high = 0.0;
};

/// Wilson's score interval of a proportion (1927); z = 1.96 gives 95 %. [0, 1] when n is 0.
Interval wilsonInterval(std::size_t correct, std::size_t n, double z = 1.959963984540054);

/// classes x classes counts: rows are true classes, columns predicted ones.
struct ConfusionMatrix {
    std::size_t classes = 0;
    std::vector<std::uint64_t> counts;

    [[nodiscard]] std::uint64_t count(std::size_t truth, std::size_t predicted) const
    {
        return counts[truth * classes + predicted];
    }
    [[nodiscard]] std::uint64_t total() const;
    [[nodiscard]] std::uint64_t correct() const; ///< the diagonal
    [[nodiscard]] double accuracy() const;       ///< 0 when there is nothing in it
};

/// truth and predicted: one code below `classes` each a row.
ConfusionMatrix confusionMatrix(std::span<const std::int32_t> truth, std::span<const std::int32_t> predicted,
                                std::size_t classes);

/// What is undefined is 0: precision of a class never predicted, recall of a class without rows, F1 of both.
struct ClassScores {
    double precision = 0.0;
    double recall = 0.0;
    double f1 = 0.0;
    std::size_t support = 0; ///< rows that truly have the class
};

std::vector<ClassScores> classScores(const ConfusionMatrix &confusion);

/// Mean F1 of the classes that occur, truly or predicted.
double macroF1(const ConfusionMatrix &confusion);

/// Mean recall of the classes that truly occur.
double balancedAccuracy(const ConfusionMatrix &confusion);

/// Accuracy on the test rows of always answering the most frequent class of the training rows (the first of
/// equals). Both lists hold labelled rows.
double majorityBaseline(const LabelSet &labels, std::span<const std::uint32_t> trainRows,
                        std::span<const std::uint32_t> testRows);

/// Answers of about the same certainty, and how often they were right.
struct CalibrationBin {
    double probability = 0.0; ///< mean of that of the predicted class
    double accuracy = 0.0;
    std::size_t rows = 0;
};

/// How well a model does on the rows it learned from and on those held out. All but trainAccuracy is about
/// the test rows.
struct Evaluation {
    std::size_t trainRows = 0; ///< labelled ones, as testRows
    std::size_t testRows = 0;
    double trainAccuracy = 0.0;
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
