#pragma once

#include "core/base/progress.h"

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace genrelens
{

/// Some of the rows, side by side.
struct BoxPart {
    std::uint32_t begin = 0;
    std::uint32_t end = 0;
};

/// Rows that are being put in the order of a tree.
struct BoxRows {
    std::vector<float> values; ///< row-major
    std::vector<std::uint32_t> rows;
    std::size_t columns = 0;
};

/// Splits all rows into two parts, those again and so on, until parts are no larger than the largest, moving
/// the rows so that each part's are side by side. The parts in preorder: before its two halves comes the
/// whole. Same for any number of threads. Empty when cancelled.
std::vector<BoxPart> splitIntoParts(BoxRows &rows, std::size_t largest, const Progress &progress);

} // namespace genrelens
