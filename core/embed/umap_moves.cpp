#include "core/embed/umap_moves.h"

#include "core/embed/umap_curve.h"

#include <algorithm>
#include <vector>

// This file is compiled once for each instruction set: the oldest, AVX2 and AVX-512.
#undef HWY_DISABLED_TARGETS
#define HWY_DISABLED_TARGETS (HWY_SSSE3 | HWY_SSE4 | HWY_AVX3_DL)
#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "core/embed/umap_moves.cpp"
#include <hwy/foreach_target.h>
// After foreach_target.h, as it demands.
#include <hwy/highway.h>

#include "core/embed/umap_math.h"

HWY_BEFORE_NAMESPACE();
namespace genrelens::HWY_NAMESPACE
{

using Floats = hn::ScalableTag<float>;
using Numbers = hn::ScalableTag<std::uint32_t>;
using Pairs = hn::ScalableTag<std::uint64_t>;
using V = hn::Vec<Floats>;
using VU = hn::Vec<Numbers>;
using VP = hn::Vec<Pairs>;

// Points in lanes.
struct Places {
    V x;
    V y;
};

// The edges that are drawn in this epoch, of points of a stretch, those with most of them first.
struct Drawn {
    std::vector<std::uint32_t> ends;
    std::vector<std::uint32_t> begins;
    std::vector<std::uint32_t> counts;
    std::vector<std::uint32_t> order;
    std::vector<std::uint32_t> sortedBegins;
    std::vector<std::uint32_t> sortedCounts;
    std::vector<std::uint32_t> slots;
};

// An edge is drawn when epoch * rate passes a whole number, that is when its last addition overflowed.
HWY_ATTR void drawEdges(const UmapMoves &moves, std::size_t begin, std::size_t end, Drawn &drawn)
{
    const Numbers d;
    const std::size_t lanes = hn::Lanes(d);
    const std::size_t points = end - begin;
    drawn.ends.resize(moves.begins[end] - moves.begins[begin] + 2 * lanes);
    drawn.begins.resize(points);
    drawn.counts.resize(points);
    const VU epoch = hn::Set(d, moves.epoch);
    std::size_t used = 0;
    for (std::size_t i = 0; i < points; ++i) {
        drawn.begins[i] = static_cast<std::uint32_t>(used);
        const std::size_t last = moves.begins[begin + i + 1];
        for (std::size_t e = moves.begins[begin + i]; e < last; e += lanes) {
            const VU rate = hn::LoadU(d, moves.rates + e);
            const auto isDrawn = hn::And(hn::Lt(hn::Mul(rate, epoch), rate), hn::FirstN(d, last - e));
            used += hn::CompressStore(hn::LoadU(d, moves.ends + e), isDrawn, d, drawn.ends.data() + used);
        }
        drawn.counts[i] = static_cast<std::uint32_t>(used - drawn.begins[i]);
    }
}

// Sorts the points by how many edges they have, so that lanes end together. Fills up to whole vectors with
// points without edges.
HWY_ATTR void sortByCount(Drawn &drawn)
{
    const std::size_t lanes = hn::Lanes(Numbers());
    const std::size_t points = drawn.counts.size();
    const std::uint32_t most = *std::max_element(drawn.counts.begin(), drawn.counts.end());
    drawn.slots.assign(most + 2, 0);
    for (const std::uint32_t count : drawn.counts)
        ++drawn.slots[most - count + 1];
    for (std::size_t i = 1; i < drawn.slots.size(); ++i)
        drawn.slots[i] += drawn.slots[i - 1];
    const std::size_t filled = (points + lanes - 1) / lanes * lanes;
    drawn.order.assign(filled, 0);
    drawn.sortedBegins.assign(filled, 0);
    drawn.sortedCounts.assign(filled, 0);
    for (std::size_t i = 0; i < points; ++i) {
        const std::uint32_t slot = drawn.slots[most - drawn.counts[i]]++;
        drawn.order[slot] = static_cast<std::uint32_t>(i);
        drawn.sortedBegins[slot] = drawn.begins[i];
        drawn.sortedCounts[slot] = drawn.counts[i];
    }
}

#if HWY_TARGET == HWY_SCALAR

HWY_ATTR HWY_INLINE Places placesOf(const MapPoint *points, VU numbers)
{
    const MapPoint &point = points[hn::GetLane(numbers)];
    return {hn::Set(Floats(), point.x), hn::Set(Floats(), point.y)};
}

HWY_ATTR HWY_INLINE Places drawnPlaces(const MapPoint *points, std::uint32_t count, VU random)
{
    const std::uint64_t scaled = static_cast<std::uint64_t>(hn::GetLane(random)) * count;
    return placesOf(points, hn::Set(Numbers(), static_cast<std::uint32_t>(scaled >> 32)));
}

#else

// A point is 8 bytes: fetched as one number each, those of even and odd lanes apart.
HWY_ATTR HWY_INLINE Places placesOf(const MapPoint *points, VP evenLanes, VP oddLanes)
{
    const Pairs d;
    const hn::RebindToSigned<Pairs> di;
    const Floats df;
    const auto *base = reinterpret_cast<const std::uint64_t *>(points);
    const VP even = hn::GatherIndex(d, base, hn::BitCast(di, evenLanes));
    const VP odd = hn::GatherIndex(d, base, hn::BitCast(di, oddLanes));
    return {hn::OddEven(hn::BitCast(df, hn::ShiftLeft<32>(odd)), hn::BitCast(df, even)),
            hn::OddEven(hn::BitCast(df, odd), hn::BitCast(df, hn::ShiftRight<32>(even)))};
}

HWY_ATTR HWY_INLINE Places placesOf(const MapPoint *points, VU numbers)
{
    const Pairs d;
    const VP both = hn::BitCast(d, numbers);
    return placesOf(points, hn::And(both, hn::Set(d, 0xffffffffU)), hn::ShiftRight<32>(both));
}

// Of the points random * count / 2^32.
HWY_ATTR HWY_INLINE Places drawnPlaces(const MapPoint *points, std::uint32_t count, VU random)
{
    const Numbers d;
    const Pairs dp;
    const VU counts = hn::Set(d, count);
    const VU odds = hn::BitCast(d, hn::ShiftRight<32>(hn::BitCast(dp, random)));
    return placesOf(points, hn::ShiftRight<32>(hn::MulEven(random, counts)),
                    hn::ShiftRight<32>(hn::MulEven(odds, counts)));
}

#endif

// Moves the points of one vector.
class Mover
{
public:
    HWY_ATTR explicit Mover(const UmapMoves &moves) : m_moves(moves) {}

    // First along the edges of others, which pull at their ends, then along the own ones, each of which
    // pulls and then pushes others away: in this order a point ends where it is kept apart.
    HWY_ATTR void run(std::size_t begin, const Drawn &drawn, std::size_t slot, MapPoint *moved) const
    {
        const Numbers d;
        const VU first = hn::Set(d, static_cast<std::uint32_t>(begin));
        const VU numbers = hn::Add(hn::LoadU(d, drawn.order.data() + slot), first);
        Places at = placesOf(m_moves.own, numbers);
        if (m_moves.pullsFromEnds)
            goAlong(at, drawn, slot, [&](Places &next, const Places &end) { pull(next, end); });
        VU random = mixed(hn::Add(hn::Mul(numbers, hn::Set(d, 0x9e3779b1U)), hn::Set(d, m_moves.key)));
        goAlong(at, drawn, slot, [&](Places &next, const Places &end) {
            pull(next, end);
            push(next, random);
        });
        put(at, drawn, slot, moved);
    }

private:
    // Calls move(point, end) for the drawn edges of all lanes, one after the other.
    template <class Move>
    HWY_ATTR HWY_INLINE void goAlong(Places &at, const Drawn &drawn, std::size_t slot, const Move &move) const
    {
        const Numbers d;
        const Floats df;
        const hn::RebindToSigned<Numbers> di;
        const VU begins = hn::LoadU(d, drawn.sortedBegins.data() + slot);
        const VU counts = hn::LoadU(d, drawn.sortedCounts.data() + slot);
        const std::uint32_t steps = drawn.sortedCounts[slot];
        for (std::uint32_t step = 0; step < steps; ++step) {
            const VU now = hn::Set(d, step);
            const auto isOn = hn::Lt(now, counts);
            const VU edge = hn::IfThenElseZero(isOn, hn::Add(begins, now));
            const VU ends = hn::GatherIndex(d, drawn.ends.data(), hn::BitCast(di, edge));
            Places next = at;
            move(next, placesOf(m_moves.points, ends));
            at.x = hn::IfThenElse(hn::RebindMask(df, isOn), next.x, at.x);
            at.y = hn::IfThenElse(hn::RebindMask(df, isOn), next.y, at.y);
        }
    }

    // Murmur's last steps.
    HWY_ATTR static VU mixed(VU x)
    {
        const Numbers d;
        x = hn::Mul(hn::Xor(x, hn::ShiftRight<16>(x)), hn::Set(d, 0x85ebca6bU));
        x = hn::Mul(hn::Xor(x, hn::ShiftRight<13>(x)), hn::Set(d, 0xc2b2ae35U));
        return hn::Or(hn::Xor(x, hn::ShiftRight<16>(x)), hn::Set(d, 1U));
    }

    // Marsaglia's xorshift.
    HWY_ATTR static HWY_INLINE VU nextOf(VU x)
    {
        x = hn::Xor(x, hn::ShiftLeft<13>(x));
        x = hn::Xor(x, hn::ShiftRight<17>(x));
        return hn::Xor(x, hn::ShiftLeft<5>(x));
    }

    HWY_ATTR HWY_INLINE V moveBy(V coefficient, V apart) const
    {
        const Floats d;
        const V most = hn::Set(d, 4.0F);
        const V force = hn::Mul(coefficient, apart);
        return hn::Mul(hn::Min(hn::Max(force, hn::Neg(most)), most), hn::Set(d, m_moves.learningRate));
    }

    HWY_ATTR HWY_INLINE void pull(Places &at, const Places &end) const
    {
        const Floats d;
        const V dx = hn::Sub(at.x, end.x);
        const V dy = hn::Sub(at.y, end.y);
        const V squared = hn::Max(hn::Add(hn::Mul(dx, dx), hn::Mul(dy, dy)), hn::Set(d, 1e-12F));
        const V power = powCoarse(d, squared, hn::Set(d, m_moves.b));
        const V below = hn::Mul(squared, hn::Add(hn::Mul(power, hn::Set(d, m_moves.a)), hn::Set(d, 1.0F)));
        const V coefficient = hn::Div(hn::Mul(power, hn::Set(d, -2.0F * m_moves.a * m_moves.b)), below);
        at.x = hn::Add(at.x, moveBy(coefficient, dx));
        at.y = hn::Add(at.y, moveBy(coefficient, dy));
    }

    HWY_ATTR HWY_INLINE void push(Places &at, VU &random) const
    {
        const Floats d;
        V x = hn::Zero(d);
        V y = hn::Zero(d);
        for (int i = 0; i < m_moves.negatives; ++i) {
            random = nextOf(random);
            const Places other = drawnPlaces(m_moves.points, m_moves.count, random);
            const V dx = hn::Sub(at.x, other.x);
            const V dy = hn::Sub(at.y, other.y);
            const V squared = hn::Max(hn::Add(hn::Mul(dx, dx), hn::Mul(dy, dy)), hn::Set(d, 1e-12F));
            const V power = powCoarse(d, squared, hn::Set(d, m_moves.b));
            const V below = hn::Mul(hn::Add(squared, hn::Set(d, 0.001F)),
                                    hn::Add(hn::Mul(power, hn::Set(d, m_moves.a)), hn::Set(d, 1.0F)));
            const V coefficient = hn::Div(hn::Set(d, 2.0F * m_moves.b * m_moves.repulsion), below);
            x = hn::Add(x, moveBy(coefficient, dx));
            y = hn::Add(y, moveBy(coefficient, dy));
        }
        at.x = hn::Add(at.x, x);
        at.y = hn::Add(at.y, y);
    }

    HWY_ATTR static void put(const Places &at, const Drawn &drawn, std::size_t slot, MapPoint *moved)
    {
        const Floats d;
        HWY_ALIGN float x[hn::MaxLanes(Floats())];
        HWY_ALIGN float y[hn::MaxLanes(Floats())];
        hn::Store(at.x, d, x);
        hn::Store(at.y, d, y);
        const std::size_t lanes = std::min(hn::Lanes(d), drawn.counts.size() - slot);
        for (std::size_t lane = 0; lane < lanes; ++lane)
            moved[drawn.order[slot + lane]] = {x[lane], y[lane]};
    }

    const UmapMoves &m_moves;
};

HWY_ATTR void movePoints(const UmapMoves &moves, std::size_t begin, std::size_t end, MapPoint *moved)
{
    thread_local Drawn drawn;
    drawEdges(moves, begin, end, drawn);
    sortByCount(drawn);
    const Mover mover(moves);
    for (std::size_t slot = 0; slot < drawn.counts.size(); slot += hn::Lanes(Floats()))
        mover.run(begin, drawn, slot, moved);
}

} // namespace genrelens::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace genrelens
{

namespace
{

HWY_EXPORT(movePoints);

} // namespace

UmapMoves umapMoves(const UmapOptions &options)
{
    const UmapCurve curve = umapCurve(options.minDist, options.spread);
    UmapMoves moves;
    moves.a = static_cast<float>(curve.a);
    moves.b = static_cast<float>(curve.b);
    moves.repulsion = static_cast<float>(options.repulsion);
    moves.negatives = options.negatives;
    return moves;
}

std::uint32_t umapRate(float weight, float largest)
{
    const double share = static_cast<double>(weight) / static_cast<double>(largest);
    return static_cast<std::uint32_t>(std::min(share * 0x1.0p32, 4294967295.0));
}

std::uint32_t umapKey(std::uint64_t seed, RandomPurpose purpose, int epoch)
{
    return static_cast<std::uint32_t>(Random(seed, purpose, static_cast<std::uint64_t>(epoch)).next() >> 32);
}

void moveUmapPoints(const UmapMoves &moves, std::size_t begin, std::size_t end, MapPoint *moved)
{
    if (begin < end)
        HWY_DYNAMIC_DISPATCH(movePoints)(moves, begin, end, moved);
}

} // namespace genrelens
#endif
