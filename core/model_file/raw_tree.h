#pragma once

#include "core/base/result.h"
#include "core/learn/decision_tree.h"
#include "core/learn/tree_builder.h"

#include <cstddef>
#include <cstdint>
#include <vector>

namespace genrelens
{

/// A tree as a file tells it: one entry a node in each list, and the leaves' counts.
struct RawTree {
    /// The samples in one leaf: a stretch of shares.
    struct Leaf {
        std::int32_t node = 0;
        std::size_t first = 0;
        std::size_t count = 0;
    };
    std::vector<std::int32_t> feature;
    std::vector<double> threshold;
    std::vector<std::int32_t> left; ///< -1 in a leaf, as right
    std::vector<std::int32_t> right;
    std::vector<double> cover; ///< may be empty: it follows from the leaves
    std::vector<Leaf> leaves;  ///< in any order
    std::vector<ClassWeight> shares;

    void clear();
};

/// The tree, with the covers of the file: a leaf whose counts have another sum, such as shares, is scaled to
/// its cover. largestFeature becomes that of this tree where it is larger. Errors, without a place: lists of
/// different lengths, children that are no nodes or do not come after their parent, nodes that are nobody's
/// child or two parents', leaves without samples, covers that are not the sums of those below them.
Result<DecisionTree> treeOf(RawTree &raw, std::size_t &largestFeature);

} // namespace genrelens
