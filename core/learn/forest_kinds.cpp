#include "core/learn/forest_kinds.h"

#include "core/learn/random_forest.h"

#include <algorithm>
#include <array>
#include <utility>

namespace genrelens
{

namespace
{

using Trained = Result<std::shared_ptr<const Classifier>>;

constexpr std::int64_t mostRows = 1'000'000'000;

constexpr std::array<std::pair<const char *, FeaturesToTry::Rule>, 5> featureRules{
    {{"sqrt", FeaturesToTry::Rule::SquareRoot},
     {"log2", FeaturesToTry::Rule::Log2},
     {"all", FeaturesToTry::Rule::All},
     {"number", FeaturesToTry::Rule::Number},
     {"share", FeaturesToTry::Rule::Share}}};

constexpr std::array<std::pair<const char *, TreeSampling>, 3> samplings{
    {{"bootstrap", TreeSampling::Bootstrap},
     {"subsample", TreeSampling::Subsample},
     {"all", TreeSampling::All}}};

// The names in a table, and what one of them stands for.
template <typename Value, std::size_t size>
std::vector<std::string> namesOf(const std::array<std::pair<const char *, Value>, size> &table)
{
    std::vector<std::string> names;
    for (const auto &[name, value] : table)
        names.emplace_back(name);
    return names;
}

template <typename Value, std::size_t size>
Value valueOf(const std::array<std::pair<const char *, Value>, size> &table, const std::string &name)
{
    return std::find_if(table.begin(), table.end(), [&](const auto &entry) { return entry.first == name; })
        ->second;
}

Parameter treesParameter()
{
    Parameter trees = wholeParameter("trees", "Trees", 100, 1, 100'000);
    trees.tip = "More trees judge more steadily and take proportionally longer.";
    return trees;
}

// What can be set of a single tree. features: the standard of how many are tried.
std::vector<Parameter> treeParameters(const std::string &features)
{
    Parameter criterion = choiceParameter("criterion", "Split by", {"gini", "entropy"});
    criterion.tip = "How mixed a node's classes are is measured by this. The two rarely differ much.";
    Parameter depth = wholeParameter("max_depth", "Maximum depth", 0, 0, 1'000'000);
    depth.leastMeans = "no limit";
    depth.tip = "Splits between the root and the deepest leaf. Shallow trees generalize more and learn less.";
    Parameter split = wholeParameter("min_samples_split", "Fewest tracks to split", 2, 2, mostRows);
    split.tip = "A node of fewer tracks is not split.";
    Parameter leaf = wholeParameter("min_samples_leaf", "Fewest tracks in a leaf", 1, 1, mostRows);
    leaf.tip = "A split that would leave fewer tracks on one side is not made.";
    Parameter tried = choiceParameter("max_features", "Features tried", namesOf(featureRules));
    tried.standard = features;
    tried.tip =
        "How many features are drawn at each node, of which the best splits it: the square root or the "
        "logarithm of their number, all, a number or a share. Few make trees that differ more.";
    Parameter number = wholeParameter("max_features_number", "Number of features", 4, 1, 1'000'000);
    number.onlyWith = "max_features=number";
    number.tip = "So many features are tried at each node.";
    Parameter share = realParameter("max_features_share", "Share of features", 0.5, 1e-6, 1.0);
    share.onlyWith = "max_features=share";
    share.tip = "This share of the features is tried at each node, rounded down, but at least one.";
    Parameter weight = choiceParameter("class_weight", "Class weights", {"none", "balanced"});
    weight.tip = "Whether each track counts the same, or each class: then tracks of rare classes count more, "
                 "which finds more of them and mistakes more others for them.";
    return {criterion, depth, split, leaf, tried, number, share, weight};
}

// What the trees of a forest see. standard: of the way to draw.
std::vector<Parameter> samplingParameters(const std::string &standard)
{
    Parameter sampling = choiceParameter("sampling", "Tracks of a tree", namesOf(samplings));
    sampling.standard = standard;
    sampling.tip =
        "Drawn with replacement (bootstrap), without (subsample), or all. What a tree has not seen "
        "can judge it out of bag.";
    Parameter share = realParameter("sample_share", "Share of tracks", 1.0, 1e-6, 1.0);
    share.onlyWith = "sampling=bootstrap|subsample";
    share.tip = "So many tracks are drawn for a tree, as a share of the training tracks.";
    return {sampling, share};
}

std::vector<Parameter> joined(std::initializer_list<std::vector<Parameter>> parts)
{
    std::vector<Parameter> all;
    for (const std::vector<Parameter> &part : parts)
        all.insert(all.end(), part.begin(), part.end());
    return all;
}

Trained fit(const TrainingData &data, const ForestOptions &options, Progress &progress)
{
    Result<std::shared_ptr<const RandomForest>> trained = RandomForest::train(data, options, progress);
    if (!trained)
        return trained.error();
    return std::shared_ptr<const Classifier>(std::move(trained).value());
}

Trained fitForest(const TrainingData &data, const Parameters &parameters, std::uint64_t seed,
                  Progress &progress)
{
    return fit(data, forestOptions(parameters, seed), progress);
}

Trained fitExtraTrees(const TrainingData &data, const Parameters &parameters, std::uint64_t seed,
                      Progress &progress)
{
    ForestOptions options = forestOptions(parameters, seed);
    options.randomThresholds = true;
    return fit(data, options, progress);
}

Trained fitTree(const TrainingData &data, const Parameters &parameters, std::uint64_t seed,
                Progress &progress)
{
    ForestOptions options = forestOptions(parameters, seed);
    options.trees = 1;
    options.sampling = TreeSampling::All;
    return fit(data, options, progress);
}

} // namespace

ForestOptions forestOptions(const Parameters &parameters, std::uint64_t seed)
{
    ForestOptions options;
    if (parameters.has("trees"))
        options.trees = static_cast<std::size_t>(parameters.whole("trees"));
    if (parameters.has("sampling")) {
        options.sampling = valueOf(samplings, parameters.choice("sampling"));
        options.sampleShare = parameters.real("sample_share");
    }
    options.criterion =
        parameters.choice("criterion") == "entropy" ? SplitCriterion::Entropy : SplitCriterion::Gini;
    options.maxDepth = static_cast<std::size_t>(parameters.whole("max_depth"));
    options.minSamplesSplit = static_cast<std::size_t>(parameters.whole("min_samples_split"));
    options.minSamplesLeaf = static_cast<std::size_t>(parameters.whole("min_samples_leaf"));
    options.features.rule = valueOf(featureRules, parameters.choice("max_features"));
    options.features.number = static_cast<std::size_t>(parameters.whole("max_features_number"));
    options.features.share = parameters.real("max_features_share");
    options.balanced = parameters.choice("class_weight") == "balanced";
    options.seed = seed;
    return options;
}

ModelKind randomForestKind()
{
    return {"random_forest", "Random forest", true,
            joined({{treesParameter()}, treeParameters("sqrt"), samplingParameters("bootstrap")}), fitForest};
}

ModelKind extraTreesKind()
{
    return {"extra_trees", "Extra trees", true,
            joined({{treesParameter()}, treeParameters("sqrt"), samplingParameters("all")}), fitExtraTrees};
}

ModelKind decisionTreeKind()
{
    return {"decision_tree", "Decision tree", true, treeParameters("all"), fitTree};
}

} // namespace genrelens
