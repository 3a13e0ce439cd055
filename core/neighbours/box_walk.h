// Compiled once for each instruction set, by box_search.cpp, so no #pragma once: Highway tells by a toggle.
#if defined(GENRELENS_BOX_WALK) == defined(HWY_TARGET_TOGGLE)
#ifdef GENRELENS_BOX_WALK
#undef GENRELENS_BOX_WALK
#else
#define GENRELENS_BOX_WALK
#endif

#include "core/neighbours/box_search_state.h"

#include <hwy/highway.h>

#include <algorithm>
#include <bit>
#include <limits>

HWY_BEFORE_NAMESPACE();
namespace genrelens::HWY_NAMESPACE
{

namespace hn = hwy::HWY_NAMESPACE;

// A walk from one row to all leaves that may hold neighbours of it.
template <BoxDistance distance>
class BoxWalk
{
public:
    BoxWalk(BoxSearchState &state, std::size_t place)
        : m_state(state)
        , m_tree(state.tree)
        , m_columns(state.tree.columns())
        , m_row(state.tree.values(place).data())
    {
        state.start(place);
    }

    HWY_ATTR void run()
    {
        // The leaves around, far enough for a first limit.
        const auto own = static_cast<std::uint32_t>(m_tree.leafOf(m_state.place));
        std::size_t level = 0;
        BoxTree::Group around = m_tree.leavesAround(own, level);
        while (level + 1 < m_tree.levels() && rowsIn(around) < 2 * m_state.k + 2)
            around = m_tree.leavesAround(own, ++level);
        visit(own);
        for (std::uint32_t leaf = around.first; leaf < around.first + around.count; ++leaf)
            if (leaf != own)
                visit(leaf);
        if (m_state.count >= m_state.k)
            m_state.tighten();
        gather();
        m_state.orderWaiting();
        for (const BoxSearchState::Waiting &next : m_state.waiting)
            if (next.distance <= m_state.limit)
                visitGroup(next.group, around);
        m_state.finish();
    }

private:
    static constexpr std::size_t lanes = BoxTree::lanes;
    using Tag = hn::CappedTag<float, lanes>;
    using Vector = hn::Vec<Tag>;

    static HWY_INLINE Vector added(Vector sum, Vector apart)
    {
        if constexpr (distance == BoxDistance::Squares)
            return hn::MulAdd(apart, apart, sum);
        else
            return hn::Add(sum, hn::Abs(apart));
    }

    // Over the features; two sums, neither of which waits for the other.
    template <typename Apart>
    HWY_INLINE Vector summed(const Apart &apart) const
    {
        Vector even = hn::Zero(Tag());
        Vector odd = hn::Zero(Tag());
        std::size_t m = 0;
        for (; m + 1 < m_columns; m += 2) {
            even = added(even, apart(m));
            odd = added(odd, apart(m + 1));
        }
        if (m < m_columns)
            even = added(even, apart(m));
        return hn::Add(even, odd);
    }

    // The lanes whose sums are within the limits, as bits from lane `at`.
    static HWY_INLINE std::uint32_t bitsWithin(Vector sums, Vector limits, std::size_t at)
    {
        const Tag tag;
        alignas(8) std::uint8_t bytes[8] = {};
        hn::StoreMaskBits(tag, hn::Le(sums, limits), bytes);
        return (static_cast<std::uint32_t>(bytes[0]) | static_cast<std::uint32_t>(bytes[1]) << 8U) << at;
    }

    static std::uint32_t firstBits(std::size_t count) { return (1U << count) - 1U; }

    [[nodiscard]] std::size_t rowsIn(const BoxTree::Group &leaves) const
    {
        const BoxTree::Leaf &last = m_tree.leaves()[leaves.first + leaves.count - 1];
        return last.begin + last.count - m_tree.leaves()[leaves.first].begin;
    }

    // Finds the groups of leaves that are near enough.
    HWY_ATTR void gather()
    {
        m_state.waiting.assign(1, {0.0F, 0});
        alignas(64) float distances[lanes];
        for (std::size_t level = m_tree.levels() - 1; level > 0; --level) {
            std::swap(m_state.waiting, m_state.ordered);
            m_state.waiting.clear();
            m_state.looks += m_state.ordered.size();
            for (const BoxSearchState::Waiting &above : m_state.ordered) {
                const BoxTree::Group &group = m_tree.groups(level)[above.group];
                std::uint32_t bits =
                    boxesWithin(m_tree.boxes(level, above.group), distances) & firstBits(group.count);
                for (; bits != 0; bits &= bits - 1) {
                    const auto lane = static_cast<std::uint32_t>(std::countr_zero(bits));
                    m_state.waiting.push_back({distances[lane], group.first + lane});
                }
            }
        }
    }

    // Looks at the leaves of a group that are near enough, but for those that were looked at.
    HWY_ATTR void visitGroup(std::uint32_t number, const BoxTree::Group &seen)
    {
        const BoxTree::Group &group = m_tree.groups(0)[number];
        if (group.first - seen.first < seen.count)
            return;
        ++m_state.looks;
        alignas(64) float distances[lanes];
        std::uint32_t bits = boxesWithin(m_tree.boxes(0, number), distances) & firstBits(group.count);
        for (; bits != 0; bits &= bits - 1) {
            const auto lane = static_cast<std::uint32_t>(std::countr_zero(bits));
            if (distances[lane] <= m_state.limit)
                visit(group.first + lane);
        }
    }

    // Boxes in lanes that are within the limit.
    HWY_ATTR std::uint32_t boxesWithin(const float *boxes, float *distances) const
    {
        const Tag tag;
        const Vector zero = hn::Zero(tag);
        const Vector limit = hn::Set(tag, m_state.limit);
        std::uint32_t bits = 0;
        for (std::size_t at = 0; at < lanes; at += hn::Lanes(tag)) {
            const auto outside = [&](std::size_t m) HWY_ATTR {
                const Vector x = hn::Set(tag, m_row[m]);
                const Vector below = hn::Sub(hn::Load(tag, boxes + m * lanes + at), x);
                const Vector above = hn::Sub(x, hn::Load(tag, boxes + (m + m_columns) * lanes + at));
                return hn::Max(hn::Max(below, above), zero);
            };
            const Vector sum = summed(outside);
            hn::Store(sum, tag, distances + at);
            bits |= bitsWithin(sum, limit, at);
        }
        return bits;
    }

    HWY_ATTR void visit(std::uint32_t number)
    {
        const BoxTree::Leaf &leaf = m_tree.leaves()[number];
        if (leaf.lowestRow > m_state.lastTwin)
            return;
        ++m_state.looks;
        alignas(64) float distances[lanes];
        std::uint32_t found = rowsWithin(m_tree.tile(number), distances);
        if (m_state.place - leaf.begin < leaf.count)
            found &= ~(1U << (m_state.place - leaf.begin));
        if (found == 0)
            return;
        std::size_t count = m_state.count;
        for (; found != 0; found &= found - 1) {
            const auto lane = static_cast<std::uint32_t>(std::countr_zero(found));
            m_state.candidates[count++] = BoxSearchState::candidateOf(distances[lane], leaf.begin + lane);
        }
        m_state.count = count;
        if (count >= m_state.room)
            m_state.tighten();
    }

    // Rows of a tile that are within the limit.
    HWY_ATTR std::uint32_t rowsWithin(const float *tile, float *distances) const
    {
        const Tag tag;
        const Vector limit = hn::Set(tag, m_state.limit);
        std::uint32_t bits = 0;
        for (std::size_t at = 0; at < lanes; at += hn::Lanes(tag)) {
            const auto apart = [&](std::size_t m) HWY_ATTR {
                return hn::Sub(hn::Load(tag, tile + m * lanes + at), hn::Set(tag, m_row[m]));
            };
            const Vector sum = summed(apart);
            hn::Store(sum, tag, distances + at);
            bits |= bitsWithin(sum, limit, at);
        }
        return bits;
    }

    BoxSearchState &m_state;
    const BoxTree &m_tree;
    std::size_t m_columns;
    const float *m_row;
};

HWY_ATTR void searchBySquares(BoxSearchState &state, std::size_t place)
{
    BoxWalk<BoxDistance::Squares>(state, place).run();
}

HWY_ATTR void searchByAbsolutes(BoxSearchState &state, std::size_t place)
{
    BoxWalk<BoxDistance::Absolutes>(state, place).run();
}

} // namespace genrelens::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();
#endif
