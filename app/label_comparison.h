#pragma once

#include "app/figure_renderer.h"

#include <nlohmann/json_fwd.hpp>

#include <vector>

namespace genrelens
{

struct ComparedLabels {
    LabelSet labels;
    bool drawn = true; ///< figures of it are asked for
};

/// The section `agreement` of results.json: each label set against each that comes after it, with a figure of
/// every pair that shares a track.
Result<nlohmann::ordered_json> compareLabelSets(const std::vector<ComparedLabels> &sets,
                                                const FigureRenderer &figures, const StudySettings &settings,
                                                Progress &progress);

} // namespace genrelens
