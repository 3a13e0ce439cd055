#include "core/learn/split_search.h"

#include "core/base/simd.h"

#include <algorithm>
#include <array>
#include <bit>
#include <type_traits>
#include <utility>

namespace genrelens
{

namespace
{

constexpr std::size_t lanes = 8;
constexpr std::size_t fewSamples = 24;
constexpr std::size_t tableShare = 4; // entries of a table for each sample that make it worth it
constexpr std::size_t mostTableEntries = std::size_t(1) << 15; // 128 KiB
constexpr std::uint64_t narrowLimit = 46340; // the square of a weight up to this, doubled, fits into 32 bits

template <typename Sum>
[[gnu::always_inline]] inline double scoreOf(Sum leftSquares, Sum rightSquares, Sum leftWeight,
                                             Sum rightWeight)
{
    const auto left = static_cast<double>(leftWeight);
    const auto right = static_cast<double>(rightWeight);
    return (static_cast<double>(leftSquares) * right + static_cast<double>(rightSquares) * left) /
           (left * right);
}

// The scores of cuts, and the largest of them. Right sums of squares follow from sum (T - L)^2 = S - 2 TL +
// LL. Sums wrap around in between, but never in the end; signed ones are quicker to convert.
template <typename Sum>
[[gnu::always_inline]] inline double scoreCuts(const Sum *squares, const Sum *products,
                                               const std::uint32_t *weights, std::size_t count,
                                               Sum nodeSquares, Sum nodeWeight, double *scores)
{
    using Signed = std::make_signed_t<Sum>;
    std::array<double, lanes> best{};
    std::size_t i = 0;
    const auto score = [&](std::size_t at) {
        return scoreOf(static_cast<Signed>(squares[at]),
                       static_cast<Signed>(nodeSquares - 2 * products[at] + squares[at]),
                       static_cast<Signed>(weights[at]), static_cast<Signed>(nodeWeight - weights[at]));
    };
    for (; i + lanes <= count; i += lanes)
        for (std::size_t lane = 0; lane < lanes; ++lane) {
            const double value = score(i + lane);
            scores[i + lane] = value;
            best[lane] = value > best[lane] ? value : best[lane];
        }
    for (; i < count; ++i) {
        scores[i] = score(i);
        best[0] = std::max(best[0], scores[i]);
    }
    return *std::max_element(best.begin(), best.end());
}

GENRELENS_CLONES double scored(const std::uint32_t *squares, const std::uint32_t *products,
                               const std::uint32_t *weights, std::size_t count, std::uint32_t nodeSquares,
                               std::uint32_t nodeWeight, double *scores)
{
    return scoreCuts(squares, products, weights, count, nodeSquares, nodeWeight, scores);
}

GENRELENS_CLONES double scored(const std::uint64_t *squares, const std::uint64_t *products,
                               const std::uint32_t *weights, std::size_t count, std::uint64_t nodeSquares,
                               std::uint64_t nodeWeight, double *scores)
{
    return scoreCuts(squares, products, weights, count, nodeSquares, nodeWeight, scores);
}

// Moves the samples of one rank to the left side: their weights by class to left, whose squares and products
// with the totals are summed up. Returns their weight; the sums mean nothing when that is 0.
template <typename Sum>
[[gnu::always_inline]] inline std::uint32_t passed(const std::uint32_t *rank, const std::uint32_t *totals,
                                                   std::size_t classes, std::uint32_t *left, Sum &squares,
                                                   Sum &products)
{
    std::uint32_t weight = 0;
    for (std::size_t c = 0; c < classes; ++c)
        weight += rank[c];
    if (weight == 0)
        return 0;
    Sum square = 0;
    Sum product = 0;
    for (std::size_t c = 0; c < classes; ++c) {
        const std::uint32_t now = left[c] + rank[c];
        left[c] = now;
        square += Sum(now) * now;
        product += Sum(now) * totals[c];
    }
    squares = square;
    products = product;
    return weight;
}

GENRELENS_CLONES std::uint32_t passRank(const std::uint32_t *rank, const std::uint32_t *totals,
                                        std::size_t classes, std::uint32_t *left, std::uint32_t &squares,
                                        std::uint32_t &products)
{
    return passed(rank, totals, classes, left, squares, products);
}

GENRELENS_CLONES std::uint32_t passRank(const std::uint32_t *rank, const std::uint32_t *totals,
                                        std::size_t classes, std::uint32_t *left, std::uint64_t &squares,
                                        std::uint64_t &products)
{
    return passed(rank, totals, classes, left, squares, products);
}

} // namespace

template <typename Cell>
GiniSearch<Cell>::GiniSearch(std::size_t classes, std::size_t capacity)
    : m_totals((classes + lanes - 1) / lanes * lanes, 0)
    , m_left(m_totals.size(), 0)
    , m_weights(capacity)
    , m_places(capacity)
    , m_scores(capacity)
{
}

template <typename Cell>
void GiniSearch<Cell>::enterNode(const Samples &samples, std::size_t begin, std::size_t end)
{
    for (const std::uint32_t code : m_present)
        m_totals[code] = 0;
    m_present.clear();
    if (end - begin > m_totals.size())
        sumManySamples(samples, begin, end);
    else
        sumFewSamples(samples, begin, end);
    m_weight = 0;
    m_squares = 0;
    for (const std::uint32_t code : m_present) {
        m_weight += m_totals[code];
        m_squares += std::uint64_t(m_totals[code]) * m_totals[code];
    }
}

// Neighbours of one class would wait for each other's sum, hence two tables; m_left is free in between.
template <typename Cell>
void GiniSearch<Cell>::sumManySamples(const Samples &samples, std::size_t begin, std::size_t end)
{
    std::uint32_t *even = m_totals.data();
    std::uint32_t *odd = m_left.data();
    for (std::size_t i = begin; i + 1 < end; i += 2) {
        even[Samples::classOf(samples.label(i))] += Samples::weightOf(samples.label(i));
        odd[Samples::classOf(samples.label(i + 1))] += Samples::weightOf(samples.label(i + 1));
    }
    if ((end - begin) % 2 != 0)
        even[Samples::classOf(samples.label(end - 1))] += Samples::weightOf(samples.label(end - 1));
    for (std::uint32_t code = 0; code < m_totals.size(); ++code) {
        m_totals[code] += std::exchange(m_left[code], 0U);
        if (m_totals[code] > 0)
            m_present.push_back(code);
    }
}

template <typename Cell>
void GiniSearch<Cell>::sumFewSamples(const Samples &samples, std::size_t begin, std::size_t end)
{
    for (std::size_t i = begin; i < end; ++i) {
        const std::uint32_t code = Samples::classOf(samples.label(i));
        if (m_totals[code] == 0)
            m_present.push_back(code);
        m_totals[code] += Samples::weightOf(samples.label(i));
    }
}

template <typename Cell>
double GiniSearch<Cell>::nodeScore() const
{
    return static_cast<double>(m_squares) / static_cast<double>(m_weight);
}

template <typename Cell>
std::optional<Cut> GiniSearch<Cell>::bestCut(const Key *sorted, std::size_t count, std::size_t minLeaf,
                                             double floor)
{
    if (count < 2 * minLeaf)
        return std::nullopt;
    if (count <= fewSamples)
        return searchFew(sorted, count, minLeaf, floor);
    return m_weight <= narrowLimit ? searchMany<std::uint32_t>(sorted, count, minLeaf, floor)
                                   : searchMany<std::uint64_t>(sorted, count, minLeaf, floor);
}

template <typename Cell>
bool GiniSearch<Cell>::prefersTable(std::size_t count, std::size_t ranks) const
{
    const std::size_t entries = ranks * m_totals.size();
    return count > fewSamples && entries <= tableShare * count && entries <= mostTableEntries;
}

template <typename Cell>
std::optional<Cut> GiniSearch<Cell>::bestCutByTable(const Key *keys, std::size_t count,
                                                    typename Samples::RankRange range, double floor)
{
    const std::size_t ranks = range.highest - range.lowest + std::size_t(1);
    const std::size_t classes = m_totals.size();
    m_table.assign(ranks * classes, 0);
    for (std::size_t i = 0; i < count; ++i)
        m_table[(Samples::rankOf(keys[i]) - range.lowest) * classes + Samples::classOf(keys[i])] +=
            Samples::weightOf(keys[i]);
    return m_weight <= narrowLimit ? searchTable<std::uint32_t>(ranks, range.lowest, floor)
                                   : searchTable<std::uint64_t>(ranks, range.lowest, floor);
}

// All in one loop, which for few samples costs less than two. What is not known to a processor in advance,
// whether there is a cut and whether it is better, is decided without a branch; positive doubles compare as
// their bits do.
template <typename Cell>
std::optional<Cut> GiniSearch<Cell>::searchFew(const Key *sorted, std::size_t count, std::size_t minLeaf,
                                               double floor)
{
    std::array<std::uint64_t, fewSamples> squares;
    std::array<std::uint64_t, fewSamples> rightSquares;
    std::array<std::uint64_t, fewSamples> weights;
    std::uint64_t square = 0;
    std::uint64_t product = 0;
    std::uint64_t weight = 0;
    auto best = std::bit_cast<std::int64_t>(floor);
    std::size_t at = count;
    const std::size_t last = count - minLeaf;
    for (std::size_t i = 0; i < last; ++i) {
        const std::uint32_t code = Samples::classOf(sorted[i]);
        const std::uint64_t w = Samples::weightOf(sorted[i]);
        const std::uint32_t before = m_left[code];
        m_left[code] = static_cast<std::uint32_t>(before + w);
        square += w * (2 * before + w);
        product += w * m_totals[code];
        weight += w;
        squares[i] = square;
        rightSquares[i] = m_squares - 2 * product + square;
        weights[i] = weight;
        const bool isCut = Samples::rankOf(sorted[i]) != Samples::rankOf(sorted[i + 1]) && i + 1 >= minLeaf;
        const double score =
            scoreOf(static_cast<std::int64_t>(square), static_cast<std::int64_t>(rightSquares[i]),
                    static_cast<std::int64_t>(weight), static_cast<std::int64_t>(m_weight - weight));
        const std::int64_t bits = std::bit_cast<std::int64_t>(score) & -std::int64_t(isCut);
        at = bits > best ? i : at;
        best = std::max(bits, best);
    }
    for (std::size_t i = 0; i < last; ++i)
        m_left[Samples::classOf(sorted[i])] = 0;
    if (at == count)
        return std::nullopt;
    const std::uint64_t right = m_weight - weights[at];
    return Cut{std::bit_cast<double>(best),       Samples::rankOf(sorted[at]),
               Samples::rankOf(sorted[at + 1]),   squares[at] == weights[at] * weights[at],
               rightSquares[at] == right * right, {}};
}

template <typename Cell>
template <typename Sum>
typename GiniSearch<Cell>::template Cuts<Sum> &GiniSearch<Cell>::cutsOf(std::size_t capacity)
{
    auto &cuts = [this]() -> Cuts<Sum> & {
        if constexpr (sizeof(Sum) == sizeof(std::uint32_t))
            return m_narrowCuts;
        else
            return m_wideCuts;
    }();
    if (cuts.squares.size() < capacity) {
        cuts.squares.resize(capacity);
        cuts.products.resize(capacity);
    }
    return cuts;
}

template <typename Cell>
template <typename Sum>
std::optional<Cut> GiniSearch<Cell>::searchMany(const Key *sorted, std::size_t count, std::size_t minLeaf,
                                                double floor)
{
    Cuts<Sum> &found = cutsOf<Sum>(count);
    Sum *squares = found.squares.data();
    Sum *products = found.products.data();
    Sum square = 0;
    Sum product = 0;
    std::uint32_t weight = 0;
    std::size_t cuts = 0;
    const std::size_t last = count - minLeaf;
    for (std::size_t i = 0; i < last; ++i) {
        const Key key = sorted[i];
        const std::uint32_t code = Samples::classOf(key);
        const std::uint32_t w = Samples::weightOf(key);
        const std::uint32_t before = m_left[code];
        m_left[code] = before + w;
        square += Sum(w) * (2 * before + w);
        product += Sum(w) * m_totals[code];
        weight += w;
        squares[cuts] = square;
        products[cuts] = product;
        m_weights[cuts] = weight;
        m_places[cuts] = static_cast<std::uint32_t>(i + 1);
        const bool isCut = Samples::rankOf(key) != Samples::rankOf(sorted[i + 1]) && i + 1 >= minLeaf;
        cuts += isCut ? 1 : 0;
    }
    for (const std::uint32_t code : m_present)
        m_left[code] = 0;
    std::size_t at = 0;
    std::optional<Cut> best = bestOfCuts<Sum>(cuts, floor, at);
    if (best) {
        best->leftRank = Samples::rankOf(sorted[m_places[at] - 1]);
        best->rightRank = Samples::rankOf(sorted[m_places[at]]);
    }
    return best;
}

template <typename Cell>
template <typename Sum>
std::optional<Cut> GiniSearch<Cell>::searchTable(std::size_t ranks, std::uint32_t lowest, double floor)
{
    Cuts<Sum> &found = cutsOf<Sum>(ranks);
    const std::size_t classes = m_totals.size();
    std::uint64_t weight = 0;
    std::size_t cuts = 0;
    const std::uint32_t *row = m_table.data();
    for (std::size_t r = 0; weight < m_weight; ++r, row += classes) {
        Sum square = 0;
        Sum product = 0;
        const std::uint32_t added = passRank(row, m_totals.data(), classes, m_left.data(), square, product);
        if (added == 0)
            continue;
        weight += added;
        found.squares[cuts] = square;
        found.products[cuts] = product;
        m_weights[cuts] = static_cast<std::uint32_t>(weight);
        m_places[cuts] = static_cast<std::uint32_t>(lowest + r);
        ++cuts;
    }
    std::fill(m_left.begin(), m_left.end(), 0U);
    std::size_t at = 0;
    std::optional<Cut> best = bestOfCuts<Sum>(cuts - 1, floor, at); // behind the last rank there is nothing
    if (best) {
        best->leftRank = m_places[at];
        best->rightRank = m_places[at + 1];
    }
    return best;
}

// The first of the best; its ranks are left to the caller.
template <typename Cell>
template <typename Sum>
std::optional<Cut> GiniSearch<Cell>::bestOfCuts(std::size_t cuts, double floor, std::size_t &at)
{
    const Cuts<Sum> &found = cutsOf<Sum>(cuts);
    const double best = scored(found.squares.data(), found.products.data(), m_weights.data(), cuts,
                               static_cast<Sum>(m_squares), static_cast<Sum>(m_weight), m_scores.data());
    if (!(best > floor))
        return std::nullopt;
    at = static_cast<std::size_t>(std::find(m_scores.begin(), m_scores.end(), best) - m_scores.begin());
    const std::uint64_t left = m_weights[at];
    const std::uint64_t right = m_weight - left;
    const auto rightSquares =
        static_cast<Sum>(static_cast<Sum>(m_squares) - 2 * found.products[at] + found.squares[at]);
    return Cut{best, 0, 0, found.squares[at] == left * left, rightSquares == right * right, {}};
}

template class GiniSearch<std::uint16_t>;
template class GiniSearch<std::uint32_t>;

} // namespace genrelens
