#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

namespace genrelens
{

/// A decimal number that was read the short way.
struct ShortNumber {
    double value = 0.0;
    bool hasMark = false; ///< a decimal mark stands in it
};

/// Reads what nearly all numbers are: at most 15 digits and a small power of ten, which one division or
/// product of doubles gives exactly (Clinger, How to Read Floating Point Numbers Accurately, 1990). False for
/// other numbers, and for what is no number. Inline, because it is the reader's innermost loop.
inline bool readShortNumber(const char *at, const char *end, char mark, ShortNumber &number)
{
    constexpr std::array<double, 23> powersOfTen{1e0,  1e1,  1e2,  1e3,  1e4,  1e5,  1e6,  1e7,
                                                 1e8,  1e9,  1e10, 1e11, 1e12, 1e13, 1e14, 1e15,
                                                 1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22};
    const auto digitAt = [](const char *p) { return static_cast<unsigned>(*p) - '0'; };
    const bool negative = at < end && *at == '-';
    if (at < end && (*at == '-' || *at == '+'))
        ++at;
    if (end - at > 22)
        return false; // more than 15 digits, or nearly: their sum must not overflow
    std::uint64_t digits = 0;
    const char *const first = at;
    for (; at < end && digitAt(at) < 10; ++at)
        digits = digits * 10 + digitAt(at);
    std::ptrdiff_t count = at - first;
    std::ptrdiff_t exponent = 0;
    number.hasMark = at < end && *at == mark;
    if (number.hasMark) {
        const char *const fraction = ++at;
        for (; at < end && digitAt(at) < 10; ++at)
            digits = digits * 10 + digitAt(at);
        exponent = fraction - at;
        count -= exponent;
    }
    if (count == 0 || count > 15)
        return false;
    if (at < end) {
        if (*at != 'e' && *at != 'E')
            return false;
        ++at;
        const bool down = at < end && *at == '-';
        if (at < end && (*at == '-' || *at == '+'))
            ++at;
        const char *const power = at;
        int shift = 0;
        for (; at < end && at - power < 3 && digitAt(at) < 10; ++at)
            shift = shift * 10 + static_cast<int>(digitAt(at));
        if (at == power || at != end)
            return false;
        exponent += down ? -shift : shift;
    }
    if (exponent < -22 || exponent > 22)
        return false;
    const auto whole = static_cast<double>(digits);
    const double value = exponent < 0 ? whole / powersOfTen[static_cast<std::size_t>(-exponent)]
                                      : whole * powersOfTen[static_cast<std::size_t>(exponent)];
    number.value = negative ? -value : value;
    return true;
}

} // namespace genrelens
