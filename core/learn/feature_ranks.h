#pragma once

#include "core/learn/classifier.h"

#include <cstddef>
#include <cstdint>
#include <vector>

namespace genrelens
{

/// The training rows as dense ranks: equal values share a rank, ranks count from 0 without gaps. Trees
/// compare, count and sort these small integers and look values up only for a threshold. Computed once a
/// forest.
class FeatureRanks
{
public:
    struct Column {
        std::vector<std::uint16_t> narrow; ///< rank of each training row; empty when there are too many
        std::vector<std::uint32_t> wide;   ///< the same for more than 65,536 distinct values
        std::vector<float> values;         ///< value of each rank, rising

        /// A threshold between the values of two ranks: the float nearest to the midpoint for which the left
        /// value is <= threshold and the right one is not.
        [[nodiscard]] float thresholdBetween(std::uint32_t left, std::uint32_t right) const;
    };

    explicit FeatureRanks(const TrainingData &data);

    [[nodiscard]] std::size_t rows() const { return m_rows; }
    [[nodiscard]] std::size_t columns() const { return m_columns.size(); }
    [[nodiscard]] const Column &column(std::size_t feature) const { return m_columns[feature]; }

private:
    std::size_t m_rows = 0;
    std::vector<Column> m_columns;
};

} // namespace genrelens
