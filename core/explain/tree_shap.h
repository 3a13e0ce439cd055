#pragma once

#include "core/explain/shap_tree.h"

#include <cstddef>
#include <memory>
#include <span>
#include <vector>

namespace genrelens
{

/// The fast engine: SHAP values of many rows in one tree, all classes at once, at a cost that does not grow
/// with the depth of a leaf. Shapley weights are integrals over [0, 1] of products over the features of a
/// path (Yu et al. 2022, Linear TreeSHAP), and Gauss-Legendre quadrature makes them exact sums.
///
/// With z = 1 while a row meets all that a path asks of feature k, else 0, r the product of the shares at the
/// splits by k, and t the points, each path has the products Q(t) of (t + (1-t) r) / r over the features that
/// are met and of 1 - t over the others. A leaf's value times its share of the samples times Q is summed
/// upwards as H(t), by class; where an edge changes r from a to b or z to 0, its feature gains
///     sum over t of w (a - b) / ((t + (1-t) a) (t + (1-t) b)) H(t)   where the row goes the edge's way,
///     sum over t of -w / ((1-t) (t + (1-t) a)) H(t)                  where it does so no more,
/// and nothing where it did not before. Rows are lanes, so that all this is a scalar of the tree.

/// Splits on a path that any engine takes: they call themselves for each, and a thread's stack has an end.
inline constexpr std::size_t shapMostDepth = 1'000;

/// Whether a tree is for this one: there are at most 64 features on a path, which is not too long for the
/// many points of more than 16, and no leaf is next to never reached.
bool takesTreeShap(const ShapTree &tree);

/// Rows that are walked together, and a multiple of the lanes.
inline constexpr std::size_t treeShapRows = 64;

/// Memory that a walk needs and the next can use again.
class TreeShapSpace
{
public:
    TreeShapSpace();
    ~TreeShapSpace();
    TreeShapSpace(const TreeShapSpace &) = delete;
    TreeShapSpace &operator=(const TreeShapSpace &) = delete;

    /// At least so many bytes, aligned for all lanes.
    std::byte *bytes(std::size_t count);

private:
    struct Memory;
    std::unique_ptr<Memory> m_memory;
};

/// Sums by class, feature and row: that of class c (from the tree's first), feature f and row i is
/// at[(c * features + f) * stride + i].
struct ShapSums {
    double *at = nullptr;
    std::size_t features = 0;
    std::size_t stride = 0;
};

/// Adds the values of up to treeShapRows rows. rows: pointers to their features.
void addTreeShap(const ShapTree &tree, std::span<const float *const> rows, const ShapSums &sums,
                 TreeShapSpace &space);
/// The same computed in double, which is what tests of the method compare, and for extreme trees.
void addTreeShapInDouble(const ShapTree &tree, std::span<const float *const> rows, const ShapSums &sums,
                         TreeShapSpace &space);

} // namespace genrelens
