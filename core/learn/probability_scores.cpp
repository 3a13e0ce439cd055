#include "core/learn/probability_scores.h"

#include <algorithm>
#include <cassert>
#include <cmath>

namespace genrelens
{

namespace
{

// What scikit-learn clips float probabilities at.
constexpr double leastProbability = 0x1.0p-23;

// Classes that come before the true one: more probable, or as probable and earlier, as predicted() chooses.
std::size_t classesBefore(std::span<const float> shares, std::size_t truth)
{
    std::size_t before = 0;
    for (std::size_t c = 0; c < shares.size(); ++c)
        before += shares[c] > shares[truth] || (shares[c] == shares[truth] && c < truth) ? 1 : 0;
    return before;
}

double squaredError(std::span<const float> shares, std::size_t truth)
{
    double sum = 0.0;
    for (std::size_t c = 0; c < shares.size(); ++c) {
        const double error = static_cast<double>(shares[c]) - (c == truth ? 1.0 : 0.0);
        sum += error * error;
    }
    return sum;
}

// Each bin holds its upper end; the tiny term keeps 0.7, which is more as a float, where it belongs.
std::size_t binOf(double probability, std::size_t bins)
{
    const double place = std::ceil(probability * static_cast<double>(bins) - 1e-6) - 1.0;
    return static_cast<std::size_t>(std::clamp(place, 0.0, static_cast<double>(bins - 1)));
}

} // namespace

double expectedCalibrationError(std::span<const CalibrationBin> calibration)
{
    double sum = 0.0;
    std::size_t rows = 0;
    for (const CalibrationBin &bin : calibration) {
        sum += std::abs(bin.accuracy - bin.probability) * static_cast<double>(bin.rows);
        rows += bin.rows;
    }
    return rows > 0 ? sum / static_cast<double>(rows) : 0.0;
}

void ProbabilitySums::add(const Probabilities &probabilities, std::span<const std::int32_t> truth)
{
    assert(truth.size() == probabilities.rows);
    for (std::size_t i = 0; i < probabilities.rows; ++i) {
        const std::span<const float> shares = probabilities.row(i);
        const auto correct = static_cast<std::size_t>(truth[i]);
        m_logLoss -= std::log(std::max(static_cast<double>(shares[correct]), leastProbability));
        m_brier += squaredError(shares, correct);
        m_amongThree += classesBefore(shares, correct) < 3 ? 1 : 0;
        const auto predicted = static_cast<std::size_t>(probabilities.predicted(i));
        Bin &bin = m_bins[binOf(static_cast<double>(shares[predicted]), m_bins.size())];
        bin.probability += static_cast<double>(shares[predicted]);
        bin.right += predicted == correct ? 1 : 0;
        ++bin.rows;
    }
    m_rows += probabilities.rows;
}

ProbabilityScores ProbabilitySums::scores() const
{
    ProbabilityScores scores;
    if (m_rows == 0)
        return scores;
    const auto rows = static_cast<double>(m_rows);
    scores.logLoss = m_logLoss / rows;
    scores.brier = m_brier / rows;
    scores.top3Accuracy = static_cast<double>(m_amongThree) / rows;
    for (const Bin &bin : m_bins)
        if (bin.rows > 0)
            scores.calibration.push_back({bin.probability / static_cast<double>(bin.rows),
                                          static_cast<double>(bin.right) / static_cast<double>(bin.rows),
                                          bin.rows});
    return scores;
}

} // namespace genrelens
