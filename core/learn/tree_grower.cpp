#include "core/learn/tree_grower.h"

#include <algorithm>
#include <numeric>

namespace genrelens
{

namespace
{

constexpr std::size_t cancelInterval = std::size_t(1) << 18; // samples; a few milliseconds

template <typename Rank>
void gatherRanks(const std::vector<Rank> &ranks, const SampleKey *samples, SampleKey *keys, std::size_t count,
                 std::uint32_t &lowest, std::uint32_t &highest)
{
    Rank low = ranks[rowOf(samples[0])];
    Rank high = low;
    for (std::size_t i = 0; i < count; ++i) {
        const Rank rank = ranks[rowOf(samples[i])];
        low = std::min(low, rank);
        high = std::max(high, rank);
        keys[i] = (SampleKey(rank) << 32) | (samples[i] & 0xffffffffU);
    }
    lowest = low;
    highest = high;
}

// Stable and without a branch: every sample is written to both sides and one of the places moves on.
template <typename Rank>
void partitionSamples(const std::vector<Rank> &ranks, std::uint32_t leftRank, SampleKey *samples,
                      SampleKey *spare, std::size_t count)
{
    std::size_t left = 0;
    std::size_t right = 0;
    for (std::size_t i = 0; i < count; ++i) {
        const SampleKey sample = samples[i];
        const bool goesLeft = ranks[rowOf(sample)] <= leftRank;
        samples[left] = sample;
        spare[right] = sample;
        left += goesLeft ? 1 : 0;
        right += goesLeft ? 0 : 1;
    }
    std::copy(spare, spare + right, samples + left);
}

} // namespace

TreeGrower::TreeGrower(const FeatureRanks &ranks, std::span<const std::uint16_t> classes,
                       std::size_t classCount, const GrowthLimits &limits)
    : m_ranks(ranks)
    , m_classes(classes)
    , m_limits(limits)
    , m_keys(ranks.rows())
    , m_sorter(ranks.rows())
    , m_features(ranks.columns())
    , m_left(classCount, 0)
    , m_right(classCount, 0)
{
    std::iota(m_features.begin(), m_features.end(), 0U);
    m_samples.reserve(ranks.rows());
}

GrownTree TreeGrower::grow(std::span<const std::uint16_t> weights, Random random, const Progress &progress)
{
    m_grown = GrownTree{};
    m_grown.importances.assign(m_ranks.columns(), 0.0);
    m_grown.tree.nodes.emplace_back();
    m_pending.clear();
    addChild(takeSamples(weights));
    while (!m_pending.empty()) {
        if (m_work > cancelInterval) {
            m_work = 0;
            if (progress.cancelled())
                return {};
        }
        const Pending node = m_pending.back();
        m_pending.pop_back();
        splitNode(node, random);
    }
    m_grown.tree.nodes.shrink_to_fit();
    m_grown.tree.leafShares.shrink_to_fit();
    m_grown.complete = true;
    return std::move(m_grown);
}

// The root, with the samples of positive weight.
TreeGrower::Pending TreeGrower::takeSamples(std::span<const std::uint16_t> weights)
{
    Pending root;
    m_samples.clear();
    std::vector<std::int64_t> totals(m_left.size(), 0);
    for (std::size_t i = 0; i < weights.size(); ++i) {
        if (weights[i] == 0)
            continue;
        m_samples.push_back(makeSample(static_cast<std::uint32_t>(i), m_classes[i], weights[i]));
        totals[m_classes[i]] += weights[i];
    }
    root.end = static_cast<std::uint32_t>(m_samples.size());
    for (const std::int64_t total : totals) {
        root.weight += total;
        root.squares += total * total;
    }
    return root;
}

void TreeGrower::splitNode(Pending node, Random &random)
{
    const SampleKey *samples = m_samples.data() + node.begin;
    for (std::size_t i = 0; i < node.size(); ++i)
        m_right[classOf(samples[i])] += weightOf(samples[i]);
    const BestSplit split = bestSplit(node, random);
    for (std::size_t i = 0; i < node.size(); ++i)
        m_right[classOf(samples[i])] = 0;
    if (split.leftSamples == 0) {
        makeMixedLeaf(node);
        return;
    }
    partition(node, split);
    m_grown.importances[split.feature] +=
        split.score - static_cast<double>(node.squares) / static_cast<double>(node.weight);

    const auto firstChild = static_cast<std::uint32_t>(m_grown.tree.nodes.size());
    TreeNode &parent = m_grown.tree.nodes[node.node];
    parent.feature = static_cast<std::uint16_t>(split.feature);
    parent.threshold = m_ranks.column(split.feature).thresholdBetween(split.leftRank, split.rightRank);
    parent.next = firstChild;
    m_grown.tree.nodes.resize(firstChild + std::size_t(2));
    const std::uint32_t middle = node.begin + split.leftSamples;
    const std::uint32_t depth = node.depth + 1;
    const Pending left{firstChild,    node.begin,       middle,           depth,
                       node.constant, split.leftWeight, split.leftSquares};
    const Pending right{
        firstChild + 1,    middle, node.end, depth, node.constant, node.weight - split.leftWeight,
        split.rightSquares};
    // The smaller side goes on first, which keeps the list of pending nodes short.
    addChild(left.size() > right.size() ? left : right);
    addChild(left.size() > right.size() ? right : left);
}

// Puts a node off for splitting, or makes it the leaf that it is.
void TreeGrower::addChild(const Pending &child)
{
    TreeNode &node = m_grown.tree.nodes[child.node];
    if (child.squares == child.weight * child.weight) {
        node.feature = TreeNode::pureLeaf;
        node.next = static_cast<std::uint32_t>(child.weight);
        node.classOrCount = static_cast<std::uint16_t>(classOf(m_samples[child.begin]));
    } else if (child.size() < 2 * m_limits.minSamplesLeaf ||
               (m_limits.maxDepth > 0 && child.depth >= m_limits.maxDepth)) {
        makeMixedLeaf(child);
    } else {
        m_pending.push_back(child);
    }
}

void TreeGrower::makeMixedLeaf(const Pending &leaf)
{
    const std::size_t first = m_grown.tree.leafShares.size();
    std::vector<LeafShare> shares;
    for (std::uint32_t i = leaf.begin; i < leaf.end; ++i)
        shares.push_back({classOf(m_samples[i]), weightOf(m_samples[i])});
    std::sort(shares.begin(), shares.end(),
              [](const LeafShare &a, const LeafShare &b) { return a.classCode < b.classCode; });
    for (const LeafShare &share : shares) {
        std::vector<LeafShare> &all = m_grown.tree.leafShares;
        if (all.size() > first && all.back().classCode == share.classCode)
            all.back().weight += share.weight;
        else
            all.push_back(share);
    }
    TreeNode &node = m_grown.tree.nodes[leaf.node];
    node.feature = TreeNode::mixedLeaf;
    node.next = static_cast<std::uint32_t>(first);
    node.classOrCount = static_cast<std::uint16_t>(m_grown.tree.leafShares.size() - first);
}

TreeGrower::BestSplit TreeGrower::bestSplit(Pending &node, Random &random)
{
    BestSplit best;
    bool splittable = false;
    const std::size_t count = m_features.size();
    for (std::size_t drawn = 0; drawn < count && (drawn < m_limits.featuresToTry || !splittable); ++drawn) {
        const std::size_t pick = drawn + random.below(static_cast<std::uint32_t>(count - drawn));
        std::swap(m_features[drawn], m_features[pick]);
        const std::uint32_t feature = m_features[drawn];
        const std::uint64_t bit = feature < 64 ? std::uint64_t(1) << feature : 0;
        if ((node.constant & bit) != 0)
            continue;
        const RankRange range = gatherKeys(node, feature);
        m_work += node.size();
        if (range.lowest == range.highest) {
            node.constant |= bit;
            continue;
        }
        splittable = true;
        scan(node, feature, m_sorter.sort(m_keys.data(), node.size(), range.lowest, range.highest), best);
    }
    return best;
}

TreeGrower::RankRange TreeGrower::gatherKeys(const Pending &node, std::uint32_t feature)
{
    RankRange range;
    const FeatureRanks::Column &column = m_ranks.column(feature);
    const SampleKey *samples = m_samples.data() + node.begin;
    if (column.wide.empty())
        gatherRanks(column.narrow, samples, m_keys.data(), node.size(), range.lowest, range.highest);
    else
        gatherRanks(column.wide, samples, m_keys.data(), node.size(), range.lowest, range.highest);
    return range;
}

// Moves the samples from the right side to the left one by one and scores every place between two ranks. The
// sums of squared class weights follow in constant time: (c + w)^2 - c^2 = w (2 c + w).
void TreeGrower::scan(const Pending &node, std::uint32_t feature, const SampleKey *sorted, BestSplit &best)
{
    std::uint32_t *left = m_left.data();
    std::uint32_t *right = m_right.data();
    const std::size_t count = node.size();
    std::int64_t leftWeight = 0;
    std::int64_t leftSquares = 0;
    std::int64_t rightSquares = node.squares;
    for (std::size_t i = 0; i < count; ++i) {
        const std::uint32_t code = classOf(sorted[i]);
        const std::uint32_t weight = weightOf(sorted[i]);
        const std::int64_t w = weight;
        leftSquares += w * (2 * std::int64_t(left[code]) + w);
        rightSquares -= w * (2 * std::int64_t(right[code]) - w);
        left[code] += weight;
        right[code] -= weight;
        leftWeight += w;
        if (i + 1 == count || rankOf(sorted[i]) == rankOf(sorted[i + 1]))
            continue;
        const double score =
            static_cast<double>(leftSquares) / static_cast<double>(leftWeight) +
            static_cast<double>(rightSquares) / static_cast<double>(node.weight - leftWeight);
        if (score > best.score && i + 1 >= m_limits.minSamplesLeaf &&
            count - i - 1 >= m_limits.minSamplesLeaf)
            best = {score,
                    feature,
                    rankOf(sorted[i]),
                    rankOf(sorted[i + 1]),
                    static_cast<std::uint32_t>(i + 1),
                    leftWeight,
                    leftSquares,
                    rightSquares};
    }
    std::swap(m_left, m_right);
}

void TreeGrower::partition(const Pending &node, const BestSplit &split)
{
    const FeatureRanks::Column &column = m_ranks.column(split.feature);
    SampleKey *samples = m_samples.data() + node.begin;
    if (column.wide.empty())
        partitionSamples(column.narrow, split.leftRank, samples, m_keys.data(), node.size());
    else
        partitionSamples(column.wide, split.leftRank, samples, m_keys.data(), node.size());
}

} // namespace genrelens
