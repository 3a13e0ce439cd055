#include "core/explain/shap_tree.h"

#include <algorithm>
#include <bit>

namespace genrelens
{

namespace
{

class ShapTreeMaker
{
public:
    ShapTreeMaker(const ForestView &forest, const DecisionTree &tree, std::size_t firstClass)
        : m_forest(forest)
        , m_tree(tree)
        , m_covers(splitCovers(forest, tree))
        , m_firstClass(firstClass)
    {
    }

    ShapTree make()
    {
        const std::size_t splits = m_tree.splits.size();
        if (splits == 0)
            return {};
        takeFeatures();
        m_words = (m_made.features.size() + 63) / 64;
        m_made.splits.resize(splits);
        m_made.leaves.reserve(splits + 1);
        m_made.shares.reserve(splits + 1 + m_tree.leafShares.size());
        m_on.assign(splits, {});
        m_paths.assign(splits * m_words, 0);
        for (std::size_t i = 0; i < splits; ++i)
            goDown(i);
        m_leaves.assign(splits, 0);
        for (std::size_t i = splits; i-- > 0;)
            comeUp(i);
        return std::move(m_made);
    }

private:
    // How a split is reached.
    struct Way {
        double reach = 1.0; // the share of all samples
        std::size_t depth = 1;
    };

    void takeFeatures()
    {
        std::uint32_t most = 0;
        for (const TreeSplit &split : m_tree.splits)
            most = std::max(most, split.feature);
        m_slots.assign(most + 1, 0);
        for (const TreeSplit &split : m_tree.splits)
            m_slots[split.feature] = 1;
        for (std::uint32_t feature = 0; feature <= most; ++feature) {
            if (m_slots[feature] == 0)
                continue;
            m_slots[feature] = static_cast<std::uint32_t>(m_made.features.size());
            m_made.features.push_back(feature);
        }
    }

    // Splits come after the one that leads to them.
    void goDown(std::size_t i)
    {
        const TreeSplit &from = m_tree.splits[i];
        ShapSplit &to = m_made.splits[i];
        to.threshold = from.threshold;
        to.slot = m_slots[from.feature];
        m_made.depth = std::max(m_made.depth, m_on[i].depth);
        std::uint64_t *path = m_paths.data() + i * m_words;
        path[to.slot / 64] |= std::uint64_t(1) << (to.slot % 64);
        for (std::size_t side = 0; side < 2; ++side) {
            const TreeBranch branch = from.branches[side];
            ShapBranch &way = to.branches[side];
            if (branch.isLeaf()) {
                const double cover = leafCover(m_forest, m_tree, branch);
                way.share = cover / m_covers[i];
                way.isLeaf = 1;
                way.index = addLeaf(branch, cover, m_on[i].reach * way.share, path) & mostIndex;
                continue;
            }
            way.share = m_covers[branch.split()] / m_covers[i];
            way.index = branch.split() & mostIndex;
            m_on[branch.split()] = {m_on[i].reach * way.share, m_on[i].depth + 1};
            std::copy_n(path, m_words, m_paths.data() + branch.split() * m_words);
        }
    }

    std::uint32_t addLeaf(TreeBranch leaf, double cover, double reach, const std::uint64_t *path)
    {
        std::size_t features = 0;
        for (std::size_t w = 0; w < m_words; ++w)
            features += static_cast<std::size_t>(std::popcount(path[w]));
        const std::uint32_t part = features > ShapTree::mostOfFirstPart ? 1 : 0;
        m_made.pathFeatures[part] = std::max(m_made.pathFeatures[part], features);
        if (!(reach >= m_made.leastReach)) // nor does a NaN go by
            m_made.leastReach = reach;
        const auto first = static_cast<std::uint32_t>(m_made.shares.size());
        forEachWeight(m_forest, m_tree, leaf, [&](std::uint32_t code, double weight) {
            if (code >= m_firstClass && code < m_firstClass + ShapTree::mostClasses && weight > 0.0)
                m_made.shares.push_back(
                    {code - static_cast<std::uint32_t>(m_firstClass), weight / cover * reach});
        });
        const auto count = static_cast<std::uint32_t>(m_made.shares.size()) - first;
        m_made.leaves.push_back({first, count & mostIndex, part & 1U});
        return static_cast<std::uint32_t>(m_made.leaves.size() - 1);
    }

    void comeUp(std::size_t i)
    {
        ShapSplit &split = m_made.splits[i];
        std::array<std::uint32_t, 2> below{1, 1};
        for (std::size_t side = 0; side < 2; ++side) {
            const ShapBranch &way = split.branches[side];
            if (way.isLeaf == 0) {
                below[side] = m_leaves[way.index];
                for (std::size_t part = 0; part < 2; ++part)
                    split.classes[part] |= m_made.splits[way.index].classes[part];
                continue;
            }
            const ShapLeaf &leaf = m_made.leaves[way.index];
            for (std::uint32_t s = leaf.first; s < leaf.first + leaf.count; ++s)
                split.classes[leaf.part] |= std::uint64_t(1) << m_made.shares[s].classCode;
        }
        m_leaves[i] = below[0] + below[1];
        split.larger = below[1] > below[0] ? 1 : 0;
    }

    static constexpr std::uint32_t mostIndex = 0x7fff'ffffU;

    const ForestView &m_forest;
    const DecisionTree &m_tree;
    const std::vector<double> m_covers;
    const std::size_t m_firstClass;
    std::vector<std::uint32_t> m_slots; // by feature
    std::size_t m_words = 0;            // of a path: a bit a slot
    std::vector<Way> m_on;              // by split
    std::vector<std::uint64_t> m_paths; // by split
    std::vector<std::uint32_t> m_leaves;
    ShapTree m_made;
};

} // namespace

ShapTree shapTreeOf(const ForestView &forest, const DecisionTree &tree, std::size_t firstClass)
{
    return ShapTreeMaker(forest, tree, firstClass).make();
}

} // namespace genrelens
