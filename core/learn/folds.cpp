#include "core/learn/folds.h"

#include "core/base/random.h"
#include "core/learn/row_groups.h"

#include <algorithm>
#include <numeric>
#include <string>

namespace genrelens
{

namespace
{

const char *const place = "cross-validation";

using Dealt = std::vector<std::uint16_t>; // the fold of each row

// The strata follow each other in one deal, so that folds are even over all rows and within each stratum.
Dealt dealStrata(std::vector<std::vector<std::uint32_t>> strata, std::size_t rows, std::size_t folds,
                 Random &random)
{
    Dealt dealt(rows, 0);
    std::size_t next = 0;
    for (std::vector<std::uint32_t> &stratum : strata) {
        shuffle(stratum, random);
        for (const std::uint32_t row : stratum)
            dealt[row] = static_cast<std::uint16_t>(next++ % folds);
    }
    return dealt;
}

// The largest first, each into the fold that is smallest so far (the first of equals).
Dealt dealGroups(std::vector<std::vector<std::uint32_t>> groups, std::size_t rows, std::size_t folds,
                 Random &random)
{
    shuffle(groups, random);
    std::stable_sort(groups.begin(), groups.end(),
                     [](const auto &a, const auto &b) { return a.size() > b.size(); });
    Dealt dealt(rows, 0);
    std::vector<std::size_t> sizes(folds, 0);
    for (const std::vector<std::uint32_t> &group : groups) {
        const auto smallest = std::min_element(sizes.begin(), sizes.end());
        *smallest += group.size();
        for (const std::uint32_t row : group)
            dealt[row] = static_cast<std::uint16_t>(smallest - sizes.begin());
    }
    return dealt;
}

std::vector<std::vector<std::uint32_t>> strataOf(const LabelSet &labels)
{
    std::vector<std::vector<std::uint32_t>> strata(labels.classes().size() + 1); // the last: without a class
    for (std::size_t row = 0; row < labels.codes().size(); ++row) {
        const std::int32_t code = labels.codes()[row];
        strata[code == unlabelled ? strata.size() - 1 : static_cast<std::size_t>(code)].push_back(
            static_cast<std::uint32_t>(row));
    }
    return strata;
}

std::vector<std::vector<std::uint32_t>> oneStratum(std::size_t rows)
{
    std::vector<std::vector<std::uint32_t>> strata(1, std::vector<std::uint32_t>(rows));
    std::iota(strata.front().begin(), strata.front().end(), 0U);
    return strata;
}

} // namespace

Result<void> FoldOptions::validate() const
{
    if (folds < 2 || folds > 1000)
        return Error{"there must be 2 to 1,000 folds", place, "The usual number is 5 or 10.",
                     ErrorKind::Usage};
    if (repeats < 1 || repeats > 1000)
        return Error{"there must be 1 to 1,000 repeats", place, "The usual number is 1 or 10.",
                     ErrorKind::Usage};
    return {};
}

Split Folds::split(std::size_t i) const
{
    const Dealt &dealt = m_foldOfRow[i / m_folds];
    Split split;
    for (std::size_t row = 0; row < dealt.size(); ++row)
        (dealt[row] == i % m_folds ? split.test : split.train).push_back(static_cast<std::uint32_t>(row));
    return split;
}

Result<Folds> makeFolds(const FoldOptions &options, std::size_t rows, const LabelSet &labels,
                        std::span<const std::int32_t> groups)
{
    if (Result<void> checked = options.validate(); !checked)
        return checked.error();
    const bool stratified = options.method == FoldOptions::Method::Stratified;
    const bool byGroup = options.method == FoldOptions::Method::ByGroup;
    if (stratified && (labels.isEmpty() || labels.codes().size() != rows))
        return Error{"stratified folds need the class of every track", place,
                     "Choose a grouping, or deal the tracks at random."};
    if (byGroup && groups.size() != rows)
        return Error{"the groups of the tracks are not known", place,
                     "Choose the column that holds them, or deal the tracks at random."};
    const std::vector<std::vector<std::uint32_t>> parts = byGroup      ? rowsOfGroups(groups)
                                                          : stratified ? strataOf(labels)
                                                                       : oneStratum(rows);
    const std::size_t dealable = byGroup ? parts.size() : rows;
    if (dealable < options.folds)
        return Error{std::to_string(options.folds) + " folds need as many " +
                         (byGroup ? "groups" : "tracks") + ", and there are " + std::to_string(dealable),
                     place, "Choose fewer folds."};
    std::vector<Dealt> repeats;
    for (std::size_t r = 0; r < options.repeats; ++r) {
        Random random(options.seed, RandomPurpose::Folds, r);
        repeats.push_back(byGroup ? dealGroups(parts, rows, options.folds, random)
                                  : dealStrata(parts, rows, options.folds, random));
    }
    return Folds(options.folds, std::move(repeats));
}

} // namespace genrelens
