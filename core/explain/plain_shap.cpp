#include "core/explain/plain_shap.h"

#include "core/explain/gauss_legendre.h"

#include <algorithm>
#include <map>
#include <vector>

namespace genrelens
{

namespace
{

// A feature on the path from the root: whether the row meets all that the path asks of it, and the share of
// training samples that did so where it was asked.
struct PathFeature {
    bool met = true;
    double share = 1.0;
};

class PlainShap
{
public:
    PlainShap(const PlainTree &tree, std::size_t firstClass, const Progress &progress)
        : m_forest(tree.forest)
        , m_tree(tree.tree)
        , m_covers(tree.covers)
        , m_firstClass(firstClass)
        , m_progress(progress)
    {
    }

    void add(std::span<const float> row, std::span<double> values)
    {
        m_row = row;
        m_values = values;
        visit(m_tree.root);
    }

private:
    void visit(TreeBranch at)
    {
        if (at.isLeaf()) {
            m_stopped = m_stopped || (++m_leaves % leavesBetweenChecks == 0 && m_progress.cancelled());
            if (!m_stopped)
                addLeafValues(at);
            return;
        }
        const TreeSplit &split = m_tree.splits[at.split()];
        const auto [place, isNew] = m_path.try_emplace(split.feature);
        const PathFeature before = place->second;
        const std::size_t goes = m_row[split.feature] <= split.threshold ? 0 : 1;
        for (std::size_t side = 0; side < 2; ++side) {
            const TreeBranch branch = split.branches[side];
            place->second.met = before.met && side == goes;
            place->second.share = before.share * coverOf(branch) / m_covers[at.split()];
            visit(branch);
        }
        if (isNew)
            m_path.erase(place);
        else
            place->second = before;
    }

    [[nodiscard]] double coverOf(TreeBranch branch) const
    {
        return branch.isLeaf() ? leafCover(m_forest, m_tree, branch) : m_covers[branch.split()];
    }

    // phi = v (z - r) * integral of the product over the others of t z + (1 - t) r, from 0 to 1.
    void addLeafValues(TreeBranch leaf)
    {
        const Quadrature &rule = ruleFor((m_path.size() + 1) / 2);
        std::vector<double> products(rule.points.size(), 1.0);
        const auto factor = [&](const PathFeature &feature, std::size_t q) {
            return (feature.met ? rule.points[q] : 0.0) + (1.0 - rule.points[q]) * feature.share;
        };
        for (std::size_t q = 0; q < products.size(); ++q)
            for (const auto &[feature, state] : m_path)
                products[q] *= factor(state, q);
        const double cover = leafCover(m_forest, m_tree, leaf);
        for (const auto &[feature, state] : m_path) {
            double integral = 0.0;
            for (std::size_t q = 0; q < products.size(); ++q)
                integral += rule.weights[q] * products[q] / factor(state, q);
            const double weight = ((state.met ? 1.0 : 0.0) - state.share) * integral;
            forEachWeight(m_forest, m_tree, leaf, [&, at = feature](std::uint32_t code, double samples) {
                const std::size_t place = (code - m_firstClass) * m_row.size() + at;
                if (code >= m_firstClass && place < m_values.size())
                    m_values[place] += weight * samples / cover;
            });
        }
    }

    const Quadrature &ruleFor(std::size_t points)
    {
        const auto [place, isNew] = m_rules.try_emplace(points);
        if (isNew)
            place->second = gaussLegendre(points);
        return place->second;
    }

    static constexpr std::size_t leavesBetweenChecks = 4096;

    const ForestView &m_forest;
    const DecisionTree &m_tree;
    std::span<const double> m_covers;
    const std::size_t m_firstClass;
    const Progress &m_progress;
    std::size_t m_leaves = 0;
    bool m_stopped = false;
    std::span<const float> m_row;
    std::span<double> m_values;
    std::map<std::uint32_t, PathFeature> m_path;
    std::map<std::size_t, Quadrature> m_rules;
};

} // namespace

void addPlainShap(const PlainTree &tree, std::span<const float> row, std::span<double> values,
                  std::size_t firstClass, const Progress &progress)
{
    PlainShap(tree, firstClass, progress).add(row, values);
}

} // namespace genrelens
