#include "core/explain/shap_interactions.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace genrelens
{

namespace
{

constexpr std::size_t mostRows = 5'000;
constexpr std::size_t longestStretch = 50;

// Of |correlation|; 0 where either does not vary.
double correlationSize(std::span<const double> x, std::span<const double> y)
{
    const auto n = static_cast<double>(x.size());
    const double meanX = std::accumulate(x.begin(), x.end(), 0.0) / n;
    const double meanY = std::accumulate(y.begin(), y.end(), 0.0) / n;
    double xx = 0.0;
    double yy = 0.0;
    double xy = 0.0;
    for (std::size_t i = 0; i < x.size(); ++i) {
        xx += (x[i] - meanX) * (x[i] - meanX);
        yy += (y[i] - meanY) * (y[i] - meanY);
        xy += (x[i] - meanX) * (y[i] - meanY);
    }
    // Equal values lie a rounding error beside their mean; floats that differ lie much farther.
    const auto varies = [&](double squares, double mean) { return squares > 1e-20 * n * mean * mean; };
    return varies(xx, meanX) && varies(yy, meanY) ? std::abs(xy) / std::sqrt(xx * yy) : 0.0;
}

} // namespace

std::vector<double> shapInteractions(std::span<const float> shap, std::size_t feature,
                                     const Features &features, std::span<const std::uint32_t> rows)
{
    const std::size_t count = std::min({shap.size(), rows.size(), mostRows});
    std::vector<std::size_t> order(count);
    std::iota(order.begin(), order.end(), std::size_t(0));
    std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
        return features.row(rows[a])[feature] < features.row(rows[b])[feature];
    });
    std::vector<double> sorted(count);
    std::transform(order.begin(), order.end(), sorted.begin(),
                   [&](std::size_t i) { return static_cast<double>(shap[i]); });
    std::vector<double> strengths(features.columns(), 0.0);
    std::vector<double> other(count);
    const std::size_t stretch = std::clamp<std::size_t>(count / 10, 1, longestStretch);
    for (std::size_t f = 0; f < features.columns(); ++f) {
        if (f == feature)
            continue;
        std::transform(order.begin(), order.end(), other.begin(),
                       [&](std::size_t i) { return static_cast<double>(features.row(rows[i])[f]); });
        for (std::size_t from = 0; from < count; from += stretch) {
            const std::size_t length = std::min(stretch, count - from);
            strengths[f] += correlationSize(std::span(sorted).subspan(from, length),
                                            std::span(other).subspan(from, length));
        }
    }
    return strengths;
}

std::optional<std::size_t> strongestInteraction(const std::vector<double> &strengths)
{
    const auto strongest = std::max_element(strengths.begin(), strengths.end());
    if (strongest == strengths.end() || !(*strongest > 0.0))
        return std::nullopt;
    return static_cast<std::size_t>(strongest - strengths.begin());
}

} // namespace genrelens
