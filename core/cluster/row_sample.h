#pragma once

#include "core/prepare/features.h"

#include <cstddef>
#include <cstdint>
#include <vector>

namespace genrelens
{

/// At most `limit` of `rows` rows drawn without replacement, rising: all of them when they are fewer.
std::vector<std::uint32_t> sampleRows(std::size_t rows, std::size_t limit, std::uint64_t seed);

/// Those rows of the features, in the given order; a row may come more than once. Their sourceRow() is the
/// row of `features` that they were.
Features rowsOf(const Features &features, std::vector<std::uint32_t> rows);

} // namespace genrelens
