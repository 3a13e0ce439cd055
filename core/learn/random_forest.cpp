#include "core/learn/random_forest.h"

#include "core/base/parallel.h"
#include "core/learn/model_support.h"
#include "core/learn/tree_grower.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <numeric>

namespace genrelens
{

namespace
{

constexpr std::size_t predictionBlock = 512; // rows; each tree is fetched into the cache once a block
constexpr std::size_t lanes = 8;             // rows that walk down a tree side by side, to hide latency

// How often each training row was drawn in n draws with replacement.
std::vector<std::uint16_t> bootstrapWeights(std::size_t rows, Random &random)
{
    std::vector<std::uint16_t> weights(rows, 0);
    for (std::size_t i = 0; i < rows; ++i)
        ++weights[random.below(static_cast<std::uint32_t>(rows))];
    return weights;
}

std::vector<std::uint64_t> bitsOf(const std::vector<std::uint16_t> &weights)
{
    std::vector<std::uint64_t> bits((weights.size() + 63) / 64, 0);
    for (std::size_t i = 0; i < weights.size(); ++i)
        if (weights[i] > 0)
            bits[i / 64] |= std::uint64_t(1) << (i % 64);
    return bits;
}

void addLeaf(const DecisionTree &tree, std::size_t leaf, double *sums)
{
    if (tree.nodes[leaf].feature == TreeNode::pureLeaf) {
        sums[tree.nodes[leaf].classOrCount] += 1.0;
        return;
    }
    double total = 0.0;
    tree.forEachWeight(leaf, [&](std::uint32_t, double weight) { total += weight; });
    tree.forEachWeight(leaf, [&](std::uint32_t code, double weight) { sums[code] += weight / total; });
}

using RowGroup = std::array<const float *, lanes>;

// Walks a group of rows down a tree in step. A row that has reached its leaf stays there.
std::array<std::uint32_t, lanes> leavesOf(const std::vector<TreeNode> &nodes, const RowGroup &rows)
{
    std::array<std::uint32_t, lanes> at{};
    bool moved = true;
    while (moved) {
        moved = false;
        for (std::size_t lane = 0; lane < lanes; ++lane) {
            const TreeNode &node = nodes[at[lane]];
            if (node.isLeaf())
                continue;
            at[lane] = node.next + (rows[lane][node.feature] <= node.threshold ? 0U : 1U);
            moved = true;
        }
    }
    return at;
}

// Adds the tree's answer for rows begin..end-1 to sums ((end - begin) x classes) where counts(i) holds.
template <typename Counts>
void addTree(const DecisionTree &tree, const Features &features, std::span<const std::uint32_t> rows,
             std::size_t begin, std::size_t end, std::size_t classes, std::vector<double> &sums,
             const Counts &counts)
{
    for (std::size_t first = begin; first < end; first += lanes) {
        RowGroup group{};
        for (std::size_t lane = 0; lane < lanes; ++lane)
            group[lane] = features.row(rows[std::min(first + lane, end - 1)]).data();
        const auto leaves = leavesOf(tree.nodes, group);
        for (std::size_t i = first; i < std::min(first + lanes, end); ++i)
            if (counts(i))
                addLeaf(tree, leaves[i - first], sums.data() + (i - begin) * classes);
    }
}

std::vector<double> meanImportances(const std::vector<std::vector<double>> &byTree, std::size_t columns)
{
    std::vector<double> mean(columns, 0.0);
    for (const std::vector<double> &one : byTree) {
        const double total = std::accumulate(one.begin(), one.end(), 0.0);
        for (std::size_t m = 0; m < columns && total > 0.0; ++m)
            mean[m] += one[m] / total;
    }
    const double total = std::accumulate(mean.begin(), mean.end(), 0.0);
    for (std::size_t m = 0; m < columns && total > 0.0; ++m)
        mean[m] /= total;
    return mean;
}

Result<void> checkSizes(std::size_t columns, std::size_t classes)
{
    if (columns >= TreeNode::mixedLeaf || classes > 0xffff)
        return Error{"a forest takes at most 65,533 features and 65,535 classes", "random forest",
                     "Choose fewer features or a coarser grouping."};
    return {};
}

Result<void> checkSizes(const TrainingData &data, const ForestOptions &options)
{
    const std::size_t columns = data.features.columns();
    if (options.maxFeatures > columns)
        return Error{"the forest should try " + std::to_string(options.maxFeatures) + " of " +
                         std::to_string(columns) + " features",
                     "random forest", "Choose at most their number, or 0 for its square root.",
                     ErrorKind::Usage};
    return checkSizes(columns, data.labels.classes().size());
}

std::vector<std::uint16_t> trainingClasses(const TrainingData &data)
{
    std::vector<std::uint16_t> classes;
    classes.reserve(data.rows.size());
    for (const std::uint32_t row : data.rows)
        classes.push_back(static_cast<std::uint16_t>(data.labels.codes()[row]));
    return classes;
}

} // namespace

Result<void> ForestOptions::validate() const
{
    if (trees == 0)
        return Error{"a forest needs at least one tree", "random forest", "The usual number is 100.",
                     ErrorKind::Usage};
    if (minSamplesLeaf == 0)
        return Error{"a leaf needs at least one sample", "random forest", "The usual number is 1.",
                     ErrorKind::Usage};
    return {};
}

Result<std::shared_ptr<const RandomForest>>
RandomForest::train(const TrainingData &data, const ForestOptions &options, Progress &progress)
{
    for (const Result<void> &checked : {options.validate(), checkTrainingData(data)})
        if (!checked)
            return checked.error();
    if (Result<void> checked = checkSizes(data, options); !checked)
        return checked.error();
    progress.report(0.0, "Ranking values");
    const FeatureRanks ranks(data);
    const std::vector<std::uint16_t> classes = trainingClasses(data);
    auto forest = std::shared_ptr<RandomForest>(new RandomForest);
    forest->m_classes = data.labels.classes().size();
    forest->m_columns = data.features.columns();
    forest->m_trainRows = data.rows.size();
    forest->m_trees.resize(options.trees);
    forest->m_inBag.resize(options.bootstrap ? options.trees : 0);
    const auto squareRoot = static_cast<std::size_t>(std::sqrt(static_cast<double>(forest->m_columns)));
    const GrowthLimits limits{options.maxDepth, options.minSamplesLeaf,
                              options.maxFeatures > 0 ? options.maxFeatures : squareRoot};
    std::vector<std::vector<double>> importances(options.trees);
    ProgressCounter counter(progress, options.trees, "Growing trees");
    parallelFor(options.trees, [&](std::size_t t) {
        if (counter.cancelled())
            return;
        Random random(options.seed, RandomPurpose::Forest, t);
        std::vector<std::uint16_t> weights(ranks.rows(), 1);
        if (options.bootstrap) {
            weights = bootstrapWeights(ranks.rows(), random);
            forest->m_inBag[t] = bitsOf(weights);
        }
        GrownTree grown =
            TreeGrower(ranks, classes, forest->m_classes, limits).grow(weights, random, progress);
        if (!grown.complete)
            return;
        forest->m_trees[t] = std::move(grown.tree);
        importances[t] = std::move(grown.importances);
        counter.advance();
    });
    // A tree that was given up stays empty; asking it instead of progress also holds when that wavers.
    for (const DecisionTree &tree : forest->m_trees)
        if (tree.nodes.empty())
            return Error::cancelled();
    forest->m_importances = meanImportances(importances, forest->m_columns);
    return std::shared_ptr<const RandomForest>(std::move(forest));
}

Result<std::shared_ptr<const RandomForest>> RandomForest::fromTrees(std::vector<DecisionTree> trees,
                                                                    std::size_t columns, std::size_t classes)
{
    if (trees.empty() || columns == 0 || classes == 0)
        return Error{"a forest needs at least one tree, one feature and one class", "random forest", {}};
    if (Result<void> checked = checkSizes(columns, classes); !checked)
        return checked.error();
    auto forest = std::shared_ptr<RandomForest>(new RandomForest);
    forest->m_trees = std::move(trees);
    forest->m_importances.assign(columns, 0.0);
    forest->m_classes = classes;
    forest->m_columns = columns;
    return std::shared_ptr<const RandomForest>(std::move(forest));
}

Result<Probabilities> RandomForest::probabilities(const Features &features,
                                                  std::span<const std::uint32_t> rows,
                                                  Progress &progress) const
{
    if (Result<void> checked = checkQuery(features, rows, m_columns); !checked)
        return checked.error();
    return fillProbabilities(rows.size(), m_classes, predictionBlock, progress,
                             [&](std::size_t begin, std::size_t end, Probabilities &out) {
                                 std::vector<double> sums((end - begin) * m_classes, 0.0);
                                 for (const DecisionTree &tree : m_trees) {
                                     if (progress.cancelled())
                                         return;
                                     addTree(tree, features, rows, begin, end, m_classes, sums,
                                             [](std::size_t) { return true; });
                                 }
                                 for (std::size_t i = 0; i < sums.size(); ++i)
                                     out.values[begin * m_classes + i] =
                                         static_cast<float>(sums[i] / static_cast<double>(m_trees.size()));
                             });
}

Result<Probabilities> RandomForest::outOfBagProbabilities(const TrainingData &data, Progress &progress) const
{
    if (m_inBag.empty())
        return Error{"every tree saw every row", "out-of-bag estimate", "Train the forest with bootstrap.",
                     ErrorKind::Usage};
    if (Result<void> checked = checkQuery(data.features, data.rows, m_columns); !checked)
        return checked.error();
    if (data.rows.size() != m_trainRows)
        return Error{"these are not the rows that the forest learned from", "out-of-bag estimate",
                     "Train the forest again."};
    return fillProbabilities(m_trainRows, m_classes, predictionBlock, progress,
                             [&](std::size_t begin, std::size_t end, Probabilities &out) {
                                 std::vector<double> sums((end - begin) * m_classes, 0.0);
                                 std::vector<double> trees(end - begin, 0.0);
                                 for (std::size_t t = 0; t < m_trees.size(); ++t) {
                                     if (progress.cancelled())
                                         return;
                                     addTree(m_trees[t], data.features, data.rows, begin, end, m_classes,
                                             sums, [&](std::size_t i) {
                                                 const bool counts = !inBag(t, i);
                                                 trees[i - begin] += counts ? 1.0 : 0.0;
                                                 return counts;
                                             });
                                 }
                                 // 0 / 0 is the NaN that marks a row without a tree.
                                 for (std::size_t i = 0; i < sums.size(); ++i)
                                     out.values[begin * m_classes + i] =
                                         static_cast<float>(sums[i] / trees[i / m_classes]);
                             });
}

std::size_t RandomForest::nodeCount() const
{
    std::size_t count = 0;
    for (const DecisionTree &tree : m_trees)
        count += tree.nodes.size();
    return count;
}

} // namespace genrelens
