#pragma once

#include "core/base/progress.h"
#include "core/base/random.h"
#include "core/learn/decision_tree.h"
#include "core/learn/feature_ranks.h"
#include "core/learn/rank_sort.h"

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace genrelens
{

/// Limits of one tree; 0 means unlimited depth.
struct GrowthLimits {
    std::size_t maxDepth = 0;
    std::size_t minSamplesLeaf = 1; ///< distinct training rows, as scikit-learn counts them
    std::size_t featuresToTry = 1;  ///< at each node
};

struct GrownTree {
    DecisionTree tree;
    std::vector<double> importances; ///< gini decrease by feature, in samples; all 0 for a lone root
    bool complete = false;           ///< false when cancelled on the way
};

/// Grows one classification tree to purity as scikit-learn's DecisionTreeClassifier(splitter="best") does: at
/// each node features are drawn without replacement; those constant in the node count as drawn, but drawing
/// goes on past featuresToTry until one was not. The best gini split of those drawn is taken (the first of
/// equals), its threshold midway between the neighbouring values in the node.
class TreeGrower
{
public:
    /// classes and weights: one a training row; rows of weight 0 are not in the tree's sample.
    TreeGrower(const FeatureRanks &ranks, std::span<const std::uint16_t> classes, std::size_t classCount,
               const GrowthLimits &limits);

    [[nodiscard]] GrownTree grow(std::span<const std::uint16_t> weights, Random random,
                                 const Progress &progress);

private:
    struct Pending { // a node still to be split
        std::uint32_t node = 0;
        std::uint32_t begin = 0; // its samples
        std::uint32_t end = 0;
        std::uint32_t depth = 0;
        std::uint64_t constant = 0; // bit f: feature f (of the first 64) is known to be constant
        std::int64_t weight = 0;
        std::int64_t squares = 0; // sum over classes of squared weights

        [[nodiscard]] std::size_t size() const { return end - begin; }
    };
    struct BestSplit {
        double score = 0.0; // sum of squares / weight of both sides: the larger, the purer
        std::uint32_t feature = 0;
        std::uint32_t leftRank = 0;
        std::uint32_t rightRank = 0;
        std::uint32_t leftSamples = 0; // 0: no split found
        std::int64_t leftWeight = 0;
        std::int64_t leftSquares = 0;
        std::int64_t rightSquares = 0;
    };
    struct RankRange {
        std::uint32_t lowest = 0;
        std::uint32_t highest = 0;
    };

    Pending takeSamples(std::span<const std::uint16_t> weights);
    void splitNode(Pending node, Random &random);
    BestSplit bestSplit(Pending &node, Random &random);
    RankRange gatherKeys(const Pending &node, std::uint32_t feature);
    void scan(const Pending &node, std::uint32_t feature, const SampleKey *sorted, BestSplit &best);
    void partition(const Pending &node, const BestSplit &split);
    void addChild(const Pending &child);
    void makeMixedLeaf(const Pending &leaf);

    const FeatureRanks &m_ranks;
    std::span<const std::uint16_t> m_classes;
    GrowthLimits m_limits;
    std::vector<SampleKey> m_samples;
    std::vector<SampleKey> m_keys;
    RankSorter m_sorter;
    std::vector<std::uint32_t> m_features; // a permutation, drawn from by Fisher and Yates
    // Weight by class on either side of the scan; a full scan moves all of it from right to left, so that
    // swapping the two readies them for the next feature. Both are zero between nodes.
    std::vector<std::uint32_t> m_left;
    std::vector<std::uint32_t> m_right;
    std::vector<Pending> m_pending;
    GrownTree m_grown;
    std::size_t m_work = 0; // samples looked at since cancellation was last asked for
};

} // namespace genrelens
