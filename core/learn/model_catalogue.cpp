#include "core/learn/model_catalogue.h"

#include "core/learn/naive_bayes.h"
#include "core/learn/nearest_centroid.h"

#include <nlohmann/json.hpp>

#include <algorithm>

namespace genrelens
{

namespace
{

using Json = nlohmann::ordered_json;
using Trained = Result<std::shared_ptr<const Classifier>>;

Trained trainForest(const TrainingData &data, const ModelOptions &options, Progress &progress)
{
    ForestOptions forest = options.forest;
    forest.seed = options.seed;
    Result<std::shared_ptr<const RandomForest>> trained = RandomForest::train(data, forest, progress);
    if (!trained)
        return trained.error();
    return std::shared_ptr<const Classifier>(std::move(trained).value());
}

Json forestParameters(const ModelOptions &options)
{
    const ForestOptions &forest = options.forest;
    return Json{{"trees", forest.trees},
                {"max_depth", forest.maxDepth},
                {"min_samples_leaf", forest.minSamplesLeaf},
                {"max_features", forest.maxFeatures},
                {"bootstrap", forest.bootstrap},
                {"seed", options.seed}};
}

Trained trainBayes(const TrainingData &data, const ModelOptions &options, Progress &progress)
{
    return trainNaiveBayes(data, options.varianceSmoothing, progress);
}

Json bayesParameters(const ModelOptions &options)
{
    return Json{{"variance_smoothing", options.varianceSmoothing}};
}

Trained trainCentroid(const TrainingData &data, const ModelOptions &, Progress &progress)
{
    return trainNearestCentroid(data, progress);
}

Json noParameters(const ModelOptions &)
{
    return Json::object();
}

} // namespace

const std::vector<ModelKind> &modelCatalogue()
{
    static const std::vector<ModelKind> kinds = {
        {"random_forest", "Random forest", trainForest, forestParameters},
        {"gaussian_naive_bayes", "Gaussian naive Bayes", trainBayes, bayesParameters},
        {"nearest_centroid", "Nearest centroid", trainCentroid, noParameters},
    };
    return kinds;
}

const ModelKind *findModel(std::string_view name)
{
    const std::vector<ModelKind> &kinds = modelCatalogue();
    const auto found =
        std::find_if(kinds.begin(), kinds.end(), [&](const ModelKind &kind) { return kind.name == name; });
    return found == kinds.end() ? nullptr : &*found;
}

} // namespace genrelens
