#include "core/study/explanation.h"

#include "core/base/random.h"
#include "core/learn/forest_kinds.h"
#include "core/learn/random_forest.h"

#include <algorithm>
#include <utility>

namespace genrelens
{

namespace
{

const RandomForest *forestOf(const ModelRun &run)
{
    return dynamic_cast<const RandomForest *>(run.classifier.get());
}

} // namespace

std::optional<std::size_t> Explanation::placeOf(std::uint32_t track) const
{
    const auto end = tracks.begin() + static_cast<std::ptrdiff_t>(values.rows());
    const auto found = std::find(tracks.begin(), end, track);
    return found == end ? std::nullopt : std::optional(static_cast<std::size_t>(found - tracks.begin()));
}

bool isExplainable(const ModelRun &run)
{
    return forestOf(run) != nullptr;
}

bool isExplainable(const std::string &model)
{
    return model == randomForestKind().name || model == extraTreesKind().name ||
           model == decisionTreeKind().name;
}

std::vector<std::uint32_t> tracksToExplain(const ModelRun &run, std::size_t count, std::uint64_t seed)
{
    std::vector<std::uint32_t> tracks = run.evaluation.judgedRows;
    const std::size_t drawn = std::min(count, tracks.size());
    Random random(seed, RandomPurpose::Explanation);
    for (std::size_t i = 0; i < drawn; ++i)
        std::swap(tracks[i], tracks[i + random.below(static_cast<std::uint32_t>(tracks.size() - i))]);
    tracks.resize(drawn);
    return tracks;
}

Result<Explanation> explainModel(const std::shared_ptr<const ModelRun> &run, const Features &features,
                                 std::vector<std::uint32_t> tracks, Progress &progress,
                                 const ShapWatcher &watcher, const ShapValues &known)
{
    const RandomForest *forest = forestOf(*run);
    if (forest == nullptr)
        return Error{"only forests and trees are explained", run->model, "Train a random forest."};
    Result<ShapValues> values = explainForest(*forest, features, tracks, progress, watcher, known);
    if (!values)
        return values.error();
    return Explanation{run, features, std::move(tracks), std::move(values).value()};
}

} // namespace genrelens
