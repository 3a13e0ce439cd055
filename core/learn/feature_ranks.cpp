#include "core/learn/feature_ranks.h"

#include "core/base/parallel.h"
#include "core/learn/key_sort.h"

#include <algorithm>
#include <bit>

namespace genrelens
{

namespace
{

// Integers in the order of the floats. -0 becomes 0 first: they are one value.
std::uint32_t orderedBits(float value)
{
    const auto bits = std::bit_cast<std::uint32_t>(value + 0.0F);
    return (bits & 0x8000'0000U) != 0 ? ~bits : bits | 0x8000'0000U;
}

// The rank of each training row, and the value of each rank.
std::vector<std::uint32_t> rankColumn(const TrainingData &data, std::size_t feature,
                                      std::vector<float> &values)
{
    const std::size_t rows = data.rows.size();
    std::vector<std::uint64_t> keys;
    keys.reserve(rows + KeySorter<std::uint64_t>::readAhead);
    for (std::size_t i = 0; i < rows; ++i)
        keys.push_back((std::uint64_t(orderedBits(data.features.row(data.rows[i])[feature])) << 32) | i);
    KeySorter<std::uint64_t> sorter(rows);
    const std::uint64_t *sorted = sorter.sort(keys.data(), rows, 0, 0xffff'ffffU);
    std::vector<std::uint32_t> ranks(rows);
    for (std::size_t i = 0; i < rows; ++i) {
        if (i == 0 || sorted[i] >> 32 != sorted[i - 1] >> 32)
            values.push_back(data.features.row(data.rows[sorted[i] & 0xffff'ffffU])[feature]);
        ranks[sorted[i] & 0xffff'ffffU] = static_cast<std::uint32_t>(values.size() - 1);
    }
    return ranks;
}

template <typename Cell>
void scatter(const std::vector<std::uint32_t> &ranks, std::size_t columns, std::size_t feature, Cell *cells)
{
    for (std::size_t i = 0; i < ranks.size(); ++i)
        cells[i * columns + feature] = static_cast<Cell>(ranks[i]);
}

} // namespace

float thresholdBetween(float low, float high)
{
    const auto middle = static_cast<float>((static_cast<double>(low) + static_cast<double>(high)) / 2.0);
    return middle < high ? middle : low;
}

FeatureRanks::FeatureRanks(const TrainingData &data, const Progress &progress)
    : m_rows(data.rows.size())
    , m_values(data.features.columns())
{
    const std::size_t columns = m_values.size();
    std::vector<std::vector<std::uint32_t>> ranks(columns);
    parallelFor(columns, [&](std::size_t f) {
        if (!progress.cancelled())
            ranks[f] = rankColumn(data, f, m_values[f]);
    });
    for (const std::vector<float> &values : m_values)
        if (values.empty())
            return;
    m_isComplete = true;
    m_isNarrow = data.labels.classes().size() <= 256 &&
                 std::all_of(m_values.begin(), m_values.end(),
                             [](const std::vector<float> &values) { return values.size() <= 65536; });
    m_narrow.resize(m_isNarrow ? m_rows * columns : 0);
    m_wide.resize(m_isNarrow ? 0 : m_rows * columns);
    for (std::size_t f = 0; f < columns; ++f) {
        if (m_isNarrow)
            scatter(ranks[f], columns, f, m_narrow.data());
        else
            scatter(ranks[f], columns, f, m_wide.data());
        ranks[f] = {};
    }
}

} // namespace genrelens
