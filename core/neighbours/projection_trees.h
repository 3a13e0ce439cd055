#pragma once

#include "core/base/progress.h"
#include "core/neighbours/row_matrix.h"

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace genrelens
{

/// All rows in groups of near ones: the leaves of a tree whose parts are split midway between two rows that
/// are drawn (Dasgupta & Freund 2008).
struct RowGroups {
    std::vector<std::uint32_t> rows;    ///< group by group
    std::vector<std::uint32_t> begins;  ///< of each group, and the end
    std::vector<std::uint32_t> groupOf; ///< of each row

    [[nodiscard]] std::span<const std::uint32_t> group(std::size_t i) const
    {
        return {rows.data() + begins[i], rows.data() + begins[i + 1]};
    }
};

/// So many trees with leaves of up to `largest` rows, each from a stream of its own. Left unfinished when
/// cancelled.
std::vector<RowGroups> projectionTrees(const RowMatrix &matrix, std::size_t trees, std::size_t largest,
                                       std::uint64_t seed, const Progress &progress);

} // namespace genrelens
