#include "core/learn/random_forest.h"

#include "core/base/parallel.h"
#include "core/learn/model_support.h"
#include "core/learn/tree_grower.h"
#include "core/learn/tree_samples.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

namespace genrelens
{

namespace
{

constexpr std::size_t queriesBetweenTrees = 8; // trees between two looks at cancellation

// Rows that are asked about together. Each tree is fetched into the cache once a block, so that large blocks
// are better while their sums stay in the cache, too, and every thread has some.
std::size_t blockOf(std::size_t rows, std::size_t classes)
{
    constexpr std::size_t sumsInCache = std::size_t(1) << 16;
    constexpr std::size_t least = 512;
    constexpr std::size_t most = 8192;
    const std::size_t fair = rows / (2 * static_cast<std::size_t>(threadCount())) + 1;
    return std::max(std::min({sumsInCache / classes, most, fair}), least);
}

// How often each training row is in the sample of a tree.
std::vector<std::uint16_t> sampleWeights(std::size_t rows, const ForestOptions &options, Random &random)
{
    if (options.sampling == TreeSampling::All)
        return std::vector<std::uint16_t>(rows, 1);
    const auto drawn = std::clamp<std::size_t>(
        static_cast<std::size_t>(std::llround(options.sampleShare * static_cast<double>(rows))), 1, rows);
    std::vector<std::uint16_t> weights(rows, 0);
    if (options.sampling == TreeSampling::Bootstrap) {
        for (std::size_t i = 0; i < drawn; ++i)
            ++weights[random.below(static_cast<std::uint32_t>(rows))];
        return weights;
    }
    // Selection sampling (Knuth, TAOCP 2, 3.4.2, algorithm S): each row with the chance that is left to it.
    std::size_t wanted = drawn;
    for (std::size_t i = 0; i < rows; ++i) {
        const bool taken = random.below(static_cast<std::uint32_t>(rows - i)) < wanted;
        weights[i] = taken ? 1 : 0;
        wanted -= taken ? 1 : 0;
    }
    return weights;
}

std::vector<std::uint64_t> bitsOf(const std::vector<std::uint16_t> &weights)
{
    std::vector<std::uint64_t> bits((weights.size() + 63) / 64, 0);
    for (std::size_t i = 0; i < weights.size(); ++i)
        bits[i / 64] |= std::uint64_t(weights[i] > 0 ? 1 : 0) << (i % 64);
    return bits;
}

// Adds the trees' answers for some rows to sums (rows x classes) where counts(tree, i) holds.
template <typename Counts>
void addTrees(const ForestView &forest, const Features &features, std::span<const std::uint32_t> rows,
              const Progress &progress, std::vector<double> &sums, const Counts &counts)
{
    std::vector<TreeBranch> leaves(rows.size());
    for (std::size_t t = 0; t < forest.trees.size(); ++t) {
        if (t % queriesBetweenTrees == 0 && progress.cancelled())
            return;
        findLeaves(forest.trees[t], features, rows, leaves);
        for (std::size_t i = 0; i < rows.size(); ++i)
            if (counts(t, i))
                addLeaf(forest, forest.trees[t], leaves[i], sums.data() + i * forest.classes);
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

Result<void> checkSizes(std::size_t classes)
{
    if (classes > TreeSamples<std::uint32_t>::mostClasses)
        return Error{"a forest takes at most 65,536 classes", "random forest", "Choose a coarser grouping."};
    return {};
}

// n / (classes that occur * rows of the class), as scikit-learn balances; 1 for a class without rows.
std::vector<double> balancedWeights(const TrainingData &data)
{
    const std::vector<std::size_t> counts = classCounts(data);
    const auto occurring = static_cast<double>(counts.size()) -
                           static_cast<double>(std::count(counts.begin(), counts.end(), std::size_t(0)));
    std::vector<double> weights;
    for (const std::size_t count : counts)
        weights.push_back(count > 0 ? static_cast<double>(data.rows.size()) /
                                          (occurring * static_cast<double>(count))
                                    : 1.0);
    return weights;
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

Result<std::shared_ptr<const RandomForest>>
RandomForest::train(const TrainingData &data, const ForestOptions &options, Progress &progress)
{
    for (const Result<void> &checked :
         {checkTrainingData(data), options.validate(data.features.columns(), data.labels.classes().size()),
          checkSizes(data.labels.classes().size())})
        if (!checked)
            return checked.error();
    progress.report(0.0, "Ranking values");
    const FeatureRanks ranks(data, progress);
    if (!ranks.isComplete())
        return Error::cancelled();
    const std::vector<std::uint16_t> classes = trainingClasses(data);
    auto forest = std::shared_ptr<RandomForest>(new RandomForest);
    ForestOptions weighted = options;
    if (options.balanced)
        weighted.classWeights = balancedWeights(data);
    forest->m_classWeights = weighted.classWeights;
    forest->m_classes = data.labels.classes().size();
    forest->m_columns = data.features.columns();
    forest->m_trainRows = data.rows.size();
    forest->m_trees.resize(options.trees);
    forest->m_inBag.resize(options.sampling == TreeSampling::All ? 0 : options.trees);
    const TreeTask task{ranks, classes, forest->m_classes, weighted};
    std::vector<std::vector<double>> importances(options.trees);
    ProgressCounter counter(progress, options.trees, "Growing trees");
    parallelFor(options.trees, [&](std::size_t t) {
        if (counter.cancelled())
            return;
        Random random(options.seed, RandomPurpose::Forest, t);
        const std::vector<std::uint16_t> weights = sampleWeights(ranks.rows(), options, random);
        if (!forest->m_inBag.empty())
            forest->m_inBag[t] = bitsOf(weights);
        GrownTree grown = growTree(task, weights, random, progress);
        if (!grown.complete)
            return;
        forest->m_trees[t] = std::move(grown.tree);
        importances[t] = std::move(grown.importances);
        counter.advance();
    });
    // A tree that was given up has no importances; asking these instead of progress also holds when that
    // wavers.
    for (const std::vector<double> &one : importances)
        if (one.empty())
            return Error::cancelled();
    forest->m_importances = meanImportances(importances, forest->m_columns);
    return std::shared_ptr<const RandomForest>(std::move(forest));
}

Result<std::shared_ptr<const RandomForest>> RandomForest::fromTrees(std::vector<DecisionTree> trees,
                                                                    std::size_t columns, std::size_t classes)
{
    if (trees.empty() || columns == 0 || classes == 0)
        return Error{"a forest needs at least one tree, one feature and one class", "random forest", {}};
    if (Result<void> checked = checkSizes(classes); !checked)
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
    return fillProbabilities(rows.size(), m_classes, blockOf(rows.size(), m_classes), progress,
                             [&](std::size_t begin, std::size_t end, Probabilities &out) {
                                 std::vector<double> sums((end - begin) * m_classes, 0.0);
                                 addTrees(view(), features, rows.subspan(begin, end - begin), progress, sums,
                                          [](std::size_t, std::size_t) { return true; });
                                 for (std::size_t i = 0; i < sums.size(); ++i)
                                     out.values[begin * m_classes + i] =
                                         static_cast<float>(sums[i] / static_cast<double>(m_trees.size()));
                             });
}

Error RandomForest::noOutOfBag()
{
    return {"every tree saw every row", "out-of-bag estimate", "Train the forest with bootstrap.",
            ErrorKind::Usage};
}

Result<Probabilities> RandomForest::outOfBagProbabilities(const TrainingData &data, std::size_t first,
                                                          std::size_t last, Progress &progress) const
{
    if (!hasOutOfBag())
        return noOutOfBag();
    if (data.rows.size() != m_trainRows)
        return Error{"these are not the rows that the forest learned from", "out-of-bag estimate",
                     "Train the forest again."};
    const std::span<const std::uint32_t> rows = std::span(data.rows).subspan(first, last - first);
    if (Result<void> checked = checkQuery(data.features, rows, m_columns); !checked)
        return checked.error();
    return fillProbabilities(last - first, m_classes, blockOf(last - first, m_classes), progress,
                             [&](std::size_t begin, std::size_t end, Probabilities &out) {
                                 std::vector<double> sums((end - begin) * m_classes, 0.0);
                                 std::vector<double> trees(end - begin, 0.0);
                                 addTrees(view(), data.features, rows.subspan(begin, end - begin), progress,
                                          sums, [&](std::size_t t, std::size_t i) {
                                              const bool counts = !inBag(t, first + begin + i);
                                              trees[i] += counts ? 1.0 : 0.0;
                                              return counts;
                                          });
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
        count += tree.nodeCount();
    return count;
}

} // namespace genrelens
