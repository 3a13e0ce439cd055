#pragma once

#include "core/explain/shap_values.h"

#include <cstddef>
#include <vector>

namespace genrelens::test
{

/// Adds rows as people write them down. values: row, class, feature. outputs: row, class.
inline void appendByRow(ShapTable &table, const std::vector<double> &values,
                        const std::vector<double> &outputs)
{
    const std::size_t classes = table.shown().classes();
    const std::size_t features = table.shown().features();
    const std::size_t rows = outputs.size() / classes;
    std::vector<double> turned(values.size());
    for (std::size_t i = 0; i < rows; ++i)
        for (std::size_t at = 0; at < classes * features; ++at)
            turned[at * rows + i] = values[i * classes * features + at];
    table.append(turned, std::vector<float>(outputs.begin(), outputs.end()));
}

} // namespace genrelens::test
