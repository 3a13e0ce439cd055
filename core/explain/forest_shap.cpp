#include "core/explain/forest_shap.h"

#include "core/base/parallel.h"
#include "core/explain/plain_shap.h"
#include "core/learn/model_support.h"

#include <algorithm>
#include <vector>

namespace genrelens
{

namespace
{

constexpr std::size_t rowsOfBatch = 16;

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

} // namespace

Result<ShapValues> explainForest(const RandomForest &forest, const Features &features,
                                 std::span<const std::uint32_t> rows, Progress &progress,
                                 const ShapWatcher &watcher)
{
    if (Result<void> checked = checkQuery(features, rows, forest.featureCount()); !checked)
        return checked.error();
    if (rows.empty())
        return Error{"there are no tracks to explain", "SHAP", {}};
    const ForestView view = forest.view();
    std::vector<std::vector<double>> covers;
    for (const DecisionTree &tree : view.trees)
        covers.push_back(splitCovers(view, tree));
    const std::size_t width = view.classes * features.columns();
    ShapTable table(rows.size(), features.columns(), baseValuesOf(view));
    for (std::size_t begin = 0; begin < rows.size(); begin += rowsOfBatch) {
        const std::size_t count = std::min(rowsOfBatch, rows.size() - begin);
        std::vector<double> values(count * width, 0.0);
        std::vector<double> outputs(count * view.classes, 0.0);
        parallelFor(count, [&](std::size_t i) {
            const std::span<const float> row = features.row(rows[begin + i]);
            for (std::size_t t = 0; t < view.trees.size() && !progress.cancelled(); ++t) {
                addPlainShap(view, view.trees[t], covers[t], row,
                             std::span(values).subspan(i * width, width));
                addLeaf(view, view.trees[t], view.trees[t].leafOf(row), outputs.data() + i * view.classes);
            }
        });
        if (progress.cancelled())
            return Error::cancelled();
        for (double &value : values)
            value /= static_cast<double>(view.trees.size());
        for (double &value : outputs)
            value /= static_cast<double>(view.trees.size());
        table.append(values, outputs);
        progress.report(static_cast<double>(begin + count) / static_cast<double>(rows.size()),
                        "Explaining tracks");
        if (watcher)
            watcher(table.shown());
    }
    return table.shown();
}

} // namespace genrelens
