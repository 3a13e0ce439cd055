#pragma once

#include "core/learn/forest_options.h"
#include "core/learn/split_search.h"
#include "core/learn/tree_samples.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace genrelens
{

/// Finds and judges cuts by what GiniSearch leaves out: entropy, class weights, and cuts whose place is
/// given. A score is, up to a constant of the node, minus the weighted sum of both sides' impurities (entropy
/// in bits), so that differences of scores are decreases of impurity.
template <typename Cell>
class WeightedSearch
{
public:
    using Samples = TreeSamples<Cell>;
    using Key = typename Samples::Key;

    /// classWeights: empty, or one a class. mostWeight: of all samples, as whole numbers.
    WeightedSearch(SplitCriterion criterion, std::span<const double> classWeights, std::size_t classes,
                   std::size_t mostWeight);

    /// Sums up the classes of samples begin..end-1, which the following searches are about.
    void enterNode(const Samples &samples, std::size_t begin, std::size_t end);
    [[nodiscard]] double nodeScore() const; ///< of the node as it is; positive

    /// The first of the best cuts that beat `floor` and leave minLeaf samples on either side. sorted: of all
    /// samples.
    std::optional<Cut> bestCut(const Key *sorted, std::size_t count, std::size_t minLeaf, double floor);
    /// The cut behind leftRank, under the same conditions; rightRank stays 0.
    std::optional<Cut> cutAt(const Key *keys, std::size_t count, std::uint32_t leftRank, std::size_t minLeaf,
                             double floor);

private:
    struct Side {
        double weight = 0.0;
        double sum = 0.0; ///< of the terms of its classes
        std::size_t classes = 0;
    };

    [[nodiscard]] double term(std::uint32_t code, std::uint32_t weight) const;
    [[nodiscard]] double scoreOf(const Side &side) const;
    [[nodiscard]] Cut cutBetween(const Side &left, const Side &right) const;
    void move(std::uint32_t code, std::uint32_t weight, Side &left, Side &right);

    SplitCriterion m_criterion;
    std::vector<double> m_classWeights;   // one a class
    std::vector<double> m_classLogs;      // weight * log2(weight) of the class weights; entropy only
    std::vector<double> m_logs;           // n * log2(n) of whole weights; entropy only
    std::vector<std::uint32_t> m_totals;  // weight by class in the node
    std::vector<std::uint32_t> m_left;    // the same of the left side; zero between searches
    std::vector<std::uint32_t> m_present; // classes of the node
    Side m_node;
    double m_offset = 0.0; // keeps the scores of entropy positive
};

extern template class WeightedSearch<std::uint16_t>;
extern template class WeightedSearch<std::uint32_t>;

} // namespace genrelens
