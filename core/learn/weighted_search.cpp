#include "core/learn/weighted_search.h"

#include <algorithm>
#include <cmath>

namespace genrelens
{

template <typename Cell>
WeightedSearch<Cell>::WeightedSearch(SplitCriterion criterion, std::span<const double> classWeights,
                                     std::size_t classes, std::size_t mostWeight)
    : m_criterion(criterion)
    , m_classWeights(classWeights.begin(), classWeights.end())
    , m_totals(classes, 0)
    , m_left(classes, 0)
{
    m_classWeights.resize(classes, 1.0);
    if (criterion != SplitCriterion::Entropy)
        return;
    for (const double weight : m_classWeights)
        m_classLogs.push_back(weight * std::log2(weight));
    m_logs.resize(mostWeight + 1, 0.0);
    for (std::size_t n = 2; n <= mostWeight; ++n)
        m_logs[n] = static_cast<double>(n) * std::log2(static_cast<double>(n));
}

template <typename Cell>
void WeightedSearch<Cell>::enterNode(const Samples &samples, std::size_t begin, std::size_t end)
{
    for (const std::uint32_t code : m_present)
        m_totals[code] = 0;
    m_present.clear();
    for (std::size_t i = begin; i < end; ++i) {
        const Key label = samples.label(i);
        const std::uint32_t code = Samples::classOf(label);
        if (m_totals[code] == 0)
            m_present.push_back(code);
        m_totals[code] += Samples::weightOf(label);
    }
    m_node = {0.0, 0.0, m_present.size()};
    for (const std::uint32_t code : m_present) {
        m_node.weight += m_classWeights[code] * m_totals[code];
        m_node.sum += term(code, m_totals[code]);
    }
    if (m_criterion == SplitCriterion::Entropy) // of which a node has at most the logarithm of its classes
        m_offset = m_node.weight * (1.0 + std::log2(static_cast<double>(m_present.size())));
}

// What a class of that weight adds to the sum of a side: its square, or x log2(x). Functions of the whole
// weight, so that sums kept up to date by differences end where they should.
template <typename Cell>
double WeightedSearch<Cell>::term(std::uint32_t code, std::uint32_t weight) const
{
    if (m_criterion == SplitCriterion::Entropy)
        return m_classWeights[code] * m_logs[weight] + m_classLogs[code] * weight;
    const double weighted = m_classWeights[code] * weight;
    return weighted * weighted;
}

template <typename Cell>
double WeightedSearch<Cell>::scoreOf(const Side &side) const
{
    return m_criterion == SplitCriterion::Entropy ? side.sum - side.weight * std::log2(side.weight)
                                                  : side.sum / side.weight;
}

template <typename Cell>
double WeightedSearch<Cell>::nodeScore() const
{
    return m_offset + scoreOf(m_node);
}

template <typename Cell>
Cut WeightedSearch<Cell>::cutBetween(const Side &left, const Side &right) const
{
    Cut cut;
    cut.score = m_offset + scoreOf(left) + scoreOf(right);
    cut.leftIsPure = left.classes == 1;
    cut.rightIsPure = right.classes == 1;
    return cut;
}

template <typename Cell>
void WeightedSearch<Cell>::move(std::uint32_t code, std::uint32_t weight, Side &left, Side &right)
{
    const std::uint32_t there = m_left[code];
    const std::uint32_t here = m_totals[code] - there;
    m_left[code] = there + weight;
    left.sum += term(code, there + weight) - term(code, there);
    right.sum += term(code, here - weight) - term(code, here);
    const double moved = m_classWeights[code] * weight;
    left.weight += moved;
    right.weight -= moved;
    left.classes += there == 0 ? 1 : 0;
    right.classes -= here == weight ? 1 : 0;
}

template <typename Cell>
std::optional<Cut> WeightedSearch<Cell>::bestCut(const Key *sorted, std::size_t count, std::size_t minLeaf,
                                                 double floor)
{
    Side left;
    Side right = m_node;
    std::optional<Cut> best;
    for (std::size_t i = 0; i + minLeaf < count; ++i) {
        move(Samples::classOf(sorted[i]), Samples::weightOf(sorted[i]), left, right);
        const std::uint32_t rank = Samples::rankOf(sorted[i]);
        const std::uint32_t next = Samples::rankOf(sorted[i + 1]);
        if (rank == next || i + 1 < minLeaf)
            continue;
        const Cut cut = cutBetween(left, right);
        if (cut.score > (best ? best->score : floor)) {
            best = cut;
            best->leftRank = rank;
            best->rightRank = next;
        }
    }
    for (const std::uint32_t code : m_present)
        m_left[code] = 0;
    return best;
}

template <typename Cell>
std::optional<Cut> WeightedSearch<Cell>::cutAt(const Key *keys, std::size_t count, std::uint32_t leftRank,
                                               std::size_t minLeaf, double floor)
{
    std::size_t samples = 0;
    for (std::size_t i = 0; i < count; ++i) {
        const bool isLeft = Samples::rankOf(keys[i]) <= leftRank;
        m_left[Samples::classOf(keys[i])] += isLeft ? Samples::weightOf(keys[i]) : 0;
        samples += isLeft ? 1 : 0;
    }
    Side left;
    Side right;
    for (const std::uint32_t code : m_present) {
        for (const auto &[side, weight] :
             {std::pair(&left, m_left[code]), std::pair(&right, m_totals[code] - m_left[code])}) {
            side->weight += m_classWeights[code] * weight;
            side->sum += term(code, weight);
            side->classes += weight > 0 ? 1 : 0;
        }
        m_left[code] = 0;
    }
    if (samples < minLeaf || count - samples < minLeaf)
        return {};
    Cut cut = cutBetween(left, right);
    cut.leftRank = leftRank;
    return cut.score > floor ? std::optional(cut) : std::nullopt;
}

template class WeightedSearch<std::uint16_t>;
template class WeightedSearch<std::uint32_t>;

} // namespace genrelens
