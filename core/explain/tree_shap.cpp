#include "core/explain/tree_shap.h"

#include <hwy/aligned_allocator.h>

#include <new>

// This file is compiled once for each instruction set: the oldest, AVX2 and AVX-512.
#undef HWY_DISABLED_TARGETS
#define HWY_DISABLED_TARGETS (HWY_SSSE3 | HWY_SSE4 | HWY_AVX3_DL)
#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "core/explain/tree_shap.cpp"
#include <hwy/foreach_target.h>
// After foreach_target.h, as it demands.
#include <hwy/highway.h>

#include "core/explain/shap_walk.h"

HWY_BEFORE_NAMESPACE();
namespace genrelens::HWY_NAMESPACE
{

template <typename T, std::size_t points>
HWY_ATTR void walkPart(const ShapTree &tree, std::size_t part, std::span<const float *const> rows,
                       const ShapSums &sums, TreeShapSpace &space)
{
    using Walker = Walk<T, points>;
    const std::size_t classes = Walker::classesOf(tree, part);
    if (classes == 0)
        return;
    Walker walk(tree, part, rows, space.bytes(Walker::bytes(tree, part)));
    walk.run();
    for (std::size_t c = 0; c < classes; ++c)
        for (std::size_t f = 0; f < tree.features.size(); ++f) {
            double *to = sums.at + (c * sums.features + tree.features[f]) * sums.stride;
            for (std::size_t i = 0; i < rows.size(); ++i)
                to[i] += static_cast<double>(walk.gain(f, c, i));
        }
}

HWY_ATTR void walkInFloat(const ShapTree &tree, std::span<const float *const> rows, const ShapSums &sums,
                          TreeShapSpace &space)
{
    if (tree.pathFeatures[0] > 8)
        walkPart<float, 6>(tree, 0, rows, sums, space);
    else
        walkPart<float, 4>(tree, 0, rows, sums, space);
    walkPart<float, 8>(tree, 1, rows, sums, space);
}

HWY_ATTR void walkInDouble(const ShapTree &tree, std::span<const float *const> rows, const ShapSums &sums,
                           TreeShapSpace &space)
{
    walkPart<double, 6>(tree, 0, rows, sums, space);
    if (tree.pathFeatures[1] <= 16)
        walkPart<double, 8>(tree, 1, rows, sums, space);
    else
        walkPart<double, 32>(tree, 1, rows, sums, space);
}

} // namespace genrelens::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace genrelens
{

namespace
{

HWY_EXPORT(walkInFloat);
HWY_EXPORT(walkInDouble);

// Of calls: each takes about 1.2 KB of a thread's stack, and with 32 points 3.6 KB.
constexpr std::size_t mostDepthWithMostPoints = 300;
constexpr std::size_t mostPathFeatures = 64; // 32 points
constexpr std::size_t mostPathFeaturesOfFloat = 16;
constexpr double leastReachOfFloat = 1e-20; // products of a path stay far from the ends of float
constexpr double leastReachOfDouble = 1e-100;

} // namespace

struct TreeShapSpace::Memory {
    hwy::AlignedFreeUniquePtr<std::byte[]> bytes;
    std::size_t size = 0;
};

TreeShapSpace::TreeShapSpace() : m_memory(std::make_unique<Memory>())
{
}
TreeShapSpace::~TreeShapSpace() = default;

std::byte *TreeShapSpace::bytes(std::size_t count)
{
    if (count > m_memory->size) {
        m_memory->bytes.reset();
        m_memory->size = 0;
        m_memory->bytes = hwy::AllocateAligned<std::byte>(count);
        if (!m_memory->bytes)
            throw std::bad_alloc();
        m_memory->size = count;
    }
    return m_memory->bytes.get();
}

bool takesTreeShap(const ShapTree &tree)
{
    const std::size_t depth =
        tree.pathFeatures[1] > mostPathFeaturesOfFloat ? mostDepthWithMostPoints : shapMostDepth;
    return tree.depth <= depth && tree.pathFeatures[1] <= mostPathFeatures &&
           tree.leastReach > leastReachOfDouble;
}

void addTreeShap(const ShapTree &tree, std::span<const float *const> rows, const ShapSums &sums,
                 TreeShapSpace &space)
{
    if (tree.splits.empty())
        return;
    if (tree.pathFeatures[1] > mostPathFeaturesOfFloat || !(tree.leastReach > leastReachOfFloat))
        HWY_DYNAMIC_DISPATCH(walkInDouble)(tree, rows, sums, space);
    else
        HWY_DYNAMIC_DISPATCH(walkInFloat)(tree, rows, sums, space);
}

void addTreeShapInDouble(const ShapTree &tree, std::span<const float *const> rows, const ShapSums &sums,
                         TreeShapSpace &space)
{
    if (!tree.splits.empty())
        HWY_DYNAMIC_DISPATCH(walkInDouble)(tree, rows, sums, space);
}

} // namespace genrelens
#endif
