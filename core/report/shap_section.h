#pragma once

#include "core/explain/shap_bootstrap.h"
#include "core/labels/label_set.h"

#include <nlohmann/json.hpp>

#include <span>
#include <string>

namespace genrelens
{

/// The model whose SHAP values are reported.
struct ReportedModel {
    std::string model; ///< "random_forest"
    LabelSet labels;   ///< it learned
    std::span<const std::string> features;
    std::span<const double> gini; ///< importances of these, for comparison
};

/// shap.<set>: explained, additivity_error, base_values.<class>, mean_abs.<class>.<feature>, and the features
/// in the order of what they sum to, with how far that may lie off.
nlohmann::ordered_json shapSection(const ReportedModel &of, const ShapValues &values,
                                   const ShapIntervals &intervals);

} // namespace genrelens
