// Compiled once for each instruction set, by tree_shap.cpp, so no #pragma once: Highway tells by a toggle.
#if defined(GENRELENS_SHAP_WALK) == defined(HWY_TARGET_TOGGLE)
#ifdef GENRELENS_SHAP_WALK
#undef GENRELENS_SHAP_WALK
#else
#define GENRELENS_SHAP_WALK
#endif

#include "core/explain/gauss_legendre.h"
#include "core/explain/tree_shap.h"

#include <hwy/highway.h>

#include <algorithm>
#include <array>
#include <bit>
#include <utility>
#include <vector>

HWY_BEFORE_NAMESPACE();
namespace genrelens::HWY_NAMESPACE
{

namespace hn = hwy::HWY_NAMESPACE;

// The quadrature in the walk's scalar.
template <typename T, std::size_t points, std::size_t held>
struct Rule {
    alignas(64) T t[held];
    alignas(64) T u[held]; // 1 - t
    alignas(64) T w[held];
    alignas(64) T minusWOverU[held]; // -w / u

    Rule()
    {
        const Quadrature rule = gaussLegendre(points);
        for (std::size_t q = 0; q < held; ++q) {
            const std::size_t from = std::min(q, points - 1); // beyond are any numbers
            t[q] = static_cast<T>(rule.points[from]);
            u[q] = static_cast<T>(1.0 - rule.points[from]);
            w[q] = static_cast<T>(rule.weights[from]);
            minusWOverU[q] = static_cast<T>(-rule.weights[from] / (1.0 - rule.points[from]));
        }
    }
};

// A walk through a tree with up to treeShapRows rows in lanes; see tree_shap.h for what is computed.
template <typename T, std::size_t points>
class Walk
{
public:
    Walk(const ShapTree &tree, std::size_t part, std::span<const float *const> rows, std::byte *memory)
        : m_tree(tree)
        , m_part(part)
        , m_groups((rows.size() + group - 1) / group)
        , m_classes(classesOf(tree, part))
        , m_shares(tree.features.size(), T(1))
        , m_factors(tree.features.size())
        , m_alive(tree.features.size())
    {
        T *next = reinterpret_cast<T *>(memory);
        const auto take = [&](std::size_t lists) {
            return std::exchange(next, next + lists * m_groups * group);
        };
        m_values = take(tree.features.size());
        m_paths = take((tree.depth + 1) * pathLists);
        m_gains = take(tree.features.size() * m_classes);
        m_free = take(sumsHeld(tree) * (m_classes * points + 1));
        for (std::size_t f = 0; f < tree.features.size(); ++f)
            for (std::size_t i = 0; i < m_groups * group; ++i)
                m_values[f * m_groups * group + i] =
                    static_cast<T>(rows[std::min(i, rows.size() - 1)][tree.features[f]]);
        std::fill_n(m_paths, pathLists * m_groups * group, T(1));
        std::fill_n(m_gains, tree.features.size() * m_classes * m_groups * group, T(0));
        for (std::size_t f = 0; f < tree.features.size(); ++f) {
            m_alive[f] = m_paths + aliveAt;
            std::fill_n(m_factors[f].at, pointsHeld, T(1));
        }
    }

    static std::size_t bytes(const ShapTree &tree, std::size_t part)
    {
        const std::size_t classes = classesOf(tree, part);
        const std::size_t lists = tree.features.size() * (1 + classes) + (tree.depth + 1) * pathLists +
                                  sumsHeld(tree) * (classes * points + 1);
        return lists * treeShapRows * sizeof(T);
    }

    // Up to the last one that occurs.
    static std::size_t classesOf(const ShapTree &tree, std::size_t part)
    {
        return static_cast<std::size_t>(std::bit_width(tree.splits.front().classes[part]));
    }

    HWY_ATTR void run() { visit(0, 0, takeSums()); }

    [[nodiscard]] T gain(std::size_t slot, std::size_t classCode, std::size_t row) const
    {
        return m_gains[((slot * m_groups + row / group) * m_classes + classCode) * group + row % group];
    }

private:
    // Rows come in groups, a multiple of the lanes of any instruction set, and all of a group lies together.
    static constexpr std::size_t group = 16;
    using Tag = hn::CappedTag<T, group>;
    using Vector = hn::Vec<Tag>;
    using Mask = hn::Mask<Tag>;
    // Filled up to whole vectors, so that all points are computed at once.
    static constexpr std::size_t pointsHeld = (points + 7) / 8 * 8;
    using PointTag = hn::CappedTag<T, 8>;
    struct alignas(64) Points {
        T at[pointsHeld];
        T operator[](std::size_t q) const { return at[q]; }
    };

    // What an edge does to a row that goes its way, and to one that did so until here and does no more.
    struct Edge {
        Points metPath;
        Points lostPath;
        Points metGain;
        Points lostGain;
    };

    // A path's products by point, and whether a row meets all that it asks of its last feature.
    static constexpr std::size_t pathLists = points + 1;
    static constexpr std::size_t aliveAt = points * group;
    // Sums are held while the smaller side of a split is walked.
    static std::size_t sumsHeld(const ShapTree &tree) { return std::bit_width(tree.leaves.size()) + 2; }

    [[nodiscard]] T *path(std::size_t depth) const { return m_paths + depth * pathLists * m_groups * group; }
    [[nodiscard]] std::size_t sumsOfGroup() const { return (m_classes * points + 1) * group; }
    T *takeSums() { return std::exchange(m_free, m_free + m_groups * sumsOfGroup()); }
    void giveSumsBack() { m_free -= m_groups * sumsOfGroup(); }

    // Fills sums (group, class, point, row) for the classes below the split.
    HWY_ATTR void visit(std::uint32_t at, std::size_t depth, T *sums)
    {
        const ShapSplit &split = m_tree.splits[at];
        const std::uint32_t slot = split.slot;
        const T share = m_shares[slot];
        const Points factor = m_factors[slot];
        const T *alive = m_alive[slot];
        std::uint64_t filled = 0;
        for (std::size_t turn = 0; turn < 2; ++turn) {
            const std::size_t side = turn ^ split.larger;
            const ShapBranch &branch = split.branches[side];
            const ShapLeaf *leaf = branch.isLeaf != 0 ? &m_tree.leaves[branch.index] : nullptr;
            const std::uint64_t below = leaf != nullptr ? 0 : m_tree.splits[branch.index].classes[m_part];
            if (leaf != nullptr ? leaf->part != m_part : below == 0)
                continue;
            Edge edge;
            Points within;
            measure(share, static_cast<T>(branch.share), factor, edge, within);
            if (leaf != nullptr) {
                filled |= addLeaf({split, side, alive, path(depth)}, edge, *leaf, sums, filled);
                continue;
            }
            enter({split, side, alive, path(depth)}, edge, path(depth + 1));
            m_shares[slot] = share * static_cast<T>(branch.share);
            m_factors[slot] = within;
            m_alive[slot] = path(depth + 1) + aliveAt;
            T *found = filled == 0 ? sums : takeSums();
            visit(branch.index, depth + 1, found);
            m_shares[slot] = share;
            m_factors[slot] = factor;
            m_alive[slot] = alive;
            addGains({split, side, alive, nullptr}, edge, below, found, sums, filled);
            filled |= below;
            if (found != sums)
                giveSumsBack();
        }
    }

    // within: 1 / (t + (1-t) r) for the r beyond the edge; factor: before it.
    HWY_ATTR HWY_INLINE void measure(T share, T branchShare, const Points &factor, Edge &edge,
                                     Points &within) const
    {
        const PointTag d;
        const T shareWithin = share * branchShare;
        const auto one = hn::Set(d, T(1));
        const auto inverse = hn::Set(d, T(1) / branchShare);
        for (std::size_t q = 0; q < pointsHeld; q += hn::Lanes(d)) {
            const auto u = hn::Load(d, m_rule.u + q);
            const auto inside = hn::MulAdd(u, hn::Set(d, shareWithin), hn::Load(d, m_rule.t + q));
            const auto outer = hn::Load(d, factor.at + q);
            const auto inner = hn::Div(one, inside);
            hn::Store(inner, d, within.at + q);
            hn::Store(hn::Mul(hn::Mul(outer, inside), inverse), d, edge.metPath.at + q);
            hn::Store(hn::Mul(hn::Mul(u, outer), hn::Set(d, share)), d, edge.lostPath.at + q);
            const auto both = hn::Mul(hn::Mul(outer, inner), hn::Load(d, m_rule.w + q));
            hn::Store(hn::Mul(both, hn::Set(d, share - shareWithin)), d, edge.metGain.at + q);
            hn::Store(hn::Mul(outer, hn::Load(d, m_rule.minusWOverU + q)), d, edge.lostGain.at + q);
        }
    }

    // Where an edge leaves from.
    struct Start {
        const ShapSplit &split;
        std::size_t side;
        const T *alive;
        const T *path;
    };

    struct States {
        Mask met;
        Mask lost;
    };

    // Of the rows of group g from its i-th on.
    HWY_ATTR HWY_INLINE States statesOf(const Start &start, std::size_t g, std::size_t i) const
    {
        const Tag d;
        const Vector values = hn::Load(d, m_values + (start.split.slot * m_groups + g) * group + i);
        const Mask left = hn::Le(values, hn::Set(d, static_cast<T>(start.split.threshold)));
        const Mask alive = hn::Gt(hn::Load(d, start.alive + g * pathLists * group + i), hn::Zero(d));
        const Mask stays = hn::And(alive, left);
        const Mask goes = hn::AndNot(left, alive);
        return start.side == 0 ? States{stays, goes} : States{goes, stays};
    }

    HWY_ATTR void enter(const Start &start, const Edge &edge, T *inner) const
    {
        const Tag d;
        for (std::size_t g = 0; g < m_groups; ++g)
            for (std::size_t i = 0; i < group; i += hn::Lanes(d)) {
                const States states = statesOf(start, g, i);
                const T *HWY_RESTRICT from = start.path + g * pathLists * group + i;
                T *HWY_RESTRICT to = inner + g * pathLists * group + i;
                for (std::size_t q = 0; q < points; ++q) {
                    const Vector before = hn::Load(d, from + q * group);
                    const Vector met = hn::Mul(before, hn::Set(d, edge.metPath[q]));
                    const Vector lost = hn::Mul(before, hn::Set(d, edge.lostPath[q]));
                    hn::Store(hn::IfThenElse(states.met, met, hn::IfThenElse(states.lost, lost, before)), d,
                              to + q * group);
                }
                hn::Store(hn::IfThenElseZero(states.met, hn::Set(d, T(1))), d, to + aliveAt);
            }
    }

    // What the edge to a leaf brings its feature, and what the leaf adds to the sums of the split. Returns
    // the leaf's classes.
    HWY_ATTR std::uint64_t addLeaf(const Start &start, const Edge &edge, const ShapLeaf &leaf, T *sums,
                                   std::uint64_t filled)
    {
        std::uint64_t classes = 0;
        for (std::uint32_t s = leaf.first; s < leaf.first + leaf.count; ++s) {
            const ShapShare &share = m_tree.shares[s];
            classes |= std::uint64_t(1) << share.classCode;
            if ((filled >> share.classCode & 1U) != 0)
                addShare<true>(start, edge, share, sums);
            else
                addShare<false>(start, edge, share, sums);
        }
        return classes;
    }

    template <bool isFilled>
    HWY_ATTR HWY_INLINE void addShare(const Start &start, const Edge &edge, const ShapShare &share,
                                      T *sums) const
    {
        const Tag d;
        const PointTag dq;
        const auto value = static_cast<T>(share.value);
        Edge scaled; // paths times the value, gains times the paths' too: of what comes before the edge
        for (std::size_t q = 0; q < pointsHeld; q += hn::Lanes(dq)) {
            const auto times = hn::Set(dq, value);
            const auto met = hn::Mul(hn::Load(dq, edge.metPath.at + q), times);
            const auto lost = hn::Mul(hn::Load(dq, edge.lostPath.at + q), times);
            hn::Store(met, dq, scaled.metPath.at + q);
            hn::Store(lost, dq, scaled.lostPath.at + q);
            hn::Store(hn::Mul(hn::Load(dq, edge.metGain.at + q), met), dq, scaled.metGain.at + q);
            hn::Store(hn::Mul(hn::Load(dq, edge.lostGain.at + q), lost), dq, scaled.lostGain.at + q);
        }
        for (std::size_t g = 0; g < m_groups; ++g)
            for (std::size_t i = 0; i < group; i += hn::Lanes(d)) {
                const States states = statesOf(start, g, i);
                const T *HWY_RESTRICT path = start.path + g * pathLists * group + i;
                T *HWY_RESTRICT into = sums + g * sumsOfGroup() + share.classCode * points * group + i;
                Vector metGain = hn::Zero(d);
                Vector lostGain = hn::Zero(d);
                for (std::size_t q = 0; q < points; ++q) {
                    const Vector before = hn::Load(d, path + q * group);
                    metGain = hn::MulAdd(before, hn::Set(d, scaled.metGain[q]), metGain);
                    lostGain = hn::MulAdd(before, hn::Set(d, scaled.lostGain[q]), lostGain);
                    Vector now = hn::Mul(before, hn::Set(d, value));
                    now = hn::IfThenElse(states.met, hn::Mul(before, hn::Set(d, scaled.metPath[q])), now);
                    now = hn::IfThenElse(states.lost, hn::Mul(before, hn::Set(d, scaled.lostPath[q])), now);
                    hn::Store(isFilled ? hn::Add(now, hn::Load(d, into + q * group)) : now, d,
                              into + q * group);
                }
                const Vector gained =
                    hn::IfThenElse(states.met, metGain, hn::IfThenElseZero(states.lost, lostGain));
                T *gains = gainsOf(start.split.slot, g) + share.classCode * group + i;
                hn::Store(hn::Add(hn::Load(d, gains), gained), d, gains);
            }
    }

    [[nodiscard]] T *gainsOf(std::size_t slot, std::size_t g) const
    {
        return m_gains + (slot * m_groups + g) * m_classes * group;
    }

    // What an edge brings its feature; and, when found is not sums already, adds the one to the other.
    HWY_ATTR void addGains(const Start &start, const Edge &edge, std::uint64_t classes, const T *found,
                           T *sums, std::uint64_t filled) const
    {
        const Tag d;
        for (std::size_t g = 0; g < m_groups; ++g)
            for (std::size_t i = 0; i < group; i += hn::Lanes(d)) {
                const States states = statesOf(start, g, i);
                std::array<Vector, points> gains;
                for (std::size_t q = 0; q < points; ++q)
                    gains[q] = hn::IfThenElse(states.met, hn::Set(d, edge.metGain[q]),
                                              hn::IfThenElseZero(states.lost, hn::Set(d, edge.lostGain[q])));
                const std::size_t at = g * sumsOfGroup() + i;
                T *gained = gainsOf(start.split.slot, g) + i;
                if (found == sums) {
                    addGains<Merging::None>(gains, classes, found + at, nullptr, gained);
                } else {
                    addGains<Merging::Add>(gains, classes & filled, found + at, sums + at, gained);
                    addGains<Merging::Copy>(gains, classes & ~filled, found + at, sums + at, gained);
                }
            }
    }

    enum class Merging { None, Copy, Add };

    template <Merging merging>
    HWY_ATTR HWY_INLINE void addGains(const std::array<Vector, points> &gains, std::uint64_t classes,
                                      const T *found, T *sums, T *gained) const
    {
        const Tag d;
        for (; classes != 0; classes &= classes - 1) {
            const auto c = static_cast<std::size_t>(std::countr_zero(classes));
            const T *HWY_RESTRICT from = found + c * points * group;
            T *HWY_RESTRICT into = sums + c * points * group;
            Vector even = hn::Load(d, gained + c * group);
            Vector odd = hn::Zero(d);
            for (std::size_t q = 0; q < points; ++q) {
                const Vector here = hn::Load(d, from + q * group);
                if (q % 2 == 0)
                    even = hn::MulAdd(gains[q], here, even);
                else
                    odd = hn::MulAdd(gains[q], here, odd);
                if (merging == Merging::Copy)
                    hn::Store(here, d, into + q * group);
                if (merging == Merging::Add)
                    hn::Store(hn::Add(here, hn::Load(d, into + q * group)), d, into + q * group);
            }
            hn::Store(hn::Add(even, odd), d, gained + c * group);
        }
    }

    const ShapTree &m_tree;
    const std::size_t m_part;
    const std::size_t m_groups; // the last one filled up with its last row
    const std::size_t m_classes;
    const Rule<T, points, pointsHeld> m_rule;
    T *m_values;                    // slot, group, row
    T *m_paths;                     // depth, group, point or whether it is met, row
    T *m_gains;                     // slot, group, class, row
    T *m_free;                      // sums (group, class, point, row) that nobody holds
    std::vector<T> m_shares;        // of each slot on the path: r
    std::vector<Points> m_factors;  // likewise: 1 / (t + (1 - t) r)
    std::vector<const T *> m_alive; // likewise: 1 for rows that meet all, else 0
};

} // namespace genrelens::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#endif
