#include "core/model_file/raw_tree.h"

#include "core/base/text.h"
#include "core/learn/forest_prediction.h"

#include <algorithm>
#include <cmath>
#include <string>
#include <utility>

namespace genrelens
{

namespace
{

constexpr double coverTolerance = 1e-6; // of a cover: sums of weights in float agree so far

Error wrong(const std::string &what)
{
    return Error{what, {}, {}, ErrorKind::Input};
}

std::string nodeName(std::size_t node)
{
    return "node " + grouped(node);
}

bool agree(double a, double b)
{
    return std::abs(a - b) <= coverTolerance * std::max(std::abs(a), std::abs(b));
}

// Turns the lists into a tree, and sees to it that they are one.
class TreeMaking
{
public:
    explicit TreeMaking(RawTree &raw) : m_raw(raw) {}

    Result<DecisionTree> make(std::size_t &largestFeature)
    {
        if (Result<void> checked = checkLengths(); !checked)
            return checked.error();
        if (Result<void> found = findLeaves(); !found)
            return found.error();
        for (std::size_t node = 0; node < m_raw.left.size(); ++node)
            if (Result<void> checked = m_raw.left[node] < 0 && m_raw.right[node] < 0
                                           ? checkLeaf(node)
                                           : checkSplit(node, largestFeature);
                !checked)
                return checked.error();
        for (std::size_t node = 1; node < m_isChild.size(); ++node)
            if (!m_isChild[node])
                return wrong(nodeName(node) + " is below no other");
        if (Result<void> checked = checkCovers(); !checked)
            return checked.error();
        return build();
    }

private:
    Result<void> checkLengths()
    {
        const std::size_t nodes = m_raw.feature.size();
        for (const std::size_t length : {m_raw.threshold.size(), m_raw.left.size(), m_raw.right.size(),
                                         m_raw.cover.empty() ? nodes : m_raw.cover.size()})
            if (length != nodes)
                return wrong("its lists feature, threshold, left, right and cover are not equally long");
        if (nodes == 0)
            return wrong("it has no node");
        if (m_raw.shares.size() > TreeBranch::mostShares)
            return wrong("its leaves count far too many classes");
        m_isChild.assign(nodes, false);
        m_leafOf.assign(nodes, nullptr);
        return {};
    }

    Result<void> findLeaves()
    {
        for (const RawTree::Leaf &leaf : m_raw.leaves) {
            const auto node = static_cast<std::size_t>(leaf.node);
            if (node >= m_leafOf.size())
                return wrong("leaf_counts speak of " + nodeName(node) + ", but there are " +
                             counted(m_leafOf.size(), "node"));
            if (m_leafOf[node] != nullptr)
                return wrong("leaf_counts speak of " + nodeName(node) + " twice");
            m_leafOf[node] = &leaf;
        }
        return {};
    }

    Result<void> checkSplit(std::size_t node, std::size_t &largestFeature)
    {
        for (const std::int32_t child : {m_raw.left[node], m_raw.right[node]}) {
            if (child < 0)
                return wrong(nodeName(node) + " has one child only");
            const auto place = static_cast<std::size_t>(child);
            if (place >= m_isChild.size())
                return wrong(nodeName(node) + " leads to " + nodeName(place) + ", but there are " +
                             counted(m_isChild.size(), "node"));
            if (place <= node)
                return wrong(nodeName(node) + " leads to " + nodeName(place) +
                             "; children must come after their parent");
            if (m_isChild[place])
                return wrong(nodeName(place) + " is the child of two nodes");
            m_isChild[place] = true;
        }
        const std::int32_t feature = m_raw.feature[node];
        if (feature < 0)
            return wrong(nodeName(node) + " splits by feature " + std::to_string(feature) +
                         ", which there is not");
        largestFeature = std::max(largestFeature, static_cast<std::size_t>(feature));
        return {};
    }

    // Puts the shares in order; and their sum to the cover.
    Result<void> checkLeaf(std::size_t node)
    {
        const RawTree::Leaf *leaf = m_leafOf[node];
        const std::span<ClassWeight> shares = sharesOf(leaf);
        std::sort(shares.begin(), shares.end(),
                  [](const ClassWeight &a, const ClassWeight &b) { return a.classCode < b.classCode; });
        double sum = 0.0;
        for (const ClassWeight &share : shares)
            sum += share.weight;
        if (shares.empty() || !(sum > 0.0) || !std::isfinite(sum))
            return wrong(nodeName(node) + " is a leaf without samples in leaf_counts");
        for (std::size_t i = 1; i < shares.size(); ++i)
            if (shares[i].classCode == shares[i - 1].classCode)
                return wrong(nodeName(node) + " counts class " + std::to_string(shares[i].classCode) +
                             " twice");
        if (m_raw.cover.empty() || sum == m_raw.cover[node])
            return {};
        const double scale = m_raw.cover[node] / sum;
        for (ClassWeight &share : shares) {
            share.weight *= scale;
            if (!(share.weight > 0.0) || !std::isfinite(share.weight))
                return wrong(nodeName(node) + " has a cover of " + shortest(m_raw.cover[node]));
        }
        return {};
    }

    Result<void> checkCovers() const
    {
        for (std::size_t node = 0; node < m_raw.cover.size(); ++node) {
            if (m_raw.left[node] < 0)
                continue;
            const double below = m_raw.cover[static_cast<std::size_t>(m_raw.left[node])] +
                                 m_raw.cover[static_cast<std::size_t>(m_raw.right[node])];
            if (!agree(m_raw.cover[node], below))
                return wrong(nodeName(node) + " has a cover of " + shortest(m_raw.cover[node]) +
                             ", but its children have " + shortest(below));
        }
        return {};
    }

    DecisionTree build()
    {
        TreeBuilder builder;
        std::vector<double> covers;       // of the splits
        std::vector<std::size_t> open{0}; // nodes that are still to come, the next one last
        while (!open.empty()) {
            const std::size_t node = open.back();
            open.pop_back();
            if (m_raw.left[node] < 0) {
                builder.leaf(sharesOf(m_leafOf[node]));
                continue;
            }
            builder.split(static_cast<std::size_t>(m_raw.feature[node]),
                          thresholdBelow(m_raw.threshold[node]));
            if (!m_raw.cover.empty())
                covers.push_back(m_raw.cover[node]);
            open.push_back(static_cast<std::size_t>(m_raw.right[node]));
            open.push_back(static_cast<std::size_t>(m_raw.left[node]));
        }
        DecisionTree tree = builder.take();
        if (!covers.empty() && covers != splitCovers({}, tree))
            tree.realCovers = std::move(covers);
        return tree;
    }

    std::span<ClassWeight> sharesOf(const RawTree::Leaf *leaf)
    {
        if (leaf == nullptr)
            return {};
        return std::span(m_raw.shares).subspan(leaf->first, leaf->count);
    }

    RawTree &m_raw;
    std::vector<bool> m_isChild;
    std::vector<const RawTree::Leaf *> m_leafOf; // one a node; null where the file has none
};

} // namespace

void RawTree::clear()
{
    feature.clear();
    threshold.clear();
    left.clear();
    right.clear();
    cover.clear();
    leaves.clear();
    shares.clear();
}

Result<DecisionTree> treeOf(RawTree &raw, std::size_t &largestFeature)
{
    return TreeMaking(raw).make(largestFeature);
}

} // namespace genrelens
