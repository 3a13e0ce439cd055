#pragma once

#include "core/table/table.h"

#include <QString>

namespace genrelens
{

inline constexpr std::size_t longestCell = 300;  ///< bytes of a cell that a table shows
inline constexpr std::size_t longestTip = 2'000; ///< and that a tooltip does

/// The beginning of a cell, which may hold megabytes; these are not copied. Empty where missing.
QString cellText(const Column &column, std::size_t row, std::size_t bytes = longestCell);

} // namespace genrelens
