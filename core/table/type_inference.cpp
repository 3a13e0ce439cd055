#include "core/table/type_inference.h"

#include "core/base/text.h"
#include "core/table/short_number.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <limits>
#include <string>

namespace genrelens
{

namespace
{

bool equalsIgnoringCase(std::string_view text, std::string_view lower)
{
    return text.size() == lower.size() &&
           std::equal(text.begin(), text.end(), lower.begin(), [](char a, char b) {
               return (a >= 'A' && a <= 'Z' ? static_cast<char>(a - 'A' + 'a') : a) == b;
           });
}

bool isOneOf(std::string_view text, const auto &words)
{
    return std::any_of(words.begin(), words.end(),
                       [&](std::string_view word) { return equalsIgnoringCase(text, word); });
}

std::optional<ShortNumber> shortNumber(std::string_view text, char mark)
{
    ShortNumber number;
    if (!readShortNumber(text.data(), text.data() + text.size(), mark, number))
        return std::nullopt;
    return number;
}

// Any number that std::from_chars reads, with a leading + allowed; an infinity for what is too large. Nothing
// for what is no number.
std::optional<double> readAnyNumber(std::string_view text)
{
    if (text.size() > 1 && text[0] == '+' && text[1] != '-')
        text.remove_prefix(1);
    double value = 0.0;
    const char *const last = text.data() + text.size();
    const auto [end, error] = std::from_chars(text.data(), last, value);
    if (end != last || error == std::errc::invalid_argument)
        return std::nullopt;
    if (error == std::errc::result_out_of_range) {
        // Too small for a double is 0 to every purpose here; too large is no finite number.
        long double wide = 0.0L;
        const bool held = std::from_chars(text.data(), last, wide).ec == std::errc();
        const bool tiny =
            held ? std::abs(wide) < 1.0L
                 : text.find("e-") != std::string_view::npos || text.find("E-") != std::string_view::npos;
        return tiny ? 0.0 : std::numeric_limits<double>::infinity();
    }
    return value;
}

// Whether the comma of a number could group thousands: up to three digits before it, three behind it, and no
// zero in front.
CellKind kindOfComma(std::string_view text)
{
    if (!text.empty() && (text[0] == '-' || text[0] == '+'))
        text.remove_prefix(1);
    const std::size_t comma = text.find(',');
    const bool grouped = comma >= 1 && comma <= 3 && text.size() == comma + 4 && text[0] != '0' &&
                         text.find_first_not_of("0123456789,") == std::string_view::npos;
    return grouped ? CellKind::GroupedNumber : CellKind::CommaNumber;
}

// A number in a long or rare form, with a decimal comma, a word, or nothing.
Cell readRareCell(std::string_view text, DecimalMark mark)
{
    constexpr double nan = std::numeric_limits<double>::quiet_NaN();
    if (isMissingNumber(text))
        return {text.empty() ? CellKind::Empty : CellKind::MissingWord, nan};
    if (const std::optional<double> truth = parseTruth(text))
        return {CellKind::Truth, *truth};
    std::optional<double> number = readAnyNumber(text);
    bool comma = false;
    if (!number && mark == DecimalMark::PointOrComma && std::count(text.begin(), text.end(), ',') == 1 &&
        text.find('.') == std::string_view::npos) {
        std::string pointed(text);
        std::replace(pointed.begin(), pointed.end(), ',', '.');
        number = readAnyNumber(pointed);
        comma = number.has_value();
    }
    if (!number)
        return {CellKind::Word, nan};
    if (std::isnan(*number))
        return {CellKind::MissingWord, nan}; // -nan, as C prints it
    if (!std::isfinite(*number))
        return {CellKind::Infinite, nan};
    if (comma)
        return {kindOfComma(text), *number};
    return {kindOfNumber(*number, text.find('.') != std::string_view::npos), *number};
}

} // namespace

Cell readCell(std::string_view cell, bool quoted, DecimalMark mark)
{
    const std::string_view text = trimmed(cell);
    if (const std::optional<ShortNumber> number = shortNumber(text, '.'))
        return {kindOfNumber(number->value, number->hasMark), number->value};
    if (cell.empty() || (cell == "NA" && !quoted))
        return {CellKind::Empty, std::numeric_limits<double>::quiet_NaN()};
    if (mark == DecimalMark::PointOrComma)
        if (const std::optional<ShortNumber> number = shortNumber(text, ','))
            return {kindOfComma(text), number->value};
    return readRareCell(text, mark);
}

bool isMissingNumber(std::string_view cell)
{
    const std::string_view text = trimmed(cell);
    if (text.empty())
        return true;
    constexpr std::array<std::string_view, 7> words{"na", "n/a", "nan", "null", "none", "?", "#n/a"};
    return text.size() <= 4 && isOneOf(text, words);
}

std::optional<double> parseNumber(std::string_view cell)
{
    const std::string_view text = trimmed(cell);
    if (const std::optional<ShortNumber> number = shortNumber(text, '.'))
        return number->value;
    const std::optional<double> number = readAnyNumber(text);
    return number && std::isfinite(*number) ? number : std::nullopt;
}

std::optional<double> parseTruth(std::string_view cell)
{
    const std::string_view text = trimmed(cell);
    if (equalsIgnoringCase(text, "true"))
        return 1.0;
    if (equalsIgnoringCase(text, "false"))
        return 0.0;
    return std::nullopt;
}

bool ColumnTypeGuess::isText() const
{
    const bool grouped = has(CellKind::GroupedNumber);
    const bool comma = has(CellKind::CommaNumber) || grouped;
    const bool point = has(CellKind::PointNumber);
    return has(CellKind::Word) || (has(CellKind::Truth) && (has(CellKind::Number) || point || comma)) ||
           (comma && point) || (grouped && !has(CellKind::CommaNumber));
}

bool ColumnTypeGuess::isNumber() const
{
    const bool some = has(CellKind::Number) || has(CellKind::ZeroOrOne) || has(CellKind::PointNumber) ||
                      has(CellKind::CommaNumber) || has(CellKind::GroupedNumber) || has(CellKind::Truth);
    return some && !isText();
}

} // namespace genrelens
