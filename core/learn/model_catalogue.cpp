#include "core/learn/model_catalogue.h"

#include "core/learn/boosted_trees.h"
#include "core/learn/forest_kinds.h"
#include "core/learn/lda.h"
#include "core/learn/logistic.h"
#include "core/learn/majority.h"
#include "core/learn/naive_bayes.h"
#include "core/learn/nearest_centroid.h"
#include "core/learn/nearest_neighbours.h"
#include "core/learn/qda.h"

#include <nlohmann/json.hpp>

#include <algorithm>

namespace genrelens
{

namespace
{

using Trained = Result<std::shared_ptr<const Classifier>>;

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

std::vector<Parameter> ldaParameters()
{
    Parameter shrinkage = realParameter("shrinkage", "Shrinkage", 0.0, 0.0, 1.0);
    shrinkage.tip =
        "Share of the covariance that gives way to equal variances without correlation. Helps where "
        "features are many and tracks few.";
    Parameter tol = realParameter("tol", "Tolerance", 1e-4, 0.0, 1.0);
    tol.tip =
        "Combinations of features that vary less than this, in units of the deviation within classes, are "
        "left out. Without effect with shrinkage.";
    return {shrinkage, tol};
}

Trained fitLda(const TrainingData &data, const Parameters &parameters, std::uint64_t, Progress &progress)
{
    return trainLda(data, {parameters.real("shrinkage"), parameters.real("tol")}, progress);
}

std::vector<Parameter> qdaParameters()
{
    Parameter share = realParameter("reg_param", "Regularization", 0.0, 0.0, 1.0);
    share.tip =
        "Draws the shape of every class towards a ball of variance 1: 0 leaves it, 1 makes all balls.";
    Parameter tol = realParameter("tol", "Least variance", 1e-9, 1e-15, 1.0);
    tol.tip = "Share of the largest variance of a feature. A class that varies less along some direction is "
              "taken to vary this much.";
    return {share, tol};
}

Trained fitQda(const TrainingData &data, const Parameters &parameters, std::uint64_t, Progress &progress)
{
    return trainQda(data, {parameters.real("reg_param"), parameters.real("tol")}, progress);
}

std::vector<Parameter> logisticParameters()
{
    Parameter c = realParameter("C", "C", 1.0, 1e-6, 1e6);
    c.tip = "How little large weights are held against a fit: smaller values hold the weights small.";
    Parameter tol = realParameter("tol", "Tolerance", 1e-5, 1e-10, 0.1);
    tol.tip = "The search ends where the mean loss is this flat in every direction.";
    Parameter steps = wholeParameter("max_iter", "Most steps", 1000, 1, 1'000'000);
    steps.tip = "The search also ends after so many steps.";
    return {c, tol, steps};
}

Trained fitLogistic(const TrainingData &data, const Parameters &parameters, std::uint64_t, Progress &progress)
{
    const auto steps = static_cast<std::size_t>(parameters.whole("max_iter"));
    return trainLogistic(data, {parameters.real("C"), parameters.real("tol"), steps}, progress);
}

std::vector<Parameter> neighboursParameters()
{
    Parameter count = wholeParameter("n_neighbors", "Neighbours", 15, 1, 10'000);
    count.tip = "How many of the nearest training tracks vote. More make smoother borders between classes.";
    Parameter weights = choiceParameter("weights", "Votes", {"uniform", "distance"});
    weights.tip = "Whether each neighbour has one vote, or the more the nearer it is (1 / distance).";
    return {count, weights};
}

Trained fitNeighbours(const TrainingData &data, const Parameters &parameters, std::uint64_t,
                      Progress &progress)
{
    const auto count = static_cast<std::size_t>(parameters.whole("n_neighbors"));
    return trainNearestNeighbours(data, {count, parameters.choice("weights") == "distance"}, progress);
}

std::vector<Parameter> boostedParameters()
{
    Parameter rounds = wholeParameter("n_estimators", "Rounds", 100, 1, 100'000);
    rounds.tip = "In each round one small tree a class is added. More fit more closely and take longer.";
    Parameter rate = realParameter("learning_rate", "Learning rate", 0.3, 1e-4, 1.0);
    rate.tip =
        "Share of each tree's answer that is added. Smaller rates need more rounds and generalize better.";
    Parameter depth = wholeParameter("max_depth", "Maximum depth", 6, 1, 30);
    depth.tip = "Splits between the root and the deepest leaf of a tree.";
    Parameter rows = realParameter("subsample", "Share of tracks", 1.0, 0.01, 1.0);
    rows.tip = "Each tree sees this share of the training tracks, drawn anew.";
    Parameter columns = realParameter("colsample_bytree", "Share of features", 1.0, 0.01, 1.0);
    columns.tip = "Each tree sees this share of the features, drawn anew.";
    Parameter weight = realParameter("min_child_weight", "Least weight of a leaf", 1.0, 0.0, 1e6);
    weight.tip =
        "A split is made only if both sides have this much weight; an undecided track weighs ½, one that "
        "is sure of its class nothing.";
    Parameter lambda = realParameter("reg_lambda", "Penalty on leaves", 1.0, 0.0, 1e6);
    lambda.tip = "Draws the answers of leaves towards 0, those of few tracks most.";
    return {rounds, rate, depth, rows, columns, weight, lambda};
}

Trained fitBoosted(const TrainingData &data, const Parameters &parameters, std::uint64_t seed,
                   Progress &progress)
{
    BoostedTreesOptions options;
    options.rounds = static_cast<std::size_t>(parameters.whole("n_estimators"));
    options.learningRate = parameters.real("learning_rate");
    options.maxDepth = static_cast<std::size_t>(parameters.whole("max_depth"));
    options.subsample = parameters.real("subsample");
    options.columnsByTree = parameters.real("colsample_bytree");
    options.minChildWeight = parameters.real("min_child_weight");
    options.lambda = parameters.real("reg_lambda");
    options.seed = seed;
    return trainBoostedTrees(data, options, progress);
}

Trained fitMajority(const TrainingData &data, const Parameters &, std::uint64_t, Progress &progress)
{
    return trainMajority(data, progress);
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
        randomForestKind(),
        {"gaussian_naive_bayes", "Gaussian naive Bayes", false, bayesParameters(), fitBayes},
        {"nearest_centroid", "Nearest centroid", false, {}, fitCentroid},
        {"linear_discriminant_analysis", "Linear discriminant analysis", false, ldaParameters(), fitLda},
        {"quadratic_discriminant_analysis", "Quadratic discriminant analysis", false, qdaParameters(),
         fitQda},
        {"logistic_regression", "Logistic regression", false, logisticParameters(), fitLogistic},
        {"k_nearest_neighbours", "Nearest neighbours", false, neighboursParameters(), fitNeighbours},
        extraTreesKind(),
        {"gradient_boosted_trees", "Gradient-boosted trees", true, boostedParameters(), fitBoosted},
        decisionTreeKind(),
        {"majority", "Majority", false, {}, fitMajority},
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
