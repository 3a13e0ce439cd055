#pragma once

#include "core/learn/tree_samples.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace genrelens
{

/// Where a node's samples are best cut by a feature.
struct Cut {
    double score =
        0.0; ///< the larger, the purer; by gini the sum over both sides of squared class weights / weight
    std::uint32_t leftRank = 0;  ///< largest of the left side
    std::uint32_t rightRank = 0; ///< smallest of the right side
    bool leftIsPure = false;     ///< all of one class
    bool rightIsPure = false;
    std::optional<float> threshold; ///< one that was drawn; else it is midway between the ranks' values
};

/// Finds the purest cut of a node's samples by a feature, by gini over whole weights. A sample's move from
/// right to left changes the sums of squares by an expression in its own class alone, so the cost does not
/// depend on the number of classes.
template <typename Cell>
class GiniSearch
{
public:
    using Samples = TreeSamples<Cell>;
    using Key = typename Samples::Key;

    GiniSearch(std::size_t classes, std::size_t capacity);

    /// Sums up the classes of samples begin..end-1, which the following searches are about.
    void enterNode(const Samples &samples, std::size_t begin, std::size_t end);
    [[nodiscard]] double nodeScore() const;                                          ///< of the node as it is
    [[nodiscard]] double bestScore() const { return static_cast<double>(m_weight); } ///< of two pure sides

    /// The first of the best cuts that beat `floor` and leave minLeaf samples on either side. sorted: of all
    /// samples.
    std::optional<Cut> bestCut(const Key *sorted, std::size_t count, std::size_t minLeaf, double floor);

    /// Whether a table of ranks by classes is worth it, which then saves sorting.
    [[nodiscard]] bool prefersTable(std::size_t count, std::size_t ranks) const;
    /// The same as bestCut() with a minLeaf of 1 from unsorted keys whose ranks lie within the range.
    std::optional<Cut> bestCutByTable(const Key *keys, std::size_t count, typename Samples::RankRange range,
                                      double floor);

private:
    void sumManySamples(const Samples &samples, std::size_t begin, std::size_t end);
    void sumFewSamples(const Samples &samples, std::size_t begin, std::size_t end);
    std::optional<Cut> searchFew(const Key *sorted, std::size_t count, std::size_t minLeaf, double floor);
    template <typename Sum>
    std::optional<Cut> searchMany(const Key *sorted, std::size_t count, std::size_t minLeaf, double floor);
    template <typename Sum>
    std::optional<Cut> searchTable(std::size_t ranks, std::uint32_t lowest, double floor);
    template <typename Sum>
    std::optional<Cut> bestOfCuts(std::size_t cuts, double floor, std::size_t &at);

    // One entry for each place between two values, written by one loop and judged by another, which SIMD can
    // do.
    template <typename Sum>
    struct Cuts {
        std::vector<Sum> squares;  // of the left side's weights by class
        std::vector<Sum> products; // of these with those of the node
    };
    template <typename Sum>
    Cuts<Sum> &cutsOf(std::size_t capacity);

    std::uint64_t m_weight = 0;
    std::uint64_t m_squares = 0;
    std::vector<std::uint32_t> m_totals;  // weight by class in the node
    std::vector<std::uint32_t> m_left;    // the same of the samples passed; zero between searches
    std::vector<std::uint32_t> m_present; // classes of the node
    std::vector<std::uint32_t> m_table;   // weight by rank and class
    std::vector<std::uint32_t> m_weights; // of the left side of each cut
    std::vector<std::uint32_t> m_places;  // samples of the left side, or its largest rank in the table
    std::vector<double> m_scores;
    Cuts<std::uint32_t> m_narrowCuts; // while all sums fit
    Cuts<std::uint64_t> m_wideCuts;
};

extern template class GiniSearch<std::uint16_t>;
extern template class GiniSearch<std::uint32_t>;

} // namespace genrelens
