#pragma once

#include "core/learn/classifier.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace genrelens
{

/// Answers of about the same certainty, and how often they were right.
struct CalibrationBin {
    double probability = 0.0; ///< mean of that of the predicted class
    double accuracy = 0.0;
    std::size_t rows = 0;
};

/// Mean distance between certainty and accuracy, over the rows (Naeini et al. 2015).
double expectedCalibrationError(std::span<const CalibrationBin> calibration);

/// How good the probabilities of some rows are.
struct ProbabilityScores {
    double logLoss = 0.0;      ///< mean of -ln(probability of the true class), which is clipped at 2^-23
    double brier = 0.0;        ///< mean over rows of the squared error summed over classes, 0..2
    double top3Accuracy = 0.0; ///< the true class is among the three most probable
    std::vector<CalibrationBin> calibration; ///< tenths of certainty that have rows, in rising order
};

/// Sums that become scores, so that many rows can be judged block by block.
class ProbabilitySums
{
public:
    /// truth: the class of each row of the probabilities.
    void add(const Probabilities &probabilities, std::span<const std::int32_t> truth);
    [[nodiscard]] ProbabilityScores scores() const; ///< zeros when there were no rows

private:
    struct Bin {
        double probability = 0.0;
        std::size_t right = 0;
        std::size_t rows = 0;
    };
    std::array<Bin, 10> m_bins;
    double m_logLoss = 0.0;
    double m_brier = 0.0;
    std::size_t m_amongThree = 0;
    std::size_t m_rows = 0;
};

} // namespace genrelens
