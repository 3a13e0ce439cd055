#pragma once

#include <array>
#include <cstddef>
#include <utility>

namespace genrelens
{

/// The comparisons of Batcher's odd-even merge sort (1968) for N keys, N a power of two, in order.
template <std::size_t N>
constexpr auto batcherComparisons()
{
    constexpr auto visitAll = [](const auto &visit) {
        for (std::size_t p = 1; p < N; p *= 2)
            for (std::size_t q = p; q >= 1; q /= 2)
                for (std::size_t j = q % p; j + q < N; j += 2 * q)
                    for (std::size_t i = j; i < j + q && i + q < N; ++i)
                        if (i / (2 * p) == (i + q) / (2 * p))
                            visit(i, i + q);
    };
    constexpr std::size_t count = [&] {
        std::size_t sum = 0;
        visitAll([&](std::size_t, std::size_t) { ++sum; });
        return sum;
    }();
    std::array<std::pair<std::size_t, std::size_t>, count> comparisons{};
    std::size_t next = 0;
    visitAll([&](std::size_t a, std::size_t b) {
        comparisons[next].first = a;
        comparisons[next].second = b;
        ++next;
    });
    return comparisons;
}

/// Sorts N keys by a fixed sequence of exchanges, none of which is a branch that a processor could
/// mispredict.
template <std::size_t N, typename Key>
inline void sortByNetwork(std::array<Key, N> &keys)
{
    constexpr auto comparisons = batcherComparisons<N>();
    const auto exchange = [&](std::size_t a, std::size_t b) {
        const Key low = keys[a] < keys[b] ? keys[a] : keys[b];
        keys[b] = keys[a] < keys[b] ? keys[b] : keys[a];
        keys[a] = low;
    };
    [&]<std::size_t... i>(std::index_sequence<i...>)
    {
        (exchange(comparisons[i].first, comparisons[i].second), ...);
    }
    (std::make_index_sequence<comparisons.size()>());
}

} // namespace genrelens
