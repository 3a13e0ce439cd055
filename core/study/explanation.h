#pragma once

#include "core/explain/forest_shap.h"
#include "core/study/analysis.h"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace genrelens
{

/// Why a model answered as it did for some tracks, as a step of a study.
struct Explanation {
    std::shared_ptr<const ModelRun> run; ///< what it explains; its labels name the classes
    Features features;                   ///< that the run learned from
    /// Kept rows, in the order they were drawn. The first values.rows() of them are explained.
    std::vector<std::uint32_t> tracks;
    ShapValues values;

    [[nodiscard]] bool isComplete() const { return values.rows() == tracks.size(); }
    /// The place of a track among those that are explained.
    [[nodiscard]] std::optional<std::size_t> placeOf(std::uint32_t track) const;
};

/// Whether a run's model has the trees that are explained: forests, extra trees, a single tree.
bool isExplainable(const ModelRun &run);
/// The same of a kind of model, by its name.
bool isExplainable(const std::string &model);

/// So many of the tracks a run was judged on, drawn by the seed, or all of them. The first ones are the same
/// however many are drawn, and any first ones are a fair sample.
std::vector<std::uint32_t> tracksToExplain(const ModelRun &run, std::size_t count, std::uint64_t seed);

/// features: those of the run, by key. watcher: told of all tracks so far whenever there are more. known: of
/// the first tracks, which are not explained again. Errors: as explainForest(); a model without trees to
/// explain.
Result<Explanation> explainModel(const std::shared_ptr<const ModelRun> &run, const Features &features,
                                 std::vector<std::uint32_t> tracks, Progress &progress,
                                 const ShapWatcher &watcher = {}, const ShapValues &known = {});

} // namespace genrelens
