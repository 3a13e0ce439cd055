#pragma once

#include "core/base/random.h"
#include "core/learn/key_sort.h"
#include "core/learn/split_search.h"
#include "core/learn/tree_grower.h"
#include "core/learn/weighted_search.h"

#include <algorithm>
#include <numeric>
#include <optional>
#include <span>

namespace genrelens
{

/// The samples of a node as keys of one feature, which is not constant among them.
template <typename Cell>
struct GatheredKeys {
    typename TreeSamples<Cell>::Key *keys = nullptr; ///< KeySorter::readAhead more can be read
    std::size_t count = 0;
    typename TreeSamples<Cell>::RankRange range;
    std::uint32_t feature = 0;
};

/// Finds the cuts of an ordinary forest: purest by gini, all classes of the same weight.
template <typename CellType>
class GiniCuts
{
public:
    using Cell = CellType;
    using Samples = TreeSamples<Cell>;
    using Key = typename Samples::Key;

    GiniCuts(const TreeTask &task, const Samples &samples, std::span<const std::uint16_t> /*weights*/)
        : m_minLeaf(task.options.minSamplesLeaf)
        , m_search(task.classCount, samples.size())
        , m_sorter(samples.size())
    {
    }

    void enterNode(const Samples &samples, std::size_t begin, std::size_t end)
    {
        m_search.enterNode(samples, begin, end);
    }
    [[nodiscard]] double nodeScore() const { return m_search.nodeScore(); }

    /// The first of the best cuts that beat `floor`.
    std::optional<Cut> find(const GatheredKeys<Cell> &at, double floor, Random & /*random*/)
    {
        const auto [lowest, highest] = at.range;
        if (at.count == 2) // of two classes: no cut is better, and a sixth of all nodes are such
            return Cut{m_search.bestScore(), lowest, highest, true, true, {}};
        if (m_minLeaf == 1 && m_search.prefersTable(at.count, highest - lowest + std::size_t(1)))
            return m_search.bestCutByTable(at.keys, at.count, at.range, floor);
        const Key *sorted = m_sorter.sort(at.keys, at.count, lowest, highest);
        return m_search.bestCut(sorted, at.count, m_minLeaf, floor);
    }

private:
    std::size_t m_minLeaf;
    GiniSearch<Cell> m_search;
    KeySorter<Key> m_sorter;
};

/// Finds cuts by either criterion, with class weights, at the purest or at a random place.
template <typename CellType>
class WeightedCuts
{
public:
    using Cell = CellType;
    using Samples = TreeSamples<Cell>;
    using Key = typename Samples::Key;

    WeightedCuts(const TreeTask &task, const Samples &samples, std::span<const std::uint16_t> weights)
        : m_task(task)
        , m_search(task.options.criterion, task.options.classWeights, task.classCount,
                   std::accumulate(weights.begin(), weights.end(), std::size_t(0)))
        , m_sorter(samples.size())
    {
    }

    void enterNode(const Samples &samples, std::size_t begin, std::size_t end)
    {
        m_search.enterNode(samples, begin, end);
    }
    [[nodiscard]] double nodeScore() const { return m_search.nodeScore(); }

    std::optional<Cut> find(const GatheredKeys<Cell> &at, double floor, Random &random)
    {
        if (m_task.options.randomThresholds)
            return randomCut(at, floor, random);
        const Key *sorted = m_sorter.sort(at.keys, at.count, at.range.lowest, at.range.highest);
        return m_search.bestCut(sorted, at.count, m_task.options.minSamplesLeaf, floor);
    }

private:
    std::optional<Cut> randomCut(const GatheredKeys<Cell> &at, double floor, Random &random)
    {
        const std::span<const float> values = m_task.ranks.values(at.feature);
        const float low = values[at.range.lowest];
        const float high = values[at.range.highest];
        auto threshold = static_cast<float>(double(low) + random.uniform() * (double(high) - double(low)));
        if (!(threshold < high)) // rounded up
            threshold = low;
        const auto first = values.begin() + at.range.lowest;
        const auto above = std::upper_bound(first, values.begin() + at.range.highest, threshold);
        const auto leftRank = static_cast<std::uint32_t>(above - values.begin() - 1);
        std::optional<Cut> cut =
            m_search.cutAt(at.keys, at.count, leftRank, m_task.options.minSamplesLeaf, floor);
        if (cut)
            cut->threshold = threshold;
        return cut;
    }

    const TreeTask &m_task;
    WeightedSearch<Cell> m_search;
    KeySorter<Key> m_sorter;
};

} // namespace genrelens
