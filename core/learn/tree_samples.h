#pragma once

#include "core/learn/feature_ranks.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <span>
#include <type_traits>
#include <vector>

namespace genrelens
{

/// The samples of one tree as records of equal size: a rank for each feature, then class and weight packed
/// into one cell. A node is a stretch of records, and parting it moves the records themselves, so that a
/// node's data lie side by side however deep it is. A feature's rank above that last cell makes the key by
/// which a node is sorted. Cell: std::uint16_t while ranks, classes and weights fit (two bytes for the rank,
/// one each for class and weight), else std::uint32_t.
template <typename Cell>
class TreeSamples
{
public:
    using Key = std::conditional_t<sizeof(Cell) == 2, std::uint32_t, std::uint64_t>;
    static constexpr unsigned cellBits = 8 * sizeof(Cell);
    static constexpr unsigned weightBits = cellBits / 2;
    static constexpr std::size_t mostClasses = std::size_t(1) << weightBits;
    static constexpr std::size_t largestWeight = mostClasses - 1;

    static std::uint32_t rankOf(Key key) { return static_cast<std::uint32_t>(key >> cellBits); }
    static std::uint32_t classOf(Key key) { return static_cast<Cell>(key) >> weightBits; }
    static std::uint32_t weightOf(Key key) { return static_cast<std::uint32_t>(key & largestWeight); }

    /// Takes the rows of positive weight. cells: rows x columns ranks.
    TreeSamples(const std::vector<Cell> &cells, std::size_t columns, std::span<const std::uint16_t> classes,
                std::span<const std::uint16_t> weights);

    [[nodiscard]] std::uint32_t size() const { return static_cast<std::uint32_t>(m_size); }
    /// Class and weight of a sample, to be read by classOf() and weightOf().
    [[nodiscard]] Key label(std::size_t sample) const { return m_labels[sample]; }

    struct RankRange {
        std::uint32_t lowest = 0;
        std::uint32_t highest = 0;
    };
    /// Writes the keys of samples begin..end-1 for a feature; returns their smallest and largest rank.
    RankRange gatherKeys(std::size_t begin, std::size_t end, std::size_t feature, Key *keys) const;

    /// Moves those samples of begin..end-1 whose rank is <= leftRank to the front and returns their number.
    /// The order within the sides is open, but the same everywhere.
    std::size_t part(std::size_t begin, std::size_t end, std::size_t feature, std::uint32_t leftRank);

private:
    std::size_t m_columns;
    std::size_t m_stride; // cells of a record, whole units of 16 bytes
    std::size_t m_size = 0;
    std::vector<Cell> m_cells;
    std::vector<Cell> m_labels;
};

extern template class TreeSamples<std::uint16_t>;
extern template class TreeSamples<std::uint32_t>;

} // namespace genrelens
