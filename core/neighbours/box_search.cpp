#include "core/neighbours/box_search.h"

// This file is compiled once for each instruction set: the oldest, AVX2 and AVX-512.
#undef HWY_DISABLED_TARGETS
#define HWY_DISABLED_TARGETS (HWY_SSSE3 | HWY_SSE4 | HWY_AVX3_DL)
#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "core/neighbours/box_search.cpp"
#include <hwy/foreach_target.h>
// After foreach_target.h, as it demands.
#include <hwy/highway.h>

#include "core/neighbours/box_walk.h"

#if HWY_ONCE
namespace genrelens
{

namespace
{

HWY_EXPORT(searchBySquares);
HWY_EXPORT(searchByAbsolutes);

} // namespace

std::span<const Neighbour> BoxSearch::nearest(std::size_t place)
{
    if (m_state.distance == BoxDistance::Squares)
        HWY_DYNAMIC_DISPATCH(searchBySquares)(m_state, place);
    else
        HWY_DYNAMIC_DISPATCH(searchByAbsolutes)(m_state, place);
    return m_state.nearest;
}

} // namespace genrelens
#endif
