#pragma once

#include "core/labels/label_set.h"
#include "core/prepare/features.h"

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace genrelens
{

/// What means and standard deviations of the classes of a label set follow from. Those of super-genres are
/// sums of those of their genres, so that an edit of the mapping needs no look at the tracks.
struct ClassMoments {
    std::size_t columns = 0;
    std::vector<std::size_t> counts; ///< rows of each class
    std::vector<double> sums;        ///< classes x columns, row-major, in the matrix's unit
    std::vector<double> squares;     ///< sums of the squares, alike

    [[nodiscard]] std::size_t classes() const { return counts.size(); }
    /// NaN for a class without rows.
    [[nodiscard]] double mean(std::size_t cls, std::size_t column) const;
    /// Population standard deviation; NaN for a class without rows.
    [[nodiscard]] double standardDeviation(std::size_t cls, std::size_t column) const;
};

/// Over all rows that have a class.
ClassMoments classMoments(const Features &features, const LabelSet &labels);
/// Over those of the given rows that have a class.
ClassMoments classMoments(const Features &features, const LabelSet &labels,
                          std::span<const std::uint32_t> rows);
/// Classes put together: classOf has for each of them its new one, below classCount, or `unlabelled`.
ClassMoments foldMoments(const ClassMoments &moments, std::span<const std::int32_t> classOf,
                         std::size_t classCount);

} // namespace genrelens
