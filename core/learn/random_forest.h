#pragma once

#include "core/learn/classifier.h"
#include "core/learn/decision_tree.h"
#include "core/learn/forest_options.h"
#include "core/learn/forest_prediction.h"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <vector>

namespace genrelens
{

/// A random forest (Breiman 2001) of classification trees. Its probabilities are the mean over the trees of
/// the class shares in the leaf a row falls into. Same seed, same forest, whatever the threads.
class RandomForest final : public Classifier
{
public:
    static Result<std::shared_ptr<const RandomForest>>
    train(const TrainingData &data, const ForestOptions &options, Progress &progress);

    /// A forest that was grown elsewhere, of trees whose features are below columns and whose classes are
    /// below classes. It knows neither importances (all 0) nor rows that it learned from. Errors: nothing of
    /// one of the three, more than there is room for.
    static Result<std::shared_ptr<const RandomForest>> fromTrees(std::vector<DecisionTree> trees,
                                                                 std::size_t columns, std::size_t classes);

    [[nodiscard]] Result<Probabilities> probabilities(const Features &features,
                                                      std::span<const std::uint32_t> rows,
                                                      Progress &progress) const override;

    /// For each training row (data must be what the forest was trained on), the mean over only those trees
    /// that did not see it; all NaN for a row that every tree saw. An error where every tree
    /// sees all rows.
    [[nodiscard]] Result<Probabilities> outOfBagProbabilities(const TrainingData &data,
                                                              Progress &progress) const
    {
        return outOfBagProbabilities(data, 0, data.rows.size(), progress);
    }
    /// The same of the rows at the places begin..end-1 in data.rows.
    [[nodiscard]] Result<Probabilities> outOfBagProbabilities(const TrainingData &data, std::size_t begin,
                                                              std::size_t end, Progress &progress) const;

    /// Mean decrease in impurity by feature (each tree's normalized first), summing to 1; all 0 when no tree
    /// split.
    [[nodiscard]] const std::vector<double> &importances() const { return m_importances; }

    [[nodiscard]] std::size_t treeCount() const { return m_trees.size(); }
    [[nodiscard]] std::size_t nodeCount() const; ///< over all trees, leaves included
    [[nodiscard]] std::size_t classCount() const { return m_classes; }
    [[nodiscard]] std::size_t featureCount() const { return m_columns; }
    /// What its trees count a sample of each class for; empty: all 1.
    [[nodiscard]] const std::vector<double> &classWeights() const { return m_classWeights; }
    [[nodiscard]] const DecisionTree &tree(std::size_t i) const { return m_trees[i]; }
    /// The trees and what their leaves mean; valid as long as the forest.
    [[nodiscard]] ForestView view() const { return {m_trees, m_classes, m_classWeights}; }
    /// Whether there are trees that did not see all rows, which inBag() and outOfBagProbabilities() need.
    [[nodiscard]] bool hasOutOfBag() const { return !m_inBag.empty(); }
    static Error noOutOfBag(); ///< what is said where there are none
    /// Whether tree i learned from the training row at this place in TrainingData::rows.
    [[nodiscard]] bool inBag(std::size_t tree, std::size_t place) const
    {
        return (m_inBag[tree][place / 64] >> (place % 64) & 1U) != 0;
    }

private:
    RandomForest() = default;

    std::vector<DecisionTree> m_trees;
    std::vector<std::vector<std::uint64_t>>
        m_inBag; // a bit a training row; no words where trees see all rows
    std::vector<double> m_importances;
    std::vector<double> m_classWeights;
    std::size_t m_classes = 0;
    std::size_t m_columns = 0;
    std::size_t m_trainRows = 0;
};

} // namespace genrelens
