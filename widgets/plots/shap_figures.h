#pragma once

#include "core/study/explanation.h"
#include "core/study/settings.h"
#include "widgets/plots/beeswarm_picture.h"

#include <memory>
#include <optional>
#include <vector>

namespace genrelens
{

class Plot;

/// What of an explanation a beeswarm shows.
struct BeeswarmView {
    std::optional<std::size_t> classCode = std::nullopt; ///< none: a panel for each class
    bool orderByClass = true;            ///< by how much features matter for the class; else for all of them
    std::vector<ValueScale> scales = {}; ///< of the features; empty: to be found
    std::shared_ptr<const std::vector<RowSet>> missing = {}; ///< see BeeswarmSpec
};

/// More features are not shown: those that matter least are left out, and the scale's title says so.
inline constexpr std::size_t mostSwarmFeatures = 40;

/// What is low and high of each feature among the tracks that are explained or will be.
std::vector<ValueScale> featureScales(const Explanation &explanation);
/// Names and colours of the classes are those of the run's labels.
BeeswarmSpec beeswarmSpec(const std::shared_ptr<const Explanation> &explanation,
                          const StudySettings &settings, const BeeswarmView &view);

/// "shap_beeswarm_super_genre", and the class where it is of one alone.
QString beeswarmName(const BeeswarmSpec &spec, bool oneClass);

/// For pictures. Without a class small multiples of all.
std::unique_ptr<Plot> beeswarmFigure(const std::shared_ptr<const Explanation> &explanation,
                                     const StudySettings &settings, const BeeswarmView &view = {});

} // namespace genrelens
