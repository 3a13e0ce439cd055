#include "core/learn/tree_grower.h"

#include "core/learn/cut_finder.h"
#include "core/learn/tree_samples.h"

#include <algorithm>
#include <numeric>
#include <optional>

namespace genrelens
{

namespace
{

constexpr std::size_t cancelInterval = std::size_t(1) << 18; // samples; a few milliseconds

struct BestSplit {
    Cut cut; // of score 0: no split found
    std::uint32_t feature = 0;
};

template <typename Cuts>
class TreeGrower
{
    using Cell = typename Cuts::Cell;

public:
    TreeGrower(const TreeTask &task, const std::vector<Cell> &cells, std::span<const std::uint16_t> weights,
               Random random)
        : m_task(task)
        , m_random(random)
        , m_samples(cells, task.ranks.columns(), task.classes, weights)
        , m_cuts(task, m_samples, weights)
        , m_keys(m_samples.size() + KeySorter<Key>::readAhead)
        , m_features(task.ranks.columns())
        , m_featuresToTry(task.options.features.of(task.ranks.columns()))
    {
        std::iota(m_features.begin(), m_features.end(), 0U);
        m_grown.importances.assign(m_features.size(), 0.0);
        m_grown.tree.splits.reserve(m_samples.size() / 2);
    }

    GrownTree grow(const Progress &progress)
    {
        const Pending root{0, m_samples.size(), 0, 0, 0, 0};
        settle(root, isPure(root), m_grown.tree.root);
        while (!m_pending.empty()) {
            if (m_work > cancelInterval) {
                m_work = 0;
                if (progress.cancelled())
                    return {};
            }
            const Pending node = m_pending.back();
            m_pending.pop_back();
            splitNode(node);
        }
        m_grown.tree.splits.shrink_to_fit();
        m_grown.tree.leafShares.shrink_to_fit();
        m_grown.complete = true;
        return std::move(m_grown);
    }

private:
    using Samples = TreeSamples<Cell>;
    using Key = typename Samples::Key;

    struct Pending {             // a node still to be split
        std::uint32_t begin = 0; // its samples
        std::uint32_t end = 0;
        std::uint32_t depth = 0;
        std::uint32_t parent = 0;   // the split that leads to it,
        std::uint32_t side = 0;     // and from which side; nothing of the root
        std::uint64_t constant = 0; // bit f: feature f (of the first 64) is known to be constant

        [[nodiscard]] std::size_t size() const { return end - begin; }
    };

    // Makes a node the leaf that it is, or puts it off for splitting.
    void settle(const Pending &node, bool isPure, TreeBranch &branch)
    {
        const ForestOptions &options = m_task.options;
        if (isPure)
            branch = pureLeaf(node);
        else if (node.size() < 2 * options.minSamplesLeaf || node.size() < options.minSamplesSplit ||
                 (options.maxDepth > 0 && node.depth >= options.maxDepth))
            branch = mixedLeaf(node);
        else
            m_pending.push_back(node);
    }

    TreeBranch pureLeaf(const Pending &leaf)
    {
        std::uint32_t weight = 0;
        for (std::uint32_t i = leaf.begin; i < leaf.end; ++i)
            weight += Samples::weightOf(m_samples.label(i));
        return m_grown.tree.makeLeaf(
            std::array{LeafShare::of(Samples::classOf(m_samples.label(leaf.begin)), weight)});
    }

    [[nodiscard]] bool isPure(const Pending &node) const
    {
        std::uint32_t i = node.begin;
        while (i < node.end &&
               Samples::classOf(m_samples.label(i)) == Samples::classOf(m_samples.label(node.begin)))
            ++i;
        return i == node.end;
    }

    TreeBranch mixedLeaf(const Pending &leaf)
    {
        std::vector<LeafShare> &shares = m_shares;
        shares.clear();
        for (std::uint32_t i = leaf.begin; i < leaf.end; ++i)
            shares.push_back(
                LeafShare::of(Samples::classOf(m_samples.label(i)), Samples::weightOf(m_samples.label(i))));
        std::sort(shares.begin(), shares.end(),
                  [](const LeafShare &a, const LeafShare &b) { return a.classCode < b.classCode; });
        std::size_t last = 0;
        for (std::size_t i = 1; i < shares.size(); ++i) {
            if (shares[i].classCode == shares[last].classCode)
                shares[last] = LeafShare::of(shares[i].classCode, shares[last].weight + shares[i].weight);
            else
                shares[++last] = shares[i];
        }
        return m_grown.tree.makeLeaf(std::span(shares).first(last + 1));
    }

    void splitNode(Pending node)
    {
        m_cuts.enterNode(m_samples, node.begin, node.end);
        const BestSplit best = bestSplit(node);
        DecisionTree &tree = m_grown.tree;
        if (best.cut.score == 0.0) {
            branchOf(node) = mixedLeaf(node);
            return;
        }
        m_grown.importances[best.feature] += best.cut.score - m_cuts.nodeScore();
        const std::span<const float> values = m_task.ranks.values(best.feature);
        // Far away, and wanted after the next loop.
        __builtin_prefetch(&values[best.cut.leftRank]);
        __builtin_prefetch(&values[best.cut.rightRank]);
        const std::uint32_t middle =
            node.begin +
            static_cast<std::uint32_t>(m_samples.part(node.begin, node.end, best.feature, best.cut.leftRank));
        const auto index = static_cast<std::uint32_t>(tree.splits.size());
        branchOf(node) = TreeBranch::toSplit(index);
        const float threshold = best.cut.threshold
                                    ? *best.cut.threshold
                                    : thresholdBetween(values[best.cut.leftRank], values[best.cut.rightRank]);
        tree.splits.push_back({threshold, best.feature, {}});
        const std::uint32_t depth = node.depth + 1;
        const Pending left{node.begin, middle, depth, index, 0, node.constant};
        const Pending right{middle, node.end, depth, index, 1, node.constant};
        // The smaller side goes on first, which keeps the list of pending nodes short.
        for (const Pending &child :
             left.size() > right.size() ? std::array{left, right} : std::array{right, left})
            settle(child, child.side == 0 ? best.cut.leftIsPure : best.cut.rightIsPure,
                   tree.splits[index].branches[child.side]);
    }

    TreeBranch &branchOf(const Pending &node)
    {
        return node.depth == 0 ? m_grown.tree.root : m_grown.tree.splits[node.parent].branches[node.side];
    }

    BestSplit bestSplit(Pending &node)
    {
        BestSplit best;
        bool splittable = false;
        const std::size_t count = m_features.size();
        for (std::size_t drawn = 0; drawn < count && (drawn < m_featuresToTry || !splittable); ++drawn) {
            const std::size_t pick = drawn + m_random.below(static_cast<std::uint32_t>(count - drawn));
            std::swap(m_features[drawn], m_features[pick]);
            const std::uint32_t feature = m_features[drawn];
            const std::uint64_t bit = feature < 64 ? std::uint64_t(1) << feature : 0;
            if ((node.constant & bit) != 0)
                continue;
            const auto range = m_samples.gatherKeys(node.begin, node.end, feature, m_keys.data());
            m_work += node.size();
            if (range.lowest == range.highest) {
                node.constant |= bit;
                continue;
            }
            splittable = true;
            const std::optional<Cut> cut =
                m_cuts.find({m_keys.data(), node.size(), range, feature}, best.cut.score, m_random);
            if (!cut)
                continue;
            best = {*cut, feature};
            if (cut->leftIsPure && cut->rightIsPure)
                break; // no other feature can do better
        }
        return best;
    }

    const TreeTask &m_task;
    Random m_random;
    Samples m_samples;
    Cuts m_cuts;
    std::vector<Key> m_keys;
    std::vector<std::uint32_t> m_features; // a permutation, drawn from by Fisher and Yates
    std::size_t m_featuresToTry;
    std::vector<Pending> m_pending;
    std::vector<LeafShare> m_shares;
    GrownTree m_grown;
    std::size_t m_work = 0; // samples looked at since cancellation was last asked for
};

template <typename Cell>
bool fits(const TreeTask &task, std::span<const std::uint16_t> weights)
{
    return task.classCount <= TreeSamples<Cell>::mostClasses &&
           *std::max_element(weights.begin(), weights.end()) <= TreeSamples<Cell>::largestWeight;
}

template <template <typename> typename Cuts>
GrownTree grow(const TreeTask &task, std::span<const std::uint16_t> weights, Random random,
               const Progress &progress)
{
    const FeatureRanks &ranks = task.ranks;
    if (!ranks.isNarrow())
        return TreeGrower<Cuts<std::uint32_t>>(task, ranks.wide(), weights, random).grow(progress);
    if (fits<std::uint16_t>(task, weights))
        return TreeGrower<Cuts<std::uint16_t>>(task, ranks.narrow(), weights, random).grow(progress);
    const std::vector<std::uint32_t> widened(ranks.narrow().begin(), ranks.narrow().end());
    return TreeGrower<Cuts<std::uint32_t>>(task, widened, weights, random).grow(progress);
}

} // namespace

GrownTree growTree(const TreeTask &task, std::span<const std::uint16_t> weights, Random random,
                   const Progress &progress)
{
    const ForestOptions &options = task.options;
    const bool ordinary = options.criterion == SplitCriterion::Gini && options.classWeights.empty() &&
                          !options.randomThresholds;
    return ordinary ? grow<GiniCuts>(task, weights, random, progress)
                    : grow<WeightedCuts>(task, weights, random, progress);
}

} // namespace genrelens
