#pragma once

#include "core/explain/shap_bootstrap.h"
#include "core/explain/shap_importance.h"
#include "core/learn/spread.h"
#include "core/study/explanation.h"
#include "widgets/plots/stacked_bars_layout.h"

#include <memory>
#include <optional>
#include <vector>

namespace genrelens
{

class Plot;

/// What of the importance of features is shown.
struct ShapImportanceView {
    bool grouped = false;                      ///< a bar for each class instead of one of all
    std::optional<std::size_t> classCode = {}; ///< this class alone
    const ShapIntervals *intervals = nullptr;  ///< whiskers; null while they are not known
    /// By feature, for comparison beside the bars; null for no column.
    const std::vector<double> *gini = nullptr;
    const std::vector<Spread> *permutation = nullptr;
};

/// Mean |SHAP| by feature in percentage points, the largest first, in the classes' own colours. Classes lie
/// on each other by how much SHAP they have, of all features.
StackedBarsSpec shapImportanceSpec(const Explanation &explanation, const ShapImportance &importance,
                                   const StudySettings &settings, const ShapImportanceView &view = {});

/// The stacked bars for the report.
std::unique_ptr<Plot> shapImportanceFigure(const Explanation &explanation, const StudySettings &settings,
                                           const ShapIntervals *intervals = nullptr);

} // namespace genrelens
