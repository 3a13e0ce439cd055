#pragma once

#include "core/learn/proportion.h"

#include <cstddef>
#include <cstdint>
#include <span>

namespace genrelens
{

/// Two models on the same rows. Only rows that one alone gets right tell them apart.
struct AnswerComparison {
    std::size_t rows = 0;
    std::size_t bothRight = 0;
    std::size_t onlyFirstRight = 0;
    std::size_t onlySecondRight = 0;
    double difference = 0.0; ///< accuracy of the first less that of the second
    Interval interval;       ///< 95 % of the difference, for paired proportions (Agresti & Min 2005)
    double pValue = 1.0;     ///< McNemar's (1947)
    bool exact = false; ///< pValue by the binomial distribution; else by chi-square, corrected for continuity

    [[nodiscard]] std::size_t bothWrong() const
    {
        return rows - bothRight - onlyFirstRight - onlySecondRight;
    }
};

/// The three lists are of the same rows.
AnswerComparison compareAnswers(std::span<const std::int32_t> truth, std::span<const std::int32_t> first,
                                std::span<const std::int32_t> second);

/// A mean over folds, whose training rows overlap: the variance is taken times 1/n + test rows/train rows
/// instead of 1/n (Nadeau & Bengio 2003), which keeps the test honest.
struct FoldMean {
    double mean = 0.0;
    Interval interval;   ///< 95 %, by Student's t
    double pValue = 1.0; ///< two-sided, for a mean of 0
};

/// values: one a fold, an accuracy or the difference of two models' accuracies. Of fewer than two nothing but
/// the mean is known: the interval is infinite and p is 1.
FoldMean correctedMean(std::span<const double> values, double testToTrain);

/// The corrected resampled t-test of two models on the same folds: the mean of first - second.
FoldMean compareFolds(std::span<const double> first, std::span<const double> second, double testToTrain);

} // namespace genrelens
