#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace genrelens
{

/// One training sample on its way through a node: rank of the feature at hand (or, between nodes, the row) in
/// the upper half, class and weight in the lower. Sorting keys sorts by rank.
using SampleKey = std::uint64_t;

inline SampleKey makeSample(std::uint32_t rankOrRow, std::uint16_t classCode, std::uint16_t weight)
{
    return (SampleKey(rankOrRow) << 32) | (SampleKey(classCode) << 16) | weight;
}
inline std::uint32_t rankOf(SampleKey key)
{
    return static_cast<std::uint32_t>(key >> 32);
}
inline std::uint32_t rowOf(SampleKey key)
{
    return static_cast<std::uint32_t>(key >> 32);
}
inline std::uint32_t classOf(SampleKey key)
{
    return static_cast<std::uint32_t>(key >> 16) & 0xffffU;
}
inline std::uint32_t weightOf(SampleKey key)
{
    return static_cast<std::uint32_t>(key) & 0xffffU;
}

/// Sorts keys by rank: small counts by insertion, larger ones by counting the digits of rank - lowest, in one
/// pass where there are few ranks and in two or three where there are many.
class RankSorter
{
public:
    explicit RankSorter(std::size_t capacity) : m_spare(capacity) {}

    /// keys: count of them, ranks within lowest..highest. Returns where the sorted ones are: in keys or in
    /// the sorter's own memory, good until the next call.
    SampleKey *sort(SampleKey *keys, std::size_t count, std::uint32_t lowest, std::uint32_t highest);

private:
    std::vector<SampleKey> m_spare;
    std::vector<std::uint32_t> m_counts;
};

} // namespace genrelens
