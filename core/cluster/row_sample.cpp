#include "core/cluster/row_sample.h"

#include "core/base/random.h"

#include <algorithm>
#include <numeric>
#include <utility>

namespace genrelens
{

std::vector<std::uint32_t> sampleRows(std::size_t rows, std::size_t limit, std::uint64_t seed)
{
    std::vector<std::uint32_t> order(rows);
    std::iota(order.begin(), order.end(), 0U);
    if (rows <= limit)
        return order;
    Random random(seed, RandomPurpose::Validity);
    for (std::size_t i = 0; i < limit; ++i)
        std::swap(order[i], order[i + random.below(static_cast<std::uint32_t>(rows - i))]);
    order.resize(limit);
    std::sort(order.begin(), order.end());
    return order;
}

Features rowsOf(const Features &features, std::vector<std::uint32_t> rows)
{
    std::vector<float> values;
    values.reserve(rows.size() * features.columns());
    for (const std::uint32_t row : rows)
        values.insert(values.end(), features.row(row).begin(), features.row(row).end());
    return Features(features.names(), features.scalings(), std::move(values), std::move(rows));
}

} // namespace genrelens
