#pragma once

#include "core/base/result.h"
#include "core/labels/label_set.h"

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace genrelens
{

/// Which kept rows are learned from and which are held out to judge by. Both rise; together they are all kept
/// rows, so one split serves every grouping (labelledRows() drops what a grouping leaves out).
struct Split {
    std::vector<std::uint32_t> train;
    std::vector<std::uint32_t> test;
};

struct SplitOptions {
    enum class Method {
        Random,     ///< every row alike
        Stratified, ///< the same share of every class
        ByArtist,   ///< whole artists to one side, so that no model is asked about an artist it knows
        ByAlbum,    ///< whole albums, as artists
        Rows,       ///< testRows, as given
    };
    Method method = Method::Random;
    double testShare = 0.2;              ///< of the rows, between 0 and 1; the test rows are rounded up
    std::uint64_t seed = 1;              ///< another seed, another split
    std::vector<std::uint32_t> testRows; ///< for Method::Rows only

    [[nodiscard]] Result<void> validate() const;
};

/// Holds out ceil(testShare * rows) rows drawn at random (17,949 of 89,741 at 0.2).
Result<Split> splitRandom(std::size_t rows, double testShare, std::uint64_t seed);

/// Holds out the same total, each class (and the unlabelled rows) by its share, fractions rounded so that the
/// total is right (largest remainder).
Result<Split> splitStratified(const LabelSet &labels, double testShare, std::uint64_t seed);

/// Holds out whole groups in random order until the share is reached as nearly as whole groups allow. groups:
/// one code a row; a negative code means unknown, and such a row is a group of its own.
Result<Split> splitByGroup(std::span<const std::int32_t> groups, double testShare, std::uint64_t seed);

/// Holds out the given rows (in any order).
Result<Split> splitExplicit(std::span<const std::uint32_t> testRows, std::size_t rows);

/// The split that options ask for. labels is needed by Stratified, groups (one a row) by ByArtist and
/// ByAlbum.
Result<Split> makeSplit(const SplitOptions &options, std::size_t rows, const LabelSet &labels,
                        std::span<const std::int32_t> groups);

/// Those of the rows that have a class in labels, in their order.
std::vector<std::uint32_t> labelledRows(const std::vector<std::uint32_t> &rows, const LabelSet &labels);

} // namespace genrelens
