#pragma once

#include "core/base/progress.h"
#include "core/learn/classifier.h"

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace genrelens
{

/// The training rows as dense ranks: equal values share a rank, ranks count from 0 without gaps. Trees
/// compare, count and sort these small integers and look values up only for a threshold. Computed once a
/// forest.
class FeatureRanks
{
public:
    /// Of millions of rows it takes a second; when cancelled it stays incomplete and must not be used.
    FeatureRanks(const TrainingData &data, const Progress &progress);

    [[nodiscard]] bool isComplete() const { return m_isComplete; }

    [[nodiscard]] std::size_t rows() const { return m_rows; }
    [[nodiscard]] std::size_t columns() const { return m_values.size(); }
    /// Whether no feature has more than 65,536 distinct values and there are no more than 256 classes, so
    /// that a rank takes two bytes and class and weight do so together.
    [[nodiscard]] bool isNarrow() const { return m_isNarrow; }
    /// rows x columns, row-major; empty unless the ranks are of that width.
    [[nodiscard]] const std::vector<std::uint16_t> &narrow() const { return m_narrow; }
    [[nodiscard]] const std::vector<std::uint32_t> &wide() const { return m_wide; }
    /// The value of each rank of a feature, rising.
    [[nodiscard]] std::span<const float> values(std::size_t feature) const { return m_values[feature]; }

private:
    std::size_t m_rows = 0;
    std::vector<std::vector<float>> m_values;
    std::vector<std::uint16_t> m_narrow;
    std::vector<std::uint32_t> m_wide;
    bool m_isNarrow = false;
    bool m_isComplete = false;
};

/// A threshold between two values: the float nearest to the midpoint for which low <= threshold < high.
float thresholdBetween(float low, float high);

} // namespace genrelens
