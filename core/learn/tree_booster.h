#pragma once

#include "core/base/progress.h"
#include "core/learn/boosted_trees.h"

#include <cstdint>
#include <memory>
#include <span>
#include <vector>

namespace genrelens
{

/// One tree with a value at each leaf. An inner node sends a row on to `next` when its value is below the
/// threshold, else to the node after that.
struct BoostedTree {
    struct Node {
        float value = 0.0F; ///< the threshold; of a leaf the answer
        std::uint16_t feature = 0;
        std::uint16_t isLeaf = 0;
        std::uint32_t next = 0;
    };
    std::vector<Node> nodes; ///< the root first

    [[nodiscard]] float answer(const float *row) const
    {
        const Node *node = nodes.data();
        while (!node->isLeaf)
            node = nodes.data() + node->next + (row[node->feature] < node->value ? 0 : 1);
        return node->value;
    }
};

/// xgboost's trees: the training rows sorted into bins once, then tree after tree for given derivatives.
class TreeBooster
{
public:
    /// Sorts the training rows into bins.
    static Result<TreeBooster> make(const TrainingData &data, const BoostedTreesOptions &options,
                                    Progress &progress);

    /// Grows the tree that lowers a loss with these first and second derivatives, one of each a training row,
    /// most; its values are shrunk by the learning rate. May be called from several threads at once.
    [[nodiscard]] Result<BoostedTree> grow(std::span<const float> first, std::span<const float> second,
                                           std::uint64_t seed) const;

private:
    TreeBooster(std::shared_ptr<void> bins, const BoostedTreesOptions &options)
        : m_bins(std::move(bins))
        , m_options(options)
    {
    }

    std::shared_ptr<void> m_bins; // xgboost's DMatrix
    BoostedTreesOptions m_options;
};

} // namespace genrelens
