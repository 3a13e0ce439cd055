#include "core/learn/feature_ranks.h"

#include "core/base/parallel.h"

#include <algorithm>
#include <utility>

namespace genrelens
{

namespace
{

FeatureRanks::Column rankColumn(const TrainingData &data, std::size_t feature)
{
    std::vector<std::pair<float, std::uint32_t>> sorted;
    sorted.reserve(data.rows.size());
    for (std::size_t i = 0; i < data.rows.size(); ++i)
        sorted.emplace_back(data.features.row(data.rows[i])[feature], static_cast<std::uint32_t>(i));
    std::sort(sorted.begin(), sorted.end());
    FeatureRanks::Column column;
    column.wide.resize(sorted.size());
    for (const auto &[value, row] : sorted) {
        if (column.values.empty() || column.values.back() != value)
            column.values.push_back(value);
        column.wide[row] = static_cast<std::uint32_t>(column.values.size() - 1);
    }
    if (column.values.size() <= 65536) {
        column.narrow.reserve(column.wide.size());
        for (const std::uint32_t rank : column.wide)
            column.narrow.push_back(static_cast<std::uint16_t>(rank));
        column.wide = {};
    }
    return column;
}

} // namespace

float FeatureRanks::Column::thresholdBetween(std::uint32_t left, std::uint32_t right) const
{
    const float low = values[left];
    const float high = values[right];
    const auto middle = static_cast<float>((static_cast<double>(low) + static_cast<double>(high)) / 2.0);
    return middle < high ? middle : low;
}

FeatureRanks::FeatureRanks(const TrainingData &data)
    : m_rows(data.rows.size())
    , m_columns(data.features.columns())
{
    parallelFor(m_columns.size(),
                [&](std::size_t feature) { m_columns[feature] = rankColumn(data, feature); });
}

} // namespace genrelens
