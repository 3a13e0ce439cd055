#include "core/explain/shap_importance.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <span>

namespace genrelens
{

namespace
{

template <typename Size>
std::vector<std::size_t> falling(std::size_t count, const Size &size)
{
    std::vector<std::size_t> order(count);
    std::iota(order.begin(), order.end(), std::size_t(0));
    std::stable_sort(order.begin(), order.end(),
                     [&](std::size_t a, std::size_t b) { return size(a) > size(b); });
    return order;
}

} // namespace

double ShapImportance::total(std::size_t feature) const
{
    double sum = 0.0;
    for (std::size_t at = feature; at < means.size(); at += features)
        sum += means[at];
    return sum;
}

std::vector<std::size_t> ShapImportance::order() const
{
    return falling(features, [this](std::size_t feature) { return total(feature); });
}

std::vector<std::size_t> ShapImportance::order(std::size_t classCode) const
{
    return falling(features, [&](std::size_t feature) { return of(classCode, feature); });
}

ShapImportance shapImportance(const ShapValues &values)
{
    ShapImportance importance{values.features(), {}};
    importance.means.reserve(values.classes() * values.features());
    for (std::size_t c = 0; c < values.classes(); ++c)
        for (std::size_t f = 0; f < values.features(); ++f) {
            const std::span<const float> column = values.column(c, f);
            const double sum = std::accumulate(column.begin(), column.end(), 0.0, [](double so, float value) {
                return so + std::abs(static_cast<double>(value));
            });
            importance.means.push_back(column.empty() ? 0.0 : sum / static_cast<double>(column.size()));
        }
    return importance;
}

} // namespace genrelens
