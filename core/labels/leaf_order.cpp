#include "core/labels/leaf_order.h"

#include <algorithm>
#include <limits>
#include <utility>

namespace genrelens
{

namespace
{

constexpr double infinity = std::numeric_limits<double>::infinity();

// Leaves go by their places in some order without crossings, so that those below a node are one stretch.
struct Stretch {
    std::size_t begin = 0;
    std::size_t end = 0;

    [[nodiscard]] bool contains(std::size_t place) const { return place >= begin && place < end; }
};

// An inner node: what is below its two children.
struct Node {
    Stretch left;
    Stretch right;
};

class LeafOrder
{
public:
    LeafOrder(const MergeTree &tree, std::span<const double> distances)
        : m_leaves(leafOrder(tree))
        , m_size(m_leaves.size())
        , m_distances(m_size * m_size)
        , m_costs(m_size * m_size, infinity)
        , m_opposite(m_size)
    {
        for (std::size_t a = 0; a < m_size; ++a)
            for (std::size_t b = 0; b < m_size; ++b)
                m_distances[a * m_size + b] = distances[m_leaves[a] * m_size + m_leaves[b]];
        std::vector<Stretch> below(m_size);
        for (std::size_t place = 0; place < m_size; ++place) {
            below[m_leaves[place]] = {place, place + 1};
            cost(place, place) = 0.0;
            m_opposite[place] = {place, place + 1};
        }
        for (const Merge &merge : tree.merges) {
            m_nodes.push_back({below[merge.left], below[merge.right]});
            below.push_back({below[merge.left].begin, below[merge.right].end});
        }
    }

    // False when it was cancelled.
    [[nodiscard]] bool solve(Progress &progress)
    {
        std::vector<double> joined(m_size);
        for (const Node &node : m_nodes) {
            for (std::size_t i = node.left.begin; i < node.left.end; ++i) {
                if (progress.cancelled())
                    return false;
                solveRow(node, i, joined);
            }
            for (std::size_t i = node.left.begin; i < node.left.end; ++i)
                m_opposite[i] = node.right;
            for (std::size_t j = node.right.begin; j < node.right.end; ++j)
                m_opposite[j] = node.left;
        }
        return true;
    }

    [[nodiscard]] std::vector<std::size_t> best()
    {
        std::vector<std::size_t> order;
        if (m_nodes.empty()) {
            order = m_leaves;
        } else {
            const Node &root = m_nodes.back();
            std::pair ends(root.left.begin, root.right.begin);
            for (std::size_t i = root.left.begin; i < root.left.end; ++i)
                for (std::size_t j = root.right.begin; j < root.right.end; ++j)
                    if (cost(i, j) < cost(ends.first, ends.second))
                        ends = {i, j};
            follow(ends.first, ends.second, order);
        }
        if (!order.empty() && order.back() < order.front())
            std::reverse(order.begin(), order.end());
        return order;
    }

private:
    double &cost(std::size_t a, std::size_t b) { return m_costs[a * m_size + b]; }
    [[nodiscard]] double distance(std::size_t a, std::size_t b) const { return m_distances[a * m_size + b]; }

    // Of orders of the left side that begin at i, and go on at l on the right: joined[l].
    void joinFrom(std::size_t i, const Stretch &ends, const Stretch &right, std::vector<double> &joined)
    {
        std::fill(joined.begin() + static_cast<std::ptrdiff_t>(right.begin),
                  joined.begin() + static_cast<std::ptrdiff_t>(right.end), infinity);
        for (std::size_t k = ends.begin; k < ends.end; ++k) {
            const double before = cost(i, k);
            const double *next = m_distances.data() + k * m_size;
            for (std::size_t l = right.begin; l < right.end; ++l)
                joined[l] = std::min(joined[l], before + next[l]);
        }
    }

    // The cheapest orders of a node from i on its left side to any j on its right.
    void solveRow(const Node &node, std::size_t i, std::vector<double> &joined)
    {
        joinFrom(i, m_opposite[i], node.right, joined);
        double *costs = m_costs.data() + i * m_size;
        for (std::size_t l = node.right.begin; l < node.right.end; ++l) {
            const double *rest = m_costs.data() + l * m_size;
            for (std::size_t j = m_opposite[l].begin; j < m_opposite[l].end; ++j)
                costs[j] = std::min(costs[j], joined[l] + rest[j]);
        }
        for (std::size_t j = node.right.begin; j < node.right.end; ++j)
            cost(j, i) = costs[j];
    }

    // The lowest node that has both below it, or null for one leaf.
    [[nodiscard]] const Node *nodeOf(std::size_t a, std::size_t b) const
    {
        for (const Node &node : m_nodes)
            if ((node.left.contains(a) && node.right.contains(b)) ||
                (node.left.contains(b) && node.right.contains(a)))
                return &node;
        return nullptr;
    }

    // The other ends that an order of that side can have which begins at a place: what is below its top
    // node's other child.
    [[nodiscard]] Stretch otherEnds(const Stretch &side, std::size_t place) const
    {
        for (const Node &node : m_nodes)
            if (node.left.begin == side.begin && node.right.end == side.end)
                return node.left.contains(place) ? node.right : node.left;
        return {place, place + 1};
    }

    // Appends the leaves of the cheapest order of a node from one end to the other: the way back through the
    // sums that led to its cost.
    void follow(std::size_t first, std::size_t last, std::vector<std::size_t> &order)
    {
        std::vector<std::pair<std::size_t, std::size_t>> open{{first, last}};
        while (!open.empty()) {
            const auto [from, to] = open.back();
            open.pop_back();
            const Node *node = nodeOf(from, to);
            if (node == nullptr) {
                order.push_back(m_leaves[from]);
                continue;
            }
            // Costs were found from the left.
            const bool turned = node->right.contains(from);
            const auto [k, l] = turned ? joint(*node, to, from) : joint(*node, from, to);
            open.push_back(turned ? std::pair(k, to) : std::pair(l, to));
            open.push_back(turned ? std::pair(from, l) : std::pair(from, k));
        }
    }

    // Where the cheapest order from i on the left to j on the right goes over.
    [[nodiscard]] std::pair<std::size_t, std::size_t> joint(const Node &node, std::size_t i, std::size_t j)
    {
        const Stretch before = otherEnds(node.left, i);
        const Stretch after = otherEnds(node.right, j);
        std::vector<double> joined(m_size);
        joinFrom(i, before, node.right, joined);
        std::size_t l = after.begin;
        for (std::size_t other = after.begin; other < after.end; ++other)
            if (joined[other] + cost(other, j) < joined[l] + cost(l, j))
                l = other;
        std::size_t k = before.begin;
        for (std::size_t other = before.begin; other < before.end; ++other)
            if (cost(i, other) + distance(other, l) < cost(i, k) + distance(k, l))
                k = other;
        return {k, l};
    }

    std::vector<std::size_t> m_leaves; // by place
    std::size_t m_size;
    std::vector<double> m_distances; // by places
    std::vector<double> m_costs;     // by the places at the two ends, of the lowest node above both
    std::vector<Stretch> m_opposite; // of each place the other ends of what is solved so far
    std::vector<Node> m_nodes;
};

} // namespace

Result<std::vector<std::size_t>> optimalLeafOrder(const MergeTree &tree, std::span<const double> distances,
                                                  Progress &progress)
{
    LeafOrder order(tree, distances);
    if (!order.solve(progress))
        return Error::cancelled();
    return order.best();
}

} // namespace genrelens
