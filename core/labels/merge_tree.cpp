#include "core/labels/merge_tree.h"

#include <Eigen/Core>

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <utility>

namespace genrelens
{

namespace
{

// Twice the increase of the sum of squares for every two groups, and the groups' weights.
class WardDistances
{
public:
    explicit WardDistances(const WeightedPoints &points)
        : m_size(points.size())
        , m_values(m_size * m_size, 0.0)
        , m_weights(points.weights)
    {
        for (std::size_t a = 0; a < m_size; ++a)
            for (std::size_t b = 0; b < a; ++b)
                set(a, b, initial(points, a, b));
    }

    [[nodiscard]] std::size_t size() const { return m_size; }
    [[nodiscard]] const double *row(std::size_t a) const { return m_values.data() + a * m_size; }

    // b takes a in; the others keep their distances among each other.
    void merge(std::size_t a, std::size_t b, std::span<const std::size_t> others)
    {
        const double between = row(a)[b];
        for (const std::size_t c : others) {
            if (c == a || c == b)
                continue;
            const double all = m_weights[a] + m_weights[b] + m_weights[c];
            const double joined = (m_weights[a] + m_weights[c]) * row(a)[c] +
                                  (m_weights[b] + m_weights[c]) * row(b)[c] - m_weights[c] * between;
            set(b, c, all > 0.0 ? std::max(0.0, joined / all) : 0.0);
        }
        m_weights[b] += m_weights[a];
    }

private:
    [[nodiscard]] static double initial(const WeightedPoints &points, std::size_t a, std::size_t b)
    {
        const double weight = points.weights[a] + points.weights[b];
        const auto columns = static_cast<Eigen::Index>(points.columns);
        const Eigen::Map<const Eigen::ArrayXd> pointA(points.point(a).data(), columns);
        const Eigen::Map<const Eigen::ArrayXd> pointB(points.point(b).data(), columns);
        const double square = (pointA - pointB).square().sum();
        return weight > 0.0 ? 2.0 * points.weights[a] * points.weights[b] / weight * square : 0.0;
    }
    void set(std::size_t a, std::size_t b, double value)
    {
        m_values[a * m_size + b] = value;
        m_values[b * m_size + a] = value;
    }

    std::size_t m_size;
    std::vector<double> m_values;
    std::vector<double> m_weights;
};

// The mean distance between the leaves of every two groups.
class MeanDistances
{
public:
    explicit MeanDistances(std::size_t size, std::span<const double> distances)
        : m_size(size)
        , m_values(distances.begin(), distances.end())
        , m_leaves(size, 1.0)
    {
    }

    [[nodiscard]] std::size_t size() const { return m_size; }
    [[nodiscard]] const double *row(std::size_t a) const { return m_values.data() + a * m_size; }

    // b takes a in.
    void merge(std::size_t a, std::size_t b, std::span<const std::size_t> others)
    {
        for (const std::size_t c : others) {
            if (c == a || c == b)
                continue;
            const double mean =
                (m_leaves[a] * row(a)[c] + m_leaves[b] * row(b)[c]) / (m_leaves[a] + m_leaves[b]);
            m_values[b * m_size + c] = mean;
            m_values[c * m_size + b] = mean;
        }
        m_leaves[b] += m_leaves[a];
    }

private:
    std::size_t m_size;
    std::vector<double> m_values;
    std::vector<double> m_leaves;
};

// The groups that leaves belong to while merges are applied; a group goes by its first leaf.
class Groups
{
public:
    explicit Groups(std::size_t leaves) : m_parent(leaves)
    {
        std::iota(m_parent.begin(), m_parent.end(), std::size_t{0});
    }
    [[nodiscard]] std::size_t find(std::size_t leaf)
    {
        while (m_parent[leaf] != leaf) {
            m_parent[leaf] = m_parent[m_parent[leaf]];
            leaf = m_parent[leaf];
        }
        return leaf;
    }
    // Two groups as found; the one with the smaller first leaf gives its name to both.
    void join(std::size_t first, std::size_t second) { m_parent[second] = first; }

private:
    std::vector<std::size_t> m_parent;
};

// A merge of the groups that two leaves are in.
struct Found {
    std::size_t a = 0;
    std::size_t b = 0;
    double height = 0.0;
};

// Nearest neighbours of nearest neighbours until two are each other's: no later merge comes between them.
template <typename Distances>
std::vector<Found> chainMerges(Distances distances)
{
    std::vector<std::size_t> active(distances.size());
    std::iota(active.begin(), active.end(), std::size_t{0});
    std::vector<std::size_t> chain;
    std::vector<Found> found;
    while (active.size() > 1) {
        if (chain.empty())
            chain.push_back(active.front());
        const std::size_t last = chain.back();
        const double *row = distances.row(last);
        // Of equals the one the chain came from, or it would never end.
        std::size_t nearest = chain.size() > 1 ? chain[chain.size() - 2] : last;
        double smallest = nearest != last ? row[nearest] : std::numeric_limits<double>::infinity();
        for (const std::size_t other : active) {
            if (other != last && row[other] < smallest) {
                smallest = row[other];
                nearest = other;
            }
        }
        if (chain.size() < 2 || nearest != chain[chain.size() - 2]) {
            chain.push_back(nearest);
            continue;
        }
        chain.resize(chain.size() - 2);
        found.push_back({last, nearest, smallest});
        distances.merge(last, nearest, active);
        active.erase(std::lower_bound(active.begin(), active.end(), last));
    }
    return found;
}

// The merges as a tree, by rising height.
MergeTree treeOf(std::size_t leaves, std::vector<Found> found)
{
    std::stable_sort(found.begin(), found.end(),
                     [](const Found &a, const Found &b) { return a.height < b.height; });
    MergeTree tree{leaves, {}};
    Groups groups(leaves);
    std::vector<std::size_t> nodeOf(leaves); // of the group with that first leaf
    std::iota(nodeOf.begin(), nodeOf.end(), std::size_t{0});
    for (const Found &merge : found) {
        std::size_t first = groups.find(merge.a);
        std::size_t second = groups.find(merge.b);
        if (second < first)
            std::swap(first, second);
        tree.merges.push_back({nodeOf[first], nodeOf[second], merge.height});
        groups.join(first, second);
        nodeOf[first] = leaves + tree.merges.size() - 1;
    }
    return tree;
}

} // namespace

MergeTree wardTree(const WeightedPoints &points)
{
    std::vector<Found> found = chainMerges(WardDistances(points));
    for (Found &merge : found)
        merge.height = std::sqrt(merge.height);
    return treeOf(points.size(), std::move(found));
}

MergeTree averageTree(std::size_t leaves, std::span<const double> distances)
{
    return treeOf(leaves, chainMerges(MeanDistances(leaves, distances)));
}

std::vector<std::int32_t> cut(const MergeTree &tree, std::size_t k)
{
    Groups groups(tree.leaves);
    std::vector<std::size_t> firstLeaf(tree.leaves + tree.merges.size());
    std::iota(firstLeaf.begin(), firstLeaf.end(), std::size_t{0});
    for (std::size_t i = 0; i + k < tree.leaves; ++i) {
        const Merge &merge = tree.merges[i];
        firstLeaf[tree.leaves + i] = firstLeaf[merge.left];
        groups.join(firstLeaf[merge.left], firstLeaf[merge.right]); // left has the smaller one
    }
    std::vector<std::int32_t> groupOf(tree.leaves, -1);
    std::int32_t next = 0;
    for (std::size_t leaf = 0; leaf < tree.leaves; ++leaf) {
        const std::size_t first = groups.find(leaf);
        groupOf[leaf] = first == leaf ? next++ : groupOf[first];
    }
    return groupOf;
}

double cutHeight(const MergeTree &tree, std::size_t k)
{
    if (tree.merges.empty())
        return 0.0;
    const std::size_t below = tree.leaves - std::min(k, tree.leaves); // merges
    const double low = below > 0 ? tree.merges[below - 1].height : 0.0;
    return below < tree.merges.size() ? (low + tree.merges[below].height) / 2.0 : low * 1.05;
}

std::size_t groupsAt(const MergeTree &tree, double height)
{
    const auto above =
        std::upper_bound(tree.merges.begin(), tree.merges.end(), height,
                         [](double value, const Merge &merge) { return value < merge.height; });
    return tree.leaves - static_cast<std::size_t>(above - tree.merges.begin());
}

std::vector<std::size_t> leafOrder(const MergeTree &tree)
{
    return tree.leaves > 0 ? leavesOf(tree, tree.leaves + tree.merges.size() - 1)
                           : std::vector<std::size_t>();
}

std::vector<std::size_t> leavesOf(const MergeTree &tree, std::size_t node)
{
    std::vector<std::size_t> leaves;
    std::vector<std::size_t> open{node};
    while (!open.empty()) {
        const std::size_t next = open.back();
        open.pop_back();
        if (next < tree.leaves) {
            leaves.push_back(next);
            continue;
        }
        open.push_back(tree.merges[next - tree.leaves].right);
        open.push_back(tree.merges[next - tree.leaves].left);
    }
    return leaves;
}

} // namespace genrelens
