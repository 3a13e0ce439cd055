#include "core/learn/split.h"

#include "core/learn/row_groups.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <string>

namespace genrelens
{

namespace
{

const char *const place = "train/test split";

Result<void> checkShare(double testShare, std::size_t rows)
{
    if (!(testShare > 0.0 && testShare < 1.0))
        return Error{"the test share must lie between 0 and 1", place, "The usual share is 0.2.",
                     ErrorKind::Usage};
    if (rows < 2)
        return Error{"one side would be empty: there are " + std::to_string(rows) + " tracks", place,
                     "A split needs at least two tracks."};
    return {};
}

// Rounded up as scikit-learn does; the tiny term keeps 0.07 * 100 at 7.
std::size_t testCount(std::size_t rows, double testShare)
{
    const double exact = testShare * static_cast<double>(rows);
    return std::clamp<std::size_t>(static_cast<std::size_t>(std::ceil(exact - 1e-9)), 1, rows - 1);
}

Split fromFlags(const std::vector<std::uint8_t> &inTest)
{
    Split split;
    for (std::size_t row = 0; row < inTest.size(); ++row)
        (inTest[row] != 0 ? split.test : split.train).push_back(static_cast<std::uint32_t>(row));
    return split;
}

// Shares `total` among strata of the given sizes in proportion: whole parts first, then one more to those
// with the largest fractions (the first of equals).
std::vector<std::size_t> apportion(const std::vector<std::size_t> &sizes, std::size_t total)
{
    const std::size_t all = std::accumulate(sizes.begin(), sizes.end(), std::size_t(0));
    std::vector<std::size_t> parts;
    std::vector<std::size_t> remainders;
    for (const std::size_t size : sizes) {
        parts.push_back(size * total / all);
        remainders.push_back(size * total % all);
    }
    std::vector<std::size_t> order(sizes.size());
    std::iota(order.begin(), order.end(), std::size_t(0));
    std::stable_sort(order.begin(), order.end(),
                     [&](std::size_t a, std::size_t b) { return remainders[a] > remainders[b]; });
    std::size_t given = std::accumulate(parts.begin(), parts.end(), std::size_t(0));
    for (std::size_t i = 0; given < total; ++i, ++given)
        ++parts[order[i]];
    return parts;
}

} // namespace

Result<void> SplitOptions::validate() const
{
    if (method != Method::Rows)
        return checkShare(testShare, 2);
    if (testRows.empty())
        return Error{"no test rows are given", place, "Name at least one row to hold out.", ErrorKind::Usage};
    return {};
}

Result<Split> splitRandom(std::size_t rows, double testShare, std::uint64_t seed)
{
    if (Result<void> checked = checkShare(testShare, rows); !checked)
        return checked.error();
    std::vector<std::uint32_t> order(rows);
    std::iota(order.begin(), order.end(), 0U);
    Random random(seed, RandomPurpose::Split);
    shuffle(order, random);
    std::vector<std::uint8_t> inTest(rows, 0);
    for (std::size_t i = 0; i < testCount(rows, testShare); ++i)
        inTest[order[i]] = 1;
    return fromFlags(inTest);
}

Result<Split> splitStratified(const LabelSet &labels, double testShare, std::uint64_t seed)
{
    const std::size_t rows = labels.isEmpty() ? 0 : labels.codes().size();
    if (Result<void> checked = checkShare(testShare, rows); !checked)
        return checked.error();
    // The last stratum holds the unlabelled rows.
    std::vector<std::vector<std::uint32_t>> strata(labels.classes().size() + 1);
    for (std::size_t row = 0; row < rows; ++row) {
        const std::int32_t code = labels.codes()[row];
        strata[code == unlabelled ? strata.size() - 1 : static_cast<std::size_t>(code)].push_back(
            static_cast<std::uint32_t>(row));
    }
    std::vector<std::size_t> sizes;
    for (const auto &stratum : strata)
        sizes.push_back(stratum.size());
    const std::vector<std::size_t> parts = apportion(sizes, testCount(rows, testShare));
    std::vector<std::uint8_t> inTest(rows, 0);
    for (std::size_t s = 0; s < strata.size(); ++s) {
        Random random(seed, RandomPurpose::Split, s);
        shuffle(strata[s], random);
        for (std::size_t i = 0; i < parts[s]; ++i)
            inTest[strata[s][i]] = 1;
    }
    return fromFlags(inTest);
}

Result<Split> splitByGroup(std::span<const std::int32_t> groups, double testShare, std::uint64_t seed)
{
    if (Result<void> checked = checkShare(testShare, groups.size()); !checked)
        return checked.error();
    std::vector<std::vector<std::uint32_t>> members = rowsOfGroups(groups);
    if (members.size() < 2)
        return Error{"all tracks belong to one group", place, "Split at random instead."};
    Random random(seed, RandomPurpose::Split);
    shuffle(members, random);
    const std::size_t wanted = testCount(groups.size(), testShare);
    std::vector<std::uint8_t> inTest(groups.size(), 0);
    std::size_t taken = 0;
    const auto take = [&](const std::vector<std::uint32_t> &rows) {
        for (const std::uint32_t row : rows)
            inTest[row] = 1;
        taken += rows.size();
    };
    for (const auto &rows : members) {
        // A group that would overshoot by more than what is missing now makes the share worse.
        if (taken < wanted && taken + rows.size() < wanted + (wanted - taken))
            take(rows);
    }
    if (taken == 0)
        take(*std::min_element(members.begin(), members.end(),
                               [](const auto &a, const auto &b) { return a.size() < b.size(); }));
    return fromFlags(inTest);
}

Result<Split> splitExplicit(std::span<const std::uint32_t> testRows, std::size_t rows)
{
    std::vector<std::uint8_t> inTest(rows, 0);
    for (const std::uint32_t row : testRows) {
        if (row >= rows)
            return Error{"test row " + std::to_string(row) + " is out of range: there are " +
                             std::to_string(rows) + " tracks",
                         place, "Rows count from 0 over the kept tracks."};
        if (inTest[row] != 0)
            return Error{"test row " + std::to_string(row) + " is given twice", place, "Name each row once."};
        inTest[row] = 1;
    }
    Split split = fromFlags(inTest);
    if (split.test.empty() || split.train.empty())
        return Error{split.test.empty() ? "no test rows are given" : "no rows are left to train on", place,
                     "Hold out some of the tracks, not none or all."};
    return split;
}

Result<Split> makeSplit(const SplitOptions &options, std::size_t rows, const LabelSet &labels,
                        std::span<const std::int32_t> groups)
{
    if (Result<void> checked = options.validate(); !checked)
        return checked.error();
    switch (options.method) {
    case SplitOptions::Method::Random:
        break;
    case SplitOptions::Method::Stratified:
        if (labels.isEmpty() || labels.codes().size() != rows)
            return Error{"a stratified split needs the class of every track", place,
                         "Choose a grouping, or split at random."};
        return splitStratified(labels, options.testShare, options.seed);
    case SplitOptions::Method::ByArtist:
        if (groups.size() != rows)
            return Error{"the artists of the tracks are not known", place,
                         "Choose the column that holds the artists, or split at random."};
        return splitByGroup(groups, options.testShare, options.seed);
    case SplitOptions::Method::ByAlbum:
        if (groups.size() != rows)
            return Error{"the albums of the tracks are not known", place,
                         "Choose the column that holds the albums, or split at random."};
        return splitByGroup(groups, options.testShare, options.seed);
    case SplitOptions::Method::Rows:
        return splitExplicit(options.testRows, rows);
    }
    return splitRandom(rows, options.testShare, options.seed);
}

std::vector<std::uint32_t> labelledRows(const std::vector<std::uint32_t> &rows, const LabelSet &labels)
{
    std::vector<std::uint32_t> kept;
    kept.reserve(rows.size());
    for (const std::uint32_t row : rows)
        if (labels.codes()[row] != unlabelled)
            kept.push_back(row);
    return kept;
}

} // namespace genrelens
