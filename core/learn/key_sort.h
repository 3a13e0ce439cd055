#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace genrelens
{

/// Sorts unsigned integers by their upper half, the rank; in what order keys of one rank come out is open,
/// but the same everywhere. Few keys are sorted by a network, some by comparing all pairs, which SIMD does
/// sixteen at a time, more by counting: by the whole rank where there are few ranks, else by its lower and
/// then by its upper digit.
template <typename Key>
class KeySorter
{
public:
    static constexpr std::size_t readAhead = 15; ///< keys that may be looked at behind the last

    explicit KeySorter(std::size_t capacity) : m_spare(capacity) {}

    /// keys: count of them, none 0, and readable for readAhead more; ranks within lowest..highest. Returns
    /// where the sorted ones are: in keys or in the sorter's own memory, good until the next call.
    Key *sort(Key *keys, std::size_t count, std::uint32_t lowest, std::uint32_t highest);

private:
    void sortByOneDigit(const Key *keys, std::size_t count, Key base, unsigned rankBits);
    void sortByTwoDigits(Key *keys, std::size_t count, Key base, unsigned rankBits);
    Key *sortByDigits(Key *keys, std::size_t count, Key base, unsigned rankBits);

    std::vector<Key> m_spare;
    std::vector<std::uint32_t> m_places;
    std::vector<std::uint32_t> m_upperPlaces;
};

extern template class KeySorter<std::uint32_t>;
extern template class KeySorter<std::uint64_t>;

} // namespace genrelens
