#include "core/table/type_inference.h"

#include "core/base/text.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>

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

} // namespace

bool isMissingNumber(std::string_view cell)
{
    const std::string_view text = trimmed(cell);
    if (text.empty())
        return true;
    if (text.size() > 4)
        return false;
    constexpr std::array<std::string_view, 6> words{"na", "n/a", "nan", "null", "none", "?"};
    return std::any_of(words.begin(), words.end(),
                       [&](std::string_view word) { return equalsIgnoringCase(text, word); });
}

std::optional<double> parseNumber(std::string_view cell)
{
    std::string_view text = trimmed(cell);
    if (text.size() > 1 && text[0] == '+' && text[1] != '-')
        text.remove_prefix(1);
    double value = 0.0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error == std::errc::result_out_of_range && end == text.data() + text.size()) {
        // Too small for a double is 0 to every purpose here; too large is no finite number.
        long double wide = 0.0L;
        const bool held = std::from_chars(text.data(), end, wide).ec == std::errc();
        const bool tiny =
            held ? std::abs(wide) < 1.0L
                 : text.find("e-") != std::string_view::npos || text.find("E-") != std::string_view::npos;
        return tiny ? std::optional(0.0) : std::nullopt;
    }
    if (error != std::errc() || end != text.data() + text.size() || !std::isfinite(value))
        return std::nullopt;
    return value;
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

ColumnTypeGuess ColumnTypeGuess::text()
{
    ColumnTypeGuess guess;
    guess.m_notNumber = true;
    guess.m_notTruth = true;
    return guess;
}

void ColumnTypeGuess::see(std::string_view cell, bool quoted)
{
    if (isText())
        return;
    if (cell.empty() && !quoted)
        return;
    if (isMissingNumber(cell))
        return;
    if (!m_notNumber) {
        const bool number = parseNumber(cell).has_value();
        m_someNumber |= number;
        m_notNumber = !number;
    }
    if (!m_notTruth) {
        const bool truth = parseTruth(cell).has_value();
        m_someTruth |= truth;
        m_notTruth = !truth;
    }
}

void ColumnTypeGuess::merge(const ColumnTypeGuess &other)
{
    m_someNumber |= other.m_someNumber;
    m_notNumber |= other.m_notNumber;
    m_someTruth |= other.m_someTruth;
    m_notTruth |= other.m_notTruth;
}

} // namespace genrelens
