#pragma once

#include "core/base/progress.h"
#include "core/base/result.h"
#include "core/base/row_set.h"
#include "core/labels/label_set.h"
#include "core/prepare/features.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <vector>

namespace genrelens
{

/// What selections are measured against: of every feature the ranks of its values, and in which bin each
/// lies. Made once for a matrix; then a selection costs a look at its own rows. Immutable, cheap to copy.
class SelectionGround
{
public:
    static constexpr std::size_t bins = 24;
    using Histogram = std::array<std::uint32_t, bins>;
    struct Column {
        double low = 0.0; ///< of the bins, in the matrix's unit; what lies beyond is in the outer ones
        double high = 0.0;
        Histogram all{};
        double sum = 0.0;
    };

    /// Error: cancelled.
    static Result<SelectionGround> of(const Features &features, Progress &progress);

    [[nodiscard]] const Features &features() const { return m_data->features; }
    [[nodiscard]] const Column &column(std::size_t c) const { return m_data->columns[c]; }
    /// Twice the rank of each feature's value among all rows, equal values sharing theirs: whole numbers.
    [[nodiscard]] std::span<const std::uint32_t> ranks(std::size_t row) const;
    [[nodiscard]] std::span<const std::uint8_t> binsOf(std::size_t row) const;

private:
    struct Data {
        Features features;
        std::vector<Column> columns;
        std::vector<std::uint32_t> ranks;
        std::vector<std::uint8_t> bins;
    };
    std::shared_ptr<const Data> m_data;

    static void measure(Data &data, std::size_t column);
};

/// One feature of the selected rows against the others.
struct FeatureContrast {
    std::size_t column = 0;
    /// Cliff's delta, -1..1: of a selected row and another one, how much more often the selected one has the
    /// higher value than the lower. 0 where either group is empty.
    double effect = 0.0;
    double mean = 0.0; ///< in the matrix's unit; NaN of no rows
    double meanOfOthers = 0.0;
    SelectionGround::Histogram selected{};
    SelectionGround::Histogram others{};
};
/// The strongest effect first, equal ones in the order of the matrix.
std::vector<FeatureContrast> featureContrasts(const SelectionGround &ground, const RowSet &selection);

/// How many of a group of rows are selected.
struct GroupShare {
    std::int32_t group = 0; ///< class or code
    std::size_t selected = 0;
    std::size_t all = 0;
    std::uint32_t first = 0; ///< its first selected row
    double lift = 0.0;       ///< its share of the selected rows over its share of all: 1 as everywhere
};
/// Groups with a selected row, the most selected first, equal ones by lift. codes: one a row, negative for
/// none; or no codes at all. most: at most so many.
std::vector<GroupShare> groupShares(std::span<const std::int32_t> codes, const RowSet &selection,
                                    std::size_t most);

} // namespace genrelens
