#pragma once

#include "core/base/random.h"
#include "core/learn/decision_tree.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace genrelens::test
{

/// Decision trees of random shape, and rows to ask them about: values are whole numbers from 0 to 5 and lie
/// on thresholds as often as beside them.
class ToyTrees
{
public:
    ToyTrees(std::uint64_t seed, std::size_t features, std::size_t classes)
        : m_seed(seed)
        , m_features(features)
        , m_classes(classes)
    {
    }

    /// So many splits, each at a random open end; leaves of one class or several.
    [[nodiscard]] DecisionTree tree(std::size_t splits) const { return grown(splits, false); }
    /// The same with leaves of several classes alone.
    [[nodiscard]] DecisionTree mixedTree(std::size_t splits) const { return grown(splits, true); }
    /// A path through all features, a leaf at each split.
    [[nodiscard]] DecisionTree chain() const { return chainOf(m_features); }
    [[nodiscard]] DecisionTree chainOf(std::size_t splits) const
    {
        Random random(m_seed, RandomPurpose::Test, 1);
        DecisionTree tree;
        tree.root = TreeBranch::toSplit(0);
        for (std::size_t i = 0; i < splits; ++i) {
            TreeSplit split = splitBy(static_cast<std::uint32_t>(i % m_features), random);
            const std::size_t on = random.below(2);
            split.branches[1 - on] = TreeBranch::toPureLeaf(random.below(2), 1 + random.below(9));
            split.branches[on] = i + 1 < splits ? TreeBranch::toSplit(static_cast<std::uint32_t>(i + 1))
                                                : TreeBranch::toPureLeaf(1, 3);
            tree.splits.push_back(split);
        }
        return tree;
    }

    [[nodiscard]] std::vector<std::vector<float>> rows(std::size_t count) const
    {
        Random random(m_seed, RandomPurpose::Test, 2);
        std::vector<std::vector<float>> rows(count);
        for (std::vector<float> &row : rows)
            for (std::size_t f = 0; f < m_features; ++f)
                row.push_back(static_cast<float>(random.below(6)));
        return rows;
    }

private:
    [[nodiscard]] static TreeSplit splitBy(std::uint32_t feature, Random &random)
    {
        TreeSplit split;
        split.feature = feature;
        split.threshold = static_cast<float>(random.below(6));
        return split;
    }

    [[nodiscard]] DecisionTree grown(std::size_t splits, bool mixed) const
    {
        struct End {
            std::size_t split;
            std::size_t side;
        };
        Random random(m_seed, RandomPurpose::Test, 3);
        DecisionTree tree;
        tree.root = TreeBranch::toSplit(0);
        std::vector<End> ends;
        for (std::size_t i = 0; i < splits; ++i) {
            if (!ends.empty()) {
                const auto at = random.below(static_cast<std::uint32_t>(ends.size()));
                const End end = ends[at];
                ends.erase(ends.begin() + at);
                tree.splits[end.split].branches[end.side] =
                    TreeBranch::toSplit(static_cast<std::uint32_t>(i));
            }
            tree.splits.push_back(splitBy(random.below(static_cast<std::uint32_t>(m_features)), random));
            ends.push_back({i, 0});
            ends.push_back({i, 1});
        }
        for (const End &end : ends)
            tree.splits[end.split].branches[end.side] = leaf(tree, mixed, random);
        return tree;
    }

    [[nodiscard]] TreeBranch leaf(DecisionTree &tree, bool mixed, Random &random) const
    {
        const std::uint32_t first = random.below(static_cast<std::uint32_t>(m_classes));
        std::vector<LeafShare> shares{LeafShare::of(first, 1 + random.below(20))};
        if (mixed || random.below(2) == 0)
            for (auto c = first + 1; c < m_classes; c += 1 + random.below(3))
                shares.push_back(LeafShare::of(c, 1 + random.below(20)));
        return mixed ? tree.makeMixedLeaf(shares) : tree.makeLeaf(shares);
    }

    std::uint64_t m_seed;
    std::size_t m_features;
    std::size_t m_classes;
};

} // namespace genrelens::test
