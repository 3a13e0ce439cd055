#include "core/learn/key_sort.h"

#include "core/base/simd.h"
#include "core/learn/sorting_network.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cstring>
#include <limits>
#include <utility>

namespace genrelens
{

namespace
{

constexpr unsigned mostBits = 12; // of a digit: 16 KiB of counters

// Sorts up to N keys, filled up with the largest there is.
template <std::size_t N, typename Key>
void sortFew(Key *keys, std::size_t count)
{
    std::array<Key, N> few;
    for (std::size_t i = 0; i < N; ++i)
        few[i] = i < count ? keys[i] : std::numeric_limits<Key>::max();
    sortByNetwork(few);
    std::copy_n(few.begin(), count, keys);
}

constexpr std::size_t comparingLimit = 48;
constexpr std::size_t lanes = 16;

// Sixteen integers for the compiler to spread over what registers there are.
using Lanes [[gnu::vector_size(lanes * sizeof(std::uint32_t))]] = std::uint32_t;

// For each key how many are smaller.
GENRELENS_CLONES void countSmaller(const std::uint32_t *keys, std::size_t count, std::uint32_t *smaller)
{
    for (std::size_t first = 0; first < count; first += lanes) {
        Lanes own;
        std::memcpy(&own, keys + first, sizeof own);
        Lanes counts{};
        for (std::size_t j = 0; j < count; ++j)
            counts -= static_cast<Lanes>(own > keys[j]); // true is -1
        std::memcpy(smaller + first, &counts, sizeof counts);
    }
}

// Compares all pairs, sixteen at a time, without a branch. Equal keys claim one place; those behind it stay 0
// and are filled afterwards. keys: readable up to whole lanes.
void sortByComparing(const std::uint32_t *keys, std::size_t count, std::uint32_t *sorted)
{
    std::array<std::uint32_t, comparingLimit> places;
    countSmaller(keys, count, places.data());
    std::fill(sorted, sorted + count, 0U);
    for (std::size_t i = 0; i < count; ++i)
        sorted[places[i]] = keys[i];
    std::uint32_t last = 0;
    for (std::size_t i = 0; i < count; ++i) {
        last = sorted[i] != 0 ? sorted[i] : last;
        sorted[i] = last;
    }
}

// Counts become the places where each digit's keys begin.
void countsToPlaces(std::vector<std::uint32_t> &counts)
{
    std::uint32_t begin = 0;
    for (std::uint32_t &count : counts)
        begin += std::exchange(count, begin);
}

} // namespace

// Into m_spare.
template <typename Key>
void KeySorter<Key>::sortByOneDigit(const Key *keys, std::size_t count, Key base, unsigned rankBits)
{
    constexpr unsigned shift = 4 * sizeof(Key);
    m_places.assign(std::size_t(1) << rankBits, 0);
    std::uint32_t *places = m_places.data();
    for (std::size_t i = 0; i < count; ++i)
        ++places[static_cast<std::size_t>((keys[i] - base) >> shift)];
    countsToPlaces(m_places);
    Key *spare = m_spare.data();
    for (std::size_t i = 0; i < count; ++i)
        spare[places[static_cast<std::size_t>((keys[i] - base) >> shift)]++] = keys[i];
}

// Into m_spare and back. Both digits are counted in one pass.
template <typename Key>
void KeySorter<Key>::sortByTwoDigits(Key *keys, std::size_t count, Key base, unsigned rankBits)
{
    constexpr unsigned shift = 4 * sizeof(Key);
    const unsigned bits = (rankBits + 1) / 2;
    const Key mask = (Key(1) << bits) - 1;
    m_places.assign(std::size_t(1) << bits, 0);
    m_upperPlaces.assign(std::size_t(1) << bits, 0);
    std::uint32_t *places = m_places.data();
    std::uint32_t *upperPlaces = m_upperPlaces.data();
    for (std::size_t i = 0; i < count; ++i) {
        const Key rank = (keys[i] - base) >> shift;
        ++places[static_cast<std::size_t>(rank & mask)];
        ++upperPlaces[static_cast<std::size_t>(rank >> bits)];
    }
    countsToPlaces(m_places);
    countsToPlaces(m_upperPlaces);
    Key *spare = m_spare.data();
    for (std::size_t i = 0; i < count; ++i)
        spare[places[static_cast<std::size_t>(((keys[i] - base) >> shift) & mask)]++] = keys[i];
    for (std::size_t i = 0; i < count; ++i)
        keys[upperPlaces[static_cast<std::size_t>((spare[i] - base) >> (shift + bits))]++] = spare[i];
}

template <typename Key>
Key *KeySorter<Key>::sortByDigits(Key *keys, std::size_t count, Key base, unsigned rankBits)
{
    Key *from = keys;
    Key *to = m_spare.data();
    for (unsigned shift = 0; shift < rankBits; shift += mostBits) {
        const auto digit = [=](Key key) {
            return static_cast<std::size_t>((key - base) >> (4 * sizeof(Key) + shift)) &
                   ((std::size_t(1) << mostBits) - 1);
        };
        m_places.assign(std::size_t(1) << mostBits, 0);
        for (std::size_t i = 0; i < count; ++i)
            ++m_places[digit(from[i])];
        countsToPlaces(m_places);
        for (std::size_t i = 0; i < count; ++i)
            to[m_places[digit(from[i])]++] = from[i];
        std::swap(from, to);
    }
    return from;
}

template <typename Key>
Key *KeySorter<Key>::sort(Key *keys, std::size_t count, std::uint32_t lowest, std::uint32_t highest)
{
    constexpr unsigned shift = 4 * sizeof(Key);
    if (count <= 16) {
        if (count <= 4)
            sortFew<4>(keys, count);
        else if (count <= 8)
            sortFew<8>(keys, count);
        else
            sortFew<16>(keys, count);
        return keys;
    }
    if constexpr (sizeof(Key) == 4) {
        if (count <= comparingLimit) {
            sortByComparing(keys, count, m_spare.data());
            return m_spare.data();
        }
    }
    const auto rankBits = static_cast<unsigned>(std::bit_width(highest - lowest));
    const Key base = Key(lowest) << shift;
    // Counters beyond the number of keys cost more than they save.
    const unsigned affordable = std::min(static_cast<unsigned>(std::bit_width(count)) + 1U, mostBits);
    if (rankBits <= affordable) {
        sortByOneDigit(keys, count, base, rankBits);
        return m_spare.data();
    }
    if (rankBits > 2 * mostBits)
        return sortByDigits(keys, count, base, rankBits);
    sortByTwoDigits(keys, count, base, rankBits);
    return keys;
}

template class KeySorter<std::uint32_t>;
template class KeySorter<std::uint64_t>;

} // namespace genrelens
