#pragma once

#include <optional>
#include <string_view>

namespace genrelens
{

/// True for what the world writes where a number is missing: nothing, NA, N/A, NaN, null, None, ? (in any
/// case).
bool isMissingNumber(std::string_view cell);

/// A finite decimal number, spaces around it and a leading + allowed, scientific notation too; else nothing.
std::optional<double> parseNumber(std::string_view cell);

/// 1 for true, 0 for false in any case; else nothing.
std::optional<double> parseTruth(std::string_view cell);

/// What a column can still be after the cells seen so far. Start with a fresh one, see() every cell, or
/// merge() those of blocks in any order.
class ColumnTypeGuess
{
public:
    /// Of a column that is text whatever its cells look like.
    static ColumnTypeGuess text();
    void see(std::string_view cell, bool quoted);
    void merge(const ColumnTypeGuess &other);

    [[nodiscard]] bool isNumber() const { return m_someNumber && !m_notNumber; }
    [[nodiscard]] bool isTruth() const { return m_someTruth && !m_notTruth; }
    [[nodiscard]] bool isText() const { return m_notNumber && m_notTruth; }

private:
    bool m_someNumber = false;
    bool m_notNumber = false;
    bool m_someTruth = false;
    bool m_notTruth = false;
};

} // namespace genrelens
