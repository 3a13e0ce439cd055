#pragma once

#include "core/learn/decision_tree.h"
#include "core/prepare/features.h"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <span>
#include <vector>

namespace genrelens
{

/// The trees of a forest and what their leaves mean.
struct ForestView {
    std::span<const DecisionTree> trees;
    std::size_t classes = 0;
    std::span<const double> classWeights; ///< empty: all 1
};

/// Calls visit(class, weight) for each class of a leaf, classes rising, weights as the class weights have
/// them.
template <typename Visit>
void forEachWeight(const ForestView &forest, const DecisionTree &tree, TreeBranch leaf, const Visit &visit)
{
    if (!tree.realWeights.empty()) {
        tree.forEachRealShare(leaf, [&](std::uint32_t code, double weight) {
            visit(code, forest.classWeights.empty() ? weight : weight * forest.classWeights[code]);
        });
        return;
    }
    tree.forEachShare(leaf, [&](std::uint32_t code, std::uint32_t weight) {
        visit(code, forest.classWeights.empty() ? weight : weight * forest.classWeights[code]);
    });
}

/// The leaf of one tree for each of the rows, found for several rows at a time, which hides how long memory
/// takes.
void findLeaves(const DecisionTree &tree, const Features &features, std::span<const std::uint32_t> rows,
                std::span<TreeBranch> leaves);

/// Weight of the samples in a leaf (its cover), as the class weights have them.
double leafCover(const ForestView &forest, const DecisionTree &tree, TreeBranch leaf);

/// The same of the samples that reached each split: summed up from the leaves, or as the tree's file has it.
std::vector<double> splitCovers(const ForestView &forest, const DecisionTree &tree);

/// Adds the class shares of a leaf (its weights by class over their sum) to sums, one a class.
void addLeaf(const ForestView &forest, const DecisionTree &tree, TreeBranch leaf, double *sums);

} // namespace genrelens
