#include "core/explain/forest_shap.h"

#include "core/base/parallel.h"
#include "core/base/text.h"
#include "core/explain/plain_shap.h"
#include "core/explain/tree_shap.h"
#include "core/learn/model_support.h"

#include <algorithm>
#include <atomic>
#include <cmath>
#include <vector>

namespace genrelens
{

namespace
{

constexpr std::size_t firstBatch =
    64; // rows: something to show soon, then larger ones, which take less time a row
constexpr std::size_t largestBatch = 512;
constexpr std::size_t treeTasks = 32; // sums that are added up in their order, whatever the threads
constexpr double mostBytes = 1024.0 * 1024.0 * 1024.0;         // of all values
constexpr std::size_t mostBytesOfBatch = std::size_t(1) << 28; // of its sums

// The mean over the trees of what all the samples in a tree's leaves say.
std::vector<double> baseValuesOf(const ForestView &forest)
{
    std::vector<double> base(forest.classes, 0.0);
    for (const DecisionTree &tree : forest.trees) {
        std::vector<double> sums(forest.classes, 0.0);
        double total = 0.0;
        const auto add = [&](TreeBranch leaf) {
            forEachWeight(forest, tree, leaf, [&](std::uint32_t code, double weight) {
                sums[code] += weight;
                total += weight;
            });
        };
        if (tree.root.isLeaf())
            add(tree.root);
        for (const TreeSplit &split : tree.splits)
            for (const TreeBranch branch : split.branches)
                if (branch.isLeaf())
                    add(branch);
        for (std::size_t c = 0; c < sums.size(); ++c)
            base[c] += sums[c] / total / static_cast<double>(forest.trees.size());
    }
    return base;
}

// Rows that are explained together, for the classes first..first+count-1.
struct Batch {
    std::span<const float *const> rows;
    std::size_t features = 0;
    std::size_t firstClass = 0;
    std::size_t classes = 0;

    [[nodiscard]] std::size_t values() const { return classes * features * rows.size(); }
};

// As addTreeShap(), for a tree that it does not take.
void addPlainly(const ForestView &forest, const DecisionTree &tree, const Batch &batch,
                const Progress &progress, std::span<double> sums)
{
    const std::vector<double> covers = splitCovers(forest, tree);
    std::vector<double> values(batch.classes * batch.features);
    for (std::size_t i = 0; i < batch.rows.size() && !progress.cancelled(); ++i) {
        std::fill(values.begin(), values.end(), 0.0);
        addPlainShap({forest, tree, covers}, {batch.rows[i], batch.features}, values, batch.firstClass,
                     progress);
        for (std::size_t at = 0; at < values.size(); ++at)
            sums[at * batch.rows.size() + i] += values[at];
    }
}

// Adds one tree's values to sums: class, feature, row. The tree's depth, where it is too deep.
std::size_t addTree(const ForestView &forest, const DecisionTree &tree, const Batch &batch,
                    const Progress &progress, std::span<double> sums)
{
    thread_local TreeShapSpace space;
    const ShapTree walked = shapTreeOf(forest, tree, batch.firstClass);
    if (walked.depth > shapMostDepth)
        return walked.depth;
    if (!takesTreeShap(walked)) {
        addPlainly(forest, tree, batch, progress, sums);
        return 0;
    }
    for (std::size_t begin = 0; begin < batch.rows.size() && !progress.cancelled(); begin += treeShapRows) {
        const std::size_t count = std::min(treeShapRows, batch.rows.size() - begin);
        addTreeShap(walked, batch.rows.subspan(begin, count),
                    {sums.data() + begin, batch.features, batch.rows.size()}, space);
    }
    return 0;
}

Error tooDeep(std::size_t depth)
{
    return {"a tree is " + grouped(depth) + " splits deep, and SHAP values are found to a depth of " +
                grouped(shapMostDepth),
            "SHAP", "Limit the depth of the trees."};
}

// The trees' mean, for the classes of the batch: class, feature, row. Trees are dealt to tasks, each with
// sums of its own, so many that all of them have room.
Result<void> explainBatch(const ForestView &forest, const Batch &batch, Progress &progress,
                          std::span<double> values)
{
    const std::size_t trees = forest.trees.size();
    const std::size_t room = std::max<std::size_t>(1, mostBytesOfBatch / (batch.values() * sizeof(double)));
    const std::size_t tasks = std::min({treeTasks, trees, room});
    std::vector<std::vector<double>> sums(tasks);
    ProgressCounter counter(progress, trees, "Explaining tracks");
    std::atomic<std::size_t> depth = 0;
    parallelFor(tasks, [&](std::size_t task) {
        sums[task].assign(batch.values(), 0.0);
        for (std::size_t t = trees * task / tasks; t < trees * (task + 1) / tasks; ++t) {
            if (counter.cancelled() || depth > 0)
                return;
            if (const std::size_t deep = addTree(forest, forest.trees[t], batch, progress, sums[task]))
                depth = deep;
            counter.advance();
        }
    });
    if (depth > 0)
        return tooDeep(depth);
    if (progress.cancelled())
        return Error::cancelled();
    for (std::size_t i = 0; i < values.size(); ++i) {
        double sum = 0.0;
        for (const std::vector<double> &part : sums)
            sum += part[i];
        values[i] = sum / static_cast<double>(trees);
        if (!std::isfinite(values[i]))
            return Error{"the weights of a tree's leaves are beyond what numbers hold", "SHAP",
                         "Weigh its samples less."};
    }
    return {};
}

Result<void> checkSize(std::size_t rows, std::size_t classes, std::size_t features)
{
    const double bytes = static_cast<double>(rows) * static_cast<double>(classes) *
                         static_cast<double>(features) * sizeof(float);
    if (rows == 0)
        return Error{"there are no tracks to explain", "SHAP", {}};
    if (bytes > mostBytes)
        return Error{counted(rows, "track") + " over " + grouped(classes) + " classes" +
                         " have more SHAP values than there is room for",
                     "SHAP", "Explain fewer tracks."};
    return {};
}

// Rows that are explained at a time: as many as their values have room for.
std::size_t rowsOfBatch(std::size_t wanted, std::size_t classes, std::size_t features)
{
    const std::size_t room = mostBytesOfBatch / (classes * features * sizeof(double));
    return std::max<std::size_t>(1, std::min(wanted, room));
}

} // namespace

Result<ShapValues> explainForest(const RandomForest &forest, const Features &features,
                                 std::span<const std::uint32_t> rows, Progress &progress,
                                 const ShapWatcher &watcher, const ShapValues &known)
{
    for (const Result<void> &checked : {checkQuery(features, rows, forest.featureCount()),
                                        checkSize(rows.size(), forest.classCount(), features.columns())})
        if (!checked)
            return checked.error();
    const ForestView view = forest.view();
    const std::size_t columns = features.columns();
    ShapTable table = known.rows() > 0 ? ShapTable(rows.size(), known.first(rows.size()))
                                       : ShapTable(rows.size(), columns, baseValuesOf(view));
    const auto share = [&](double done) { return done / static_cast<double>(rows.size()); };
    std::size_t size = rowsOfBatch(firstBatch, view.classes, columns);
    for (std::size_t begin = table.shown().rows(); begin < rows.size();) {
        const std::span<const std::uint32_t> some = rows.subspan(begin, std::min(size, rows.size() - begin));
        std::vector<const float *> pointers;
        for (const std::uint32_t row : some)
            pointers.push_back(features.row(row).data());
        std::vector<double> values(view.classes * columns * some.size());
        for (std::size_t first = 0; first < view.classes; first += ShapTree::mostClasses) {
            const std::size_t classes = std::min(ShapTree::mostClasses, view.classes - first);
            const auto at = [&](std::size_t before) {
                return share(static_cast<double>(begin) +
                             static_cast<double>(some.size() * before) / static_cast<double>(view.classes));
            };
            const Batch batch{pointers, columns, first, classes};
            SubProgress part(progress, at(first), at(first + classes));
            if (Result<void> explained =
                    explainBatch(view, batch, part,
                                 std::span(values).subspan(first * columns * some.size(), batch.values()));
                !explained)
                return explained.error();
        }
        const Result<Probabilities> outputs = forest.probabilities(features, some, Progress::none());
        if (!outputs)
            return outputs.error();
        table.append(values, outputs.value().values);
        begin += some.size();
        size = rowsOfBatch(largestBatch, view.classes, columns);
        if (watcher)
            watcher(table.shown());
    }
    return table.shown();
}

} // namespace genrelens
