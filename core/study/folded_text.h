#pragma once

#include "core/table/table.h"

#include <QString>

#include <cstddef>
#include <string_view>

namespace genrelens
{

/// Small letters without accents, as searches compare texts.
QString foldedText(const QString &text);
QString foldedText(std::string_view text);

/// The beginning of a cell of texts, so many bytes at most; empty for a missing one and for numbers.
std::string_view textCell(const Column &column, std::size_t row, std::size_t longest = 300);

} // namespace genrelens
