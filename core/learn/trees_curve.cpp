#include "core/learn/trees_curve.h"

#include "core/base/parallel.h"
#include "core/learn/model_support.h"

#include <mutex>

namespace genrelens
{

namespace
{

constexpr std::size_t blockRows = 512; // each tree is fetched into the cache once a block

// Counts by tree, of the trees up to it. Whole numbers, so that the order of adding does not matter.
struct Counts {
    explicit Counts(std::size_t trees) : right(trees, 0), judged(trees, 0) {}
    std::vector<std::size_t> right;
    std::vector<std::size_t> judged;
};

// The votes of one row so far, and the class that leads: the first of equals. Sums only grow, so only a class
// that was added to can take the lead.
class Votes
{
public:
    Votes(double *sums, std::int32_t truth) : m_sums(sums), m_truth(truth) {}

    void add(const ForestView &forest, const DecisionTree &tree, TreeBranch leaf)
    {
        double total = 0.0;
        forEachWeight(forest, tree, leaf, [&](std::uint32_t, double weight) { total += weight; });
        forEachWeight(forest, tree, leaf, [&](std::uint32_t code, double weight) {
            m_sums[code] += weight / total;
            if (m_sums[code] > m_sums[m_leader] || (m_sums[code] == m_sums[m_leader] && code < m_leader))
                m_leader = code;
        });
        m_judged = true;
    }
    [[nodiscard]] bool isJudged() const { return m_judged; }
    [[nodiscard]] bool isRight() const { return m_judged && static_cast<std::int32_t>(m_leader) == m_truth; }

private:
    double *m_sums; // one a class
    std::int32_t m_truth;
    std::uint32_t m_leader = 0;
    bool m_judged = false;
};

Counts countsOf(const RandomForest &forest, const TrainingData &data, std::size_t begin, std::size_t end,
                const Progress &progress)
{
    Counts counts(forest.treeCount());
    std::vector<double> sums((end - begin) * forest.classCount(), 0.0);
    std::vector<Votes> votes;
    for (std::size_t i = begin; i < end; ++i)
        votes.emplace_back(sums.data() + (i - begin) * forest.classCount(),
                           data.labels.codes()[data.rows[i]]);
    std::vector<TreeBranch> leaves(end - begin);
    for (std::size_t t = 0; t < forest.treeCount() && !progress.cancelled(); ++t) {
        findLeaves(forest.tree(t), data.features, std::span(data.rows).subspan(begin, end - begin), leaves);
        for (std::size_t i = begin; i < end; ++i) {
            Votes &vote = votes[i - begin];
            if (!forest.inBag(t, i))
                vote.add(forest.view(), forest.tree(t), leaves[i - begin]);
            counts.judged[t] += vote.isJudged() ? 1 : 0;
            counts.right[t] += vote.isRight() ? 1 : 0;
        }
    }
    return counts;
}

Result<void> checkForest(const RandomForest &forest, const TrainingData &data)
{
    if (!forest.hasOutOfBag())
        return RandomForest::noOutOfBag();
    return checkQuery(data.features, data.rows, forest.featureCount());
}

} // namespace

Result<std::vector<TreesPoint>> outOfBagCurve(const RandomForest &forest, const TrainingData &data,
                                              Progress &progress)
{
    if (Result<void> checked = checkForest(forest, data); !checked)
        return checked.error();
    Counts all(forest.treeCount());
    std::mutex mutex; // of `all`
    ProgressCounter counter(progress, (data.rows.size() + blockRows - 1) / blockRows, "Asking tree by tree");
    parallelBlocks(data.rows.size(), blockRows, [&](std::size_t begin, std::size_t end) {
        if (counter.cancelled())
            return;
        const Counts counts = countsOf(forest, data, begin, end, progress);
        const std::lock_guard lock(mutex);
        for (std::size_t t = 0; t < forest.treeCount(); ++t) {
            all.right[t] += counts.right[t];
            all.judged[t] += counts.judged[t];
        }
        counter.advance();
    });
    if (progress.cancelled())
        return Error::cancelled();
    std::vector<TreesPoint> points;
    for (std::size_t t = 0; t < forest.treeCount(); ++t)
        if (all.judged[t] > 0)
            points.push_back({t + 1, all.judged[t],
                              static_cast<double>(all.right[t]) / static_cast<double>(all.judged[t])});
    return points;
}

} // namespace genrelens
