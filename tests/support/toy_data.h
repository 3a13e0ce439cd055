#pragma once

#include "core/base/progress.h"
#include "core/base/random.h"
#include "core/learn/classifier.h"

#include <atomic>
#include <cstdint>
#include <numeric>
#include <string>
#include <string_view>
#include <vector>

namespace genrelens::test
{

/// A small feature matrix, unscaled: values are rows x columns, row-major.
inline Features toyFeatures(std::size_t columns, std::vector<float> values)
{
    std::vector<std::string> names;
    for (std::size_t m = 0; m < columns; ++m)
        names.push_back("f" + std::to_string(m));
    std::vector<std::uint32_t> sourceRows(values.size() / columns);
    std::iota(sourceRows.begin(), sourceRows.end(), 0U);
    FeatureScaling raw;
    raw.standardized = false;
    return Features(names, std::vector<FeatureScaling>(columns, raw), std::move(values), sourceRows);
}

inline LabelSet toyLabels(std::size_t classes, std::vector<std::int32_t> codes)
{
    std::vector<std::string> names;
    for (std::size_t c = 0; c < classes; ++c)
        names.push_back("c" + std::to_string(c));
    return LabelSet("toy", names, std::move(codes));
}

inline std::vector<std::uint32_t> allRows(std::size_t rows)
{
    std::vector<std::uint32_t> all(rows);
    std::iota(all.begin(), all.end(), 0U);
    return all;
}

/// Training data over all rows.
inline TrainingData toyTraining(std::size_t columns, std::vector<float> values, std::size_t classes,
                                std::vector<std::int32_t> codes)
{
    const std::size_t rows = codes.size();
    return {toyFeatures(columns, std::move(values)), toyLabels(classes, std::move(codes)), allRows(rows)};
}

/// Normal clouds around one centre a class, the classes in turn. grid > 0 rounds values to multiples of
/// 1/grid, which makes ties.
inline TrainingData toyClouds(std::size_t rows, std::size_t columns, std::size_t classes, std::uint64_t seed,
                              float grid = 0.0F)
{
    Random random(seed, RandomPurpose::Test, 77);
    std::vector<float> values;
    std::vector<std::int32_t> codes;
    for (std::size_t i = 0; i < rows; ++i) {
        codes.push_back(static_cast<std::int32_t>(i % classes));
        for (std::size_t m = 0; m < columns; ++m) {
            const auto x =
                static_cast<float>(random.normal() + static_cast<double>((i % classes) * (m + 1) % 5));
            values.push_back(grid > 0.0F ? static_cast<float>(static_cast<int>(x * grid)) / grid : x);
        }
    }
    return toyTraining(columns, std::move(values), classes, std::move(codes));
}

/// Keeps the last report and says cancelled once `patience` questions were asked.
class WatchedProgress final : public Progress
{
public:
    explicit WatchedProgress(int patience = -1) : m_patience(patience) {}
    // Two threads may report in the other order: what counts is the largest.
    void report(double fraction, std::string_view) override
    {
        double seen = last;
        while (fraction > seen && !last.compare_exchange_weak(seen, fraction)) {
        }
    }
    [[nodiscard]] bool cancelled() const override { return m_patience >= 0 && ++m_asked > m_patience; }
    std::atomic<double> last{-1.0};

private:
    int m_patience;
    mutable std::atomic<int> m_asked{0};
};

} // namespace genrelens::test
