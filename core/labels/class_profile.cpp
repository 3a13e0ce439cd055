#include "core/labels/class_profile.h"

#include <limits>

namespace genrelens
{

std::vector<double> classMeans(const Features &features, const LabelSet &labels)
{
    const std::size_t columns = features.columns();
    std::vector<double> means(labels.classes().size() * columns, 0.0);
    for (std::size_t i = 0; i < features.rows(); ++i) {
        if (labels.codes()[i] == unlabelled)
            continue;
        double *sums = means.data() + static_cast<std::size_t>(labels.codes()[i]) * columns;
        const std::span<const float> row = features.row(i);
        for (std::size_t f = 0; f < columns; ++f)
            sums[f] += static_cast<double>(row[f]);
    }
    for (std::size_t c = 0; c < labels.classes().size(); ++c)
        for (std::size_t f = 0; f < columns; ++f) {
            const std::size_t n = labels.counts()[c];
            double &mean = means[c * columns + f];
            mean = n > 0 ? mean / static_cast<double>(n) : std::numeric_limits<double>::quiet_NaN();
        }
    return means;
}

double withinClassSumOfSquares(const Features &features, const LabelSet &labels)
{
    const std::vector<double> means = classMeans(features, labels);
    const std::size_t columns = features.columns();
    double sum = 0.0;
    for (std::size_t i = 0; i < features.rows(); ++i) {
        if (labels.codes()[i] == unlabelled)
            continue;
        const double *mean = means.data() + static_cast<std::size_t>(labels.codes()[i]) * columns;
        const std::span<const float> row = features.row(i);
        for (std::size_t f = 0; f < columns; ++f) {
            const double d = static_cast<double>(row[f]) - mean[f];
            sum += d * d;
        }
    }
    return sum;
}

} // namespace genrelens
