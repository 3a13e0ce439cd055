#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace genrelens
{

/// Which mark parts a number's whole from its fraction. In files whose delimiter is no comma it may be one.
enum class DecimalMark { Point, PointOrComma };

/// What one cell is to a column of numbers.
enum class CellKind : std::uint8_t {
    Number,        ///< 0 and 1 apart, which may stand for truth
    ZeroOrOne,     ///< 0 or 1 without a point
    CommaNumber,   ///< a number with a decimal comma
    GroupedNumber, ///< the same, or one whose comma groups thousands: "1,234"
    PointNumber,   ///< a number with a decimal point
    Truth,         ///< True or False in any case: 1 or 0
    Empty,         ///< nothing, or NA without quotes: missing in any column
    MissingWord,   ///< N/A, NaN, null, None, ? and the like: missing in a column of numbers, else text
    Infinite,      ///< inf, or beyond what a double holds: missing, and counted
    Word,          ///< anything else
};

struct Cell {
    CellKind kind = CellKind::Empty;
    double value = 0.0; ///< of numbers and truth; NaN of the others
};

/// Number, ZeroOrOne or PointNumber.
inline CellKind kindOfNumber(double value, bool hasPoint)
{
    if (hasPoint)
        return CellKind::PointNumber;
    return value == 0.0 || value == 1.0 ? CellKind::ZeroOrOne : CellKind::Number;
}

/// Reads a cell for a column of numbers. Decimal numbers may have spaces around, a sign in front and an
/// exponent behind.
Cell readCell(std::string_view text, bool quoted, DecimalMark mark);

/// True for what the world writes where a number is missing: nothing, NA, N/A, NaN, null, None, ? (in any
/// case), Excel's #N/A.
bool isMissingNumber(std::string_view cell);

/// A finite decimal number; else nothing.
std::optional<double> parseNumber(std::string_view cell);

/// 1 for true, 0 for false in any case; else nothing.
std::optional<double> parseTruth(std::string_view cell);

/// What a column can still be after the cells seen so far. Start with a fresh one, see() every cell, or
/// merge() those of parts of the column in any order.
class ColumnTypeGuess
{
public:
    void see(CellKind kind)
    {
        m_seen = static_cast<std::uint16_t>(m_seen | 1U << static_cast<unsigned>(kind));
    }
    void merge(const ColumnTypeGuess &other) { m_seen = static_cast<std::uint16_t>(m_seen | other.m_seen); }

    /// No column of numbers: a word, truth beside other numbers than 0 and 1, both decimal marks, of which
    /// one must then group thousands, or commas that all could.
    [[nodiscard]] bool isText() const;
    /// Numbers or truth; false also while all cells are missing.
    [[nodiscard]] bool isNumber() const;
    [[nodiscard]] bool has(CellKind kind) const { return (m_seen >> static_cast<unsigned>(kind) & 1U) != 0; }

private:
    std::uint16_t m_seen = 0; // a bit a kind
};

} // namespace genrelens
