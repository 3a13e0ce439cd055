#include "core/neighbours/box_tree.h"

#include "core/base/parallel.h"
#include "core/neighbours/box_parts.h"

#include <algorithm>
#include <limits>
#include <numeric>
#include <utility>

namespace genrelens
{

namespace
{

constexpr std::size_t leavesAtOnce = 256;

// A part of the binary tree while its nodes are gathered into groups.
struct Node {
    std::uint32_t end = 0;   // one past the last row
    std::uint32_t begin = 0; // the first row
    std::uint32_t items = 0; // nodes of the level below that it holds; 1 where it is such a node
};

// Counts the items of nodes in preorder: a node without halves is one.
void countItems(std::vector<Node> &nodes)
{
    std::vector<std::size_t> waiting; // halves whose whole is still to come
    for (std::size_t i = nodes.size(); i-- > 0;) {
        const bool isHalved = !waiting.empty() && nodes[waiting.back()].begin < nodes[i].end;
        nodes[i].items = 1;
        if (isHalved) {
            nodes[i].items = nodes[waiting.back()].items;
            waiting.pop_back();
            nodes[i].items += nodes[waiting.back()].items;
            waiting.pop_back();
        }
        waiting.push_back(i);
    }
}

// The topmost nodes that hold few enough items become the items of the next level.
std::vector<BoxTree::Group> gatherGroups(std::vector<Node> &nodes)
{
    std::vector<BoxTree::Group> groups;
    std::vector<Node> above;
    std::uint32_t items = 0;
    for (std::size_t i = 0; i < nodes.size();) {
        above.push_back(nodes[i]);
        if (nodes[i].items > BoxTree::lanes) {
            ++i;
            continue;
        }
        groups.push_back({items, nodes[i].items});
        items += nodes[i].items;
        const std::uint32_t end = nodes[i].end;
        while (i < nodes.size() && nodes[i].begin < end)
            ++i;
    }
    nodes = std::move(above);
    countItems(nodes);
    return groups;
}

} // namespace

Result<BoxTree> BoxTree::build(std::vector<float> values, std::size_t columns, Progress &progress)
{
    BoxRows rows{std::move(values), {}, columns};
    rows.rows.resize(rows.values.size() / columns);
    std::iota(rows.rows.begin(), rows.rows.end(), 0U);
    const std::vector<BoxPart> parts = splitIntoParts(rows, lanes, progress);
    if (parts.empty())
        return Error::cancelled();
    BoxTree tree;
    tree.m_columns = columns;
    tree.m_values = std::move(rows.values);
    tree.m_rows = std::move(rows.rows);
    std::vector<Node> nodes;
    for (const BoxPart &part : parts)
        nodes.push_back({part.end, part.begin, 0});
    countItems(nodes);
    for (const Node &node : nodes)
        if (node.items == 1)
            tree.m_leaves.push_back({node.begin, node.end - node.begin, 0});
    tree.m_tiles.resize(tree.m_leaves.size() * columns);
    tree.m_boxes.resize(tree.m_leaves.size() * 2 * columns);
    parallelBlocks(tree.m_leaves.size(), leavesAtOnce, [&](std::size_t begin, std::size_t end) {
        for (std::size_t leaf = begin; leaf < end && !progress.cancelled(); ++leaf)
            tree.fillLeaf(leaf);
    });
    std::vector<float> boxes = tree.m_boxes;
    do
        tree.addLevel(gatherGroups(nodes), boxes);
    while (tree.m_levels.back().groups.size() > 1);
    for (const Group &group : tree.m_levels.front().groups) {
        const auto first = tree.m_leaves.begin() + group.first;
        const auto lowest = std::min_element(first, first + group.count, [](const Leaf &a, const Leaf &b) {
            return a.lowestRow < b.lowestRow;
        });
        tree.m_lowestRows.push_back(lowest->lowestRow);
    }
    if (progress.cancelled())
        return Error::cancelled();
    return tree;
}

void BoxTree::fillLeaf(std::size_t leaf)
{
    Leaf &filled = m_leaves[leaf];
    Lanes *tile = m_tiles.data() + leaf * m_columns;
    float *least = m_boxes.data() + leaf * 2 * m_columns;
    float *largest = least + m_columns;
    filled.lowestRow =
        *std::min_element(m_rows.begin() + filled.begin, m_rows.begin() + filled.begin + filled.count);
    Lanes nothing;
    std::fill_n(nothing.at, lanes, std::numeric_limits<float>::quiet_NaN());
    std::fill_n(tile, m_columns, nothing);
    std::copy_n(values(filled.begin).begin(), m_columns, least);
    std::copy_n(values(filled.begin).begin(), m_columns, largest);
    for (std::size_t lane = 0; lane < filled.count; ++lane) {
        const std::span<const float> row = values(filled.begin + lane);
        for (std::size_t m = 0; m < m_columns; ++m) {
            tile[m].at[lane] = row[m];
            least[m] = std::min(least[m], row[m]);
            largest[m] = std::max(largest[m], row[m]);
        }
    }
}

// nodeBoxes: of the nodes of the level below, one after the other; becomes those of the groups.
void BoxTree::addLevel(std::vector<Group> groups, std::vector<float> &nodeBoxes)
{
    std::vector<float> groupBoxes(groups.size() * 2 * m_columns);
    std::vector<Lanes> boxes(groups.size() * 2 * m_columns, Lanes{});
    for (std::size_t g = 0; g < groups.size(); ++g) {
        float *own = groupBoxes.data() + g * 2 * m_columns;
        const float *first = nodeBoxes.data() + groups[g].first * 2 * m_columns;
        std::copy_n(first, 2 * m_columns, own);
        for (std::size_t lane = 0; lane < groups[g].count; ++lane) {
            const float *box = first + lane * 2 * m_columns;
            Lanes *to = boxes.data() + g * 2 * m_columns;
            for (std::size_t m = 0; m < m_columns; ++m) {
                own[m] = std::min(own[m], box[m]);
                own[m + m_columns] = std::max(own[m + m_columns], box[m + m_columns]);
                to[m].at[lane] = box[m];
                to[m + m_columns].at[lane] = box[m + m_columns];
            }
        }
    }
    m_levels.push_back({std::move(groups), std::move(boxes)});
    nodeBoxes = std::move(groupBoxes);
}

std::size_t BoxTree::leafOf(std::size_t place) const
{
    const auto after = std::upper_bound(m_leaves.begin(), m_leaves.end(), place,
                                        [](std::size_t i, const Leaf &leaf) { return i < leaf.begin; });
    return static_cast<std::size_t>(after - m_leaves.begin()) - 1;
}

BoxTree::Group BoxTree::leavesAround(std::size_t leaf, std::size_t level) const
{
    // Upwards the group of each level, then downwards its first leaf and the one after its last.
    std::size_t item = leaf;
    for (std::size_t l = 0; l <= level; ++l) {
        const auto after =
            std::upper_bound(m_levels[l].groups.begin(), m_levels[l].groups.end(), item,
                             [](std::size_t i, const Group &group) { return i < group.first; });
        item = static_cast<std::size_t>(after - m_levels[l].groups.begin()) - 1;
    }
    std::size_t first = item;
    std::size_t end = item + 1;
    for (std::size_t l = level + 1; l-- > 0;) {
        end = m_levels[l].groups[end - 1].first + m_levels[l].groups[end - 1].count;
        first = m_levels[l].groups[first].first;
    }
    return {static_cast<std::uint32_t>(first), static_cast<std::uint32_t>(end - first)};
}

} // namespace genrelens
