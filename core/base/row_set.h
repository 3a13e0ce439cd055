#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace genrelens
{

/// A set of kept rows: one bit a row. A value; the empty set of no rows is what there is before a file.
class RowSet
{
public:
    RowSet() = default;
    explicit RowSet(std::size_t rows) : m_rows(rows), m_words((rows + 63) / 64) {}
    /// members: row indices below rows, in any order.
    RowSet(std::size_t rows, std::span<const std::uint32_t> members);

    [[nodiscard]] std::size_t rows() const { return m_rows; }
    [[nodiscard]] bool contains(std::size_t row) const { return (m_words[row / 64] >> (row % 64) & 1U) != 0; }
    void insert(std::size_t row) { m_words[row / 64] |= std::uint64_t(1) << (row % 64); }
    void remove(std::size_t row) { m_words[row / 64] &= ~(std::uint64_t(1) << (row % 64)); }
    [[nodiscard]] std::size_t count() const;
    [[nodiscard]] bool isEmpty() const { return count() == 0; }
    /// The members, rising.
    [[nodiscard]] std::vector<std::uint32_t> members() const;

    /// A bit a row, 64 a word; those beyond the last row are 0.
    [[nodiscard]] std::span<const std::uint64_t> words() const { return m_words; }

    /// Both sets are over the same rows.
    RowSet &operator|=(const RowSet &other);
    RowSet &operator&=(const RowSet &other);
    RowSet &operator-=(const RowSet &other);
    bool operator==(const RowSet &) const = default;

private:
    std::size_t m_rows = 0;
    std::vector<std::uint64_t> m_words;
};

} // namespace genrelens
