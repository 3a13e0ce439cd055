#pragma once

#include "core/base/random.h"

#include <cstdint>
#include <span>
#include <utility>
#include <vector>

namespace genrelens
{

/// Any order with the same probability (Fisher & Yates).
template <typename T>
void shuffle(std::vector<T> &items, Random &random)
{
    for (std::size_t i = items.size(); i > 1; --i)
        std::swap(items[i - 1], items[random.below(static_cast<std::uint32_t>(i))]);
}

/// The rows of each group, in order of the groups' first rows. groups: one code a row; a row whose code is
/// negative is a group of its own.
std::vector<std::vector<std::uint32_t>> rowsOfGroups(std::span<const std::int32_t> groups);

} // namespace genrelens
