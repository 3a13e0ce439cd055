#include "core/prepare/row_values.h"

#include <algorithm>
#include <limits>

namespace genrelens
{

namespace
{

constexpr std::size_t rowsLookedAt = 20'000; // a percentile of so many is right to a thousandth

} // namespace

std::vector<std::uint32_t> rowsWithin(const Features &features, std::span<const ValueRange> ranges)
{
    std::vector<std::uint32_t> rows;
    for (std::size_t row = 0; row < features.rows(); ++row) {
        const float *values = features.row(row).data();
        bool inside = true;
        for (const ValueRange &range : ranges) {
            const auto value = static_cast<double>(values[range.column]);
            inside = inside && value >= range.low && value <= range.high;
        }
        if (inside)
            rows.push_back(static_cast<std::uint32_t>(row));
    }
    return rows;
}

std::vector<double> columnMeans(const Features &features, std::span<const std::uint32_t> rows)
{
    if (rows.empty())
        return std::vector<double>(features.columns(), std::numeric_limits<double>::quiet_NaN());
    std::vector<double> means(features.columns(), 0.0);
    for (const std::uint32_t row : rows) {
        const float *values = features.row(row).data();
        for (std::size_t f = 0; f < means.size(); ++f)
            means[f] += static_cast<double>(values[f]);
    }
    for (double &mean : means)
        mean /= static_cast<double>(rows.size());
    return means;
}

double quantileOf(std::span<float> values, double share)
{
    if (values.empty())
        return std::numeric_limits<double>::quiet_NaN();
    const double place = share * static_cast<double>(values.size() - 1);
    const auto below = static_cast<std::size_t>(place);
    const auto at = values.begin() + static_cast<std::ptrdiff_t>(below);
    std::nth_element(values.begin(), at, values.end());
    const auto low = static_cast<double>(*at);
    const double part = place - static_cast<double>(below);
    if (part <= 0.0)
        return low;
    return low + part * (static_cast<double>(*std::min_element(at + 1, values.end())) - low);
}

std::pair<double, double> commonRange(const Features &features, std::span<const std::size_t> columns,
                                      double share)
{
    const std::size_t step = std::max<std::size_t>(1, features.rows() / rowsLookedAt);
    std::pair<double, double> range{0.0, 0.0};
    std::vector<float> values;
    for (const std::size_t f : columns) {
        values.clear();
        for (std::size_t row = 0; row < features.rows(); row += step)
            values.push_back(features.row(row)[f]);
        if (values.empty())
            break;
        range.first = std::min(range.first, quantileOf(values, share));
        range.second = std::max(range.second, quantileOf(values, 1.0 - share));
    }
    return range;
}

} // namespace genrelens
