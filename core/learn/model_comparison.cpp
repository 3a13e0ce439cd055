#include "core/learn/model_comparison.h"

#include "core/learn/distributions.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <limits>
#include <vector>

namespace genrelens
{

namespace
{

constexpr std::size_t fewDiscordant = 25; // below it chi-square is too rough
constexpr double normalQuantile = 1.959963984540054;

// Wald's interval after half a row more in each of the four cells.
Interval pairedInterval(const AnswerComparison &counts)
{
    const double first = static_cast<double>(counts.onlyFirstRight) + 0.5;
    const double second = static_cast<double>(counts.onlySecondRight) + 0.5;
    const double rows = static_cast<double>(counts.rows) + 2.0;
    const double centre = (first - second) / rows;
    const double half =
        normalQuantile * std::sqrt(first + second - (first - second) * (first - second) / rows) / rows;
    return {std::max(centre - half, -1.0), std::min(centre + half, 1.0)};
}

} // namespace

AnswerComparison compareAnswers(std::span<const std::int32_t> truth, std::span<const std::int32_t> first,
                                std::span<const std::int32_t> second)
{
    assert(truth.size() == first.size() && truth.size() == second.size());
    AnswerComparison result;
    result.rows = truth.size();
    for (std::size_t i = 0; i < truth.size(); ++i) {
        const bool firstRight = first[i] == truth[i];
        const bool secondRight = second[i] == truth[i];
        result.bothRight += firstRight && secondRight ? 1 : 0;
        result.onlyFirstRight += firstRight && !secondRight ? 1 : 0;
        result.onlySecondRight += !firstRight && secondRight ? 1 : 0;
    }
    const auto more = static_cast<double>(std::max(result.onlyFirstRight, result.onlySecondRight));
    const auto less = static_cast<double>(std::min(result.onlyFirstRight, result.onlySecondRight));
    if (result.rows > 0)
        result.difference =
            (static_cast<double>(result.onlyFirstRight) - static_cast<double>(result.onlySecondRight)) /
            static_cast<double>(result.rows);
    result.interval = pairedInterval(result);
    result.exact = result.onlyFirstRight + result.onlySecondRight < fewDiscordant;
    if (result.exact)
        result.pValue =
            fairCoinTwoSided(static_cast<std::size_t>(less), static_cast<std::size_t>(less + more));
    else
        result.pValue = chiSquareAbove(std::pow(std::max(more - less - 1.0, 0.0), 2) / (more + less));
    return result;
}

FoldMean correctedMean(std::span<const double> values, double testToTrain)
{
    constexpr double infinite = std::numeric_limits<double>::infinity();
    FoldMean result;
    result.interval = {-infinite, infinite};
    const auto count = static_cast<double>(values.size());
    for (const double value : values)
        result.mean += value / count;
    if (values.size() < 2)
        return result;
    double squares = 0.0;
    for (const double value : values)
        squares += (value - result.mean) * (value - result.mean);
    const double freedom = count - 1.0;
    const double error = std::sqrt(squares / freedom * (1.0 / count + testToTrain));
    const double half = studentQuantile(0.95, freedom) * error;
    result.interval = {result.mean - half, result.mean + half};
    if (result.mean != 0.0)
        result.pValue = error > 0.0 ? studentTwoSided(result.mean / error, freedom) : 0.0;
    return result;
}

FoldMean compareFolds(std::span<const double> first, std::span<const double> second, double testToTrain)
{
    assert(first.size() == second.size());
    std::vector<double> differences;
    for (std::size_t i = 0; i < first.size(); ++i)
        differences.push_back(first[i] - second[i]);
    return correctedMean(differences, testToTrain);
}

} // namespace genrelens
