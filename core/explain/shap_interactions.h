#pragma once

#include "core/prepare/features.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace genrelens
{

/// How much the values of each feature seem to decide what another feature's SHAP values are beside its own
/// value: rows are sorted by the feature and cut into stretches of a tenth of them, 50 at most; what counts
/// is the sum over the stretches of |correlation| between its SHAP values and the other's values (as
/// shap.approximate_interactions does). 0 for the feature itself. shap: one a row. Of many rows only the
/// first few thousand are looked at.
std::vector<double> shapInteractions(std::span<const float> shap, std::size_t feature,
                                     const Features &features, std::span<const std::uint32_t> rows);

/// The feature with the largest, the first of equals; nothing when there is none above 0.
std::optional<std::size_t> strongestInteraction(const std::vector<double> &strengths);

} // namespace genrelens
