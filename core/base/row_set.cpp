#include "core/base/row_set.h"

#include <bit>

namespace genrelens
{

RowSet::RowSet(std::size_t rows, std::span<const std::uint32_t> members) : RowSet(rows)
{
    for (const std::uint32_t row : members)
        insert(row);
}

std::size_t RowSet::count() const
{
    std::size_t members = 0;
    for (const std::uint64_t word : m_words)
        members += static_cast<std::size_t>(std::popcount(word));
    return members;
}

std::vector<std::uint32_t> RowSet::members() const
{
    std::vector<std::uint32_t> rows;
    rows.reserve(count());
    for (std::size_t i = 0; i < m_words.size(); ++i)
        for (std::uint64_t left = m_words[i]; left != 0; left &= left - 1)
            rows.push_back(
                static_cast<std::uint32_t>(i * 64 + static_cast<std::size_t>(std::countr_zero(left))));
    return rows;
}

RowSet &RowSet::operator|=(const RowSet &other)
{
    for (std::size_t i = 0; i < m_words.size(); ++i)
        m_words[i] |= other.m_words[i];
    return *this;
}

RowSet &RowSet::operator&=(const RowSet &other)
{
    for (std::size_t i = 0; i < m_words.size(); ++i)
        m_words[i] &= other.m_words[i];
    return *this;
}

RowSet &RowSet::operator-=(const RowSet &other)
{
    for (std::size_t i = 0; i < m_words.size(); ++i)
        m_words[i] &= ~other.m_words[i];
    return *this;
}

} // namespace genrelens
