#include "core/learn/model_catalogue.h"

#include "core/learn/naive_bayes.h"
#include "core/learn/nearest_centroid.h"
#include "core/learn/random_forest.h"

#include <nlohmann/json.hpp>

#include <algorithm>

namespace genrelens
{

namespace
{

using Trained = Result<std::shared_ptr<const Classifier>>;

std::vector<Parameter> forestParameters()
{
    Parameter trees = wholeParameter("trees", "Trees", 100, 1, 100'000);
    trees.tip = "More trees judge more steadily and take proportionally longer.";
    Parameter depth = wholeParameter("max_depth", "Maximum depth", 0, 0, 1'000'000);
    depth.leastMeans = "no limit";
    depth.tip = "Splits between the root and the deepest leaf. Shallow trees generalize more and learn less.";
    Parameter leaf = wholeParameter("min_samples_leaf", "Fewest tracks in a leaf", 1, 1, 1'000'000'000);
    leaf.tip = "A split that would leave fewer tracks on one side is not made.";
    return {trees, depth, leaf};
}

Trained fitForest(const TrainingData &data, const Parameters &parameters, std::uint64_t seed,
                  Progress &progress)
{
    ForestOptions options;
    options.trees = static_cast<std::size_t>(parameters.whole("trees"));
    options.maxDepth = static_cast<std::size_t>(parameters.whole("max_depth"));
    options.minSamplesLeaf = static_cast<std::size_t>(parameters.whole("min_samples_leaf"));
    options.seed = seed;
    Result<std::shared_ptr<const RandomForest>> trained = RandomForest::train(data, options, progress);
    if (!trained)
        return trained.error();
    return std::shared_ptr<const Classifier>(std::move(trained).value());
}

std::vector<Parameter> bayesParameters()
{
    Parameter smoothing = realParameter("variance_smoothing", "Variance smoothing", 1e-9, 0.0, 1.0);
    smoothing.tip = "Share of the largest variance of a feature that is added to all, so that none is zero.";
    return {smoothing};
}

Trained fitBayes(const TrainingData &data, const Parameters &parameters, std::uint64_t, Progress &progress)
{
    return trainNaiveBayes(data, parameters.real("variance_smoothing"), progress);
}

Trained fitCentroid(const TrainingData &data, const Parameters &, std::uint64_t, Progress &progress)
{
    return trainNearestCentroid(data, progress);
}

} // namespace

Trained ModelKind::train(const TrainingData &data, const ModelOptions &options, Progress &progress) const
{
    if (Result<void> checked = checkParameters(parameters, options.values, name); !checked)
        return checked.error();
    return fit(data, Parameters(parameters, options.values), options.seed, progress);
}

const std::vector<ModelKind> &modelCatalogue()
{
    static const std::vector<ModelKind> kinds = {
        {"random_forest", "Random forest", true, forestParameters(), fitForest},
        {"gaussian_naive_bayes", "Gaussian naive Bayes", false, bayesParameters(), fitBayes},
        {"nearest_centroid", "Nearest centroid", false, {}, fitCentroid},
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

nlohmann::ordered_json parametersJson(const ModelKind &kind, const ModelOptions &options)
{
    nlohmann::ordered_json json = nlohmann::ordered_json::object();
    const Parameters values(kind.parameters, options.values);
    for (const Parameter &parameter : kind.parameters)
        std::visit([&](const auto &value) { json[parameter.name] = value; }, values.value(parameter.name));
    if (kind.draws)
        json["seed"] = options.seed;
    return json;
}

} // namespace genrelens
