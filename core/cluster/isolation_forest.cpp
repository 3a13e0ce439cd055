#include "core/cluster/isolation_forest.h"

#include "core/base/random.h"
#include "core/cluster/labelled_rows.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <numeric>
#include <span>
#include <unordered_set>
#include <utility>

namespace genrelens
{

namespace
{

constexpr std::size_t rowsAtOnce = 1024; // between two questions whether to go on
constexpr double growing = 0.1;          // of the whole
constexpr std::string_view stage = "Isolating tracks";

/// A split, or a leaf: then `left` is 0, which is no child of any node, and path is the depth that rows end
/// at, with what their number there would add to it.
struct IsolationNode {
    std::uint32_t feature = 0;
    float threshold = 0.0F; // rows up to it go left
    std::uint32_t left = 0; // the right child is the one after it
    float path = 0.0F;
};

using IsolationTree = std::vector<IsolationNode>;

// So many of 0..count-1, each as likely as any other (Floyd's way).
std::vector<std::uint32_t> sampleOf(std::size_t count, std::size_t wanted, Random &random)
{
    std::vector<std::uint32_t> picked;
    std::unordered_set<std::uint32_t> taken;
    for (std::size_t top = count - wanted; top < count; ++top) {
        const std::uint32_t drawn = random.below(static_cast<std::uint32_t>(top + 1));
        const std::uint32_t row = taken.contains(drawn) ? static_cast<std::uint32_t>(top) : drawn;
        taken.insert(row);
        picked.push_back(row);
    }
    return picked;
}

/// Grows one tree over its sample.
class TreeGrower
{
public:
    TreeGrower(const Features &features, std::vector<std::uint32_t> rows, Random &random)
        : m_features(features)
        , m_random(random)
        , m_rows(std::move(rows))
        , m_deepest(
              static_cast<int>(std::bit_width(std::max<std::size_t>(m_rows.size(), 2) - 1))) // ceil(log2)
        , m_order(features.columns())
    {
        std::iota(m_order.begin(), m_order.end(), std::uint32_t(0));
    }

    IsolationTree grow()
    {
        m_tree.emplace_back();
        growNode(0, m_rows, 0);
        return std::move(m_tree);
    }

private:
    struct Cut {
        std::uint32_t feature = 0;
        float threshold = 0.0F;
        bool found = false;
    };

    void growNode(std::size_t node, std::span<std::uint32_t> rows, int depth)
    {
        const Cut cut = depth < m_deepest && rows.size() > 1 ? drawCut(rows) : Cut{};
        if (!cut.found) {
            m_tree[node].path = static_cast<float>(depth + meanPathLength(rows.size()));
            return;
        }
        const auto middle = std::partition(rows.begin(), rows.end(), [&](std::uint32_t row) {
            return m_features.row(row)[cut.feature] <= cut.threshold;
        });
        const auto below = static_cast<std::size_t>(middle - rows.begin());
        const std::size_t left = m_tree.size();
        m_tree[node] = {cut.feature, cut.threshold, static_cast<std::uint32_t>(left), 0.0F};
        m_tree.resize(left + 2);
        growNode(left, rows.first(below), depth + 1);
        growNode(left + 1, rows.subspan(below), depth + 1);
    }

    // The first feature of a random order that differs among the rows, and a value of its range: never the
    // highest, so that rows go both ways.
    Cut drawCut(std::span<const std::uint32_t> rows)
    {
        for (std::size_t left = m_order.size(); left > 0; --left) {
            const std::uint32_t drawn = m_random.below(static_cast<std::uint32_t>(left));
            std::swap(m_order[drawn], m_order[left - 1]);
            const std::uint32_t feature = m_order[left - 1];
            float low = m_features.row(rows.front())[feature];
            float high = low;
            for (const std::uint32_t row : rows) {
                low = std::min(low, m_features.row(row)[feature]);
                high = std::max(high, m_features.row(row)[feature]);
            }
            if (!(low < high))
                continue;
            const double range = static_cast<double>(high) - static_cast<double>(low);
            const auto value = static_cast<float>(static_cast<double>(low) + m_random.uniform() * range);
            return {feature, value >= low && value < high ? value : low, true}; // rounded, or not finite
        }
        return {};
    }

    const Features &m_features;
    Random &m_random;
    std::vector<std::uint32_t> m_rows;
    int m_deepest;
    std::vector<std::uint32_t> m_order; // of the features, as it was left by the cut before
    IsolationTree m_tree;
};

double pathOf(const IsolationTree &tree, std::span<const float> values)
{
    const IsolationNode *node = tree.data();
    while (node->left != 0)
        node = tree.data() + node->left + (values[node->feature] <= node->threshold ? 0 : 1);
    return static_cast<double>(node->path);
}

// Tree by tree, so that one stays in the cache, and in their order, so that sums are the same.
void scoreRows(const Features &features, const std::vector<IsolationTree> &trees, double usual,
               std::size_t begin, std::size_t end, std::vector<double> &scores)
{
    for (const IsolationTree &tree : trees)
        for (std::size_t row = begin; row < end; ++row)
            scores[row] += pathOf(tree, features.row(row));
    for (std::size_t row = begin; row < end; ++row)
        scores[row] = std::exp2(-scores[row] / static_cast<double>(trees.size()) / usual);
}

} // namespace

double meanPathLength(std::size_t values)
{
    if (values < 2)
        return 0.0;
    double harmonic = 0.0;
    for (std::size_t i = values - 1; i > 0; --i) // from the smallest
        harmonic += 1.0 / static_cast<double>(i);
    const auto n = static_cast<double>(values);
    return 2.0 * harmonic - 2.0 * (n - 1.0) / n;
}

Result<std::vector<double>> isolationScores(const Features &features, const IsolationForestOptions &options,
                                            Progress &progress)
{
    if (options.trees == 0 || options.sampleRows < 2)
        return Error{"an isolation forest needs a tree and two tracks for it", {}, {}, ErrorKind::Usage};
    const std::size_t sample = std::min(options.sampleRows, features.rows());
    if (sample < 2)
        return std::vector<double>(features.rows(), 0.5); // there is nothing to be told from
    std::vector<IsolationTree> trees(options.trees);
    SubProgress first(progress, 0.0, growing);
    ProgressCounter grown(first, options.trees, stage);
    parallelFor(options.trees, [&](std::size_t tree) {
        if (grown.cancelled())
            return;
        Random random(options.seed, RandomPurpose::Isolation, tree);
        std::vector<std::uint32_t> rows = sampleOf(features.rows(), sample, random);
        trees[tree] = TreeGrower(features, std::move(rows), random).grow();
        grown.advance();
    });
    if (progress.cancelled())
        return Error::cancelled();
    std::vector<double> scores(features.rows(), 0.0);
    SubProgress second(progress, growing, 1.0);
    const double usual = meanPathLength(sample);
    if (!overBlocks(features.rows(), rowsAtOnce, stage, second, [&](std::size_t begin, std::size_t end) {
            scoreRows(features, trees, usual, begin, end, scores);
        }))
        return Error::cancelled();
    return scores;
}

} // namespace genrelens
