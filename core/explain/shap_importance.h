#pragma once

#include "core/explain/shap_values.h"

#include <cstddef>
#include <vector>

namespace genrelens
{

/// How much features matter: the mean of |SHAP| over rows, for each class.
struct ShapImportance {
    std::size_t features = 0;
    std::vector<double> means; ///< class, feature

    [[nodiscard]] double of(std::size_t classCode, std::size_t feature) const
    {
        return means[classCode * features + feature];
    }
    /// Summed over the classes: the length of a stacked bar.
    [[nodiscard]] double total(std::size_t feature) const;
    /// Features by total, the largest first; equal ones in their own order.
    [[nodiscard]] std::vector<std::size_t> order() const;
    /// The same by the mean for one class.
    [[nodiscard]] std::vector<std::size_t> order(std::size_t classCode) const;
};

ShapImportance shapImportance(const ShapValues &values);

} // namespace genrelens
