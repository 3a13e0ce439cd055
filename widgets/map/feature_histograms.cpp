#include "widgets/map/feature_histograms.h"

#include "core/base/parallel.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace genrelens
{

namespace
{

constexpr double cut = 0.01; // of the values lie beyond each edge

FeatureHistogram histogramOf(std::vector<double> values)
{
    FeatureHistogram histogram;
    std::erase_if(values, [](double value) { return !std::isfinite(value); });
    if (values.empty())
        return histogram;
    const auto quantile = [&](double share) {
        const auto place = std::lround(share * static_cast<double>(values.size() - 1));
        std::nth_element(values.begin(), values.begin() + place, values.end());
        return values[static_cast<std::size_t>(place)];
    };
    histogram.isKnown = true;
    histogram.low = quantile(cut);
    histogram.high = quantile(1.0 - cut);
    if (!(histogram.high > histogram.low)) {
        const auto [lowest, highest] = std::minmax_element(values.begin(), values.end());
        histogram.low = *lowest;
        histogram.high = *highest;
    }
    histogram.heights.assign(histogramBins, 0.0F);
    for (const double value : values) {
        const double bin = std::floor(histogram.place(value) * static_cast<double>(histogramBins));
        histogram.heights[std::min(static_cast<std::size_t>(bin), histogramBins - 1)] += 1.0F;
    }
    const float most = *std::max_element(histogram.heights.begin(), histogram.heights.end());
    for (float &height : histogram.heights)
        height /= most;
    return histogram;
}

} // namespace

double FeatureHistogram::place(double value) const
{
    if (std::isnan(value))
        return std::numeric_limits<double>::quiet_NaN();
    return high > low ? std::clamp((value - low) / (high - low), 0.0, 1.0) : 0.5;
}

Result<FeatureHistograms> featureHistograms(const OwnValues &values, const Features &features,
                                            Progress &progress)
{
    FeatureHistograms histograms{features, std::vector<FeatureHistogram>(features.columns())};
    ProgressCounter counter(progress, std::max<std::size_t>(1, features.columns()), "Counting values");
    parallelFor(features.columns(), [&](std::size_t f) {
        if (progress.cancelled())
            return;
        std::vector<double> own(features.rows());
        for (std::size_t row = 0; row < own.size(); ++row)
            own[row] = values.at(static_cast<std::uint32_t>(row), f);
        histograms.ofFeature[f] = histogramOf(std::move(own));
        counter.advance();
    });
    if (progress.cancelled())
        return Error::cancelled();
    return histograms;
}

} // namespace genrelens
