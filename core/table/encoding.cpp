#include "core/table/encoding.h"

#include "core/base/text.h"

#include <algorithm>
#include <array>

namespace genrelens
{

namespace
{

// Bytes 0x80 to 0x9F; the rest of Windows-1252 is Latin-1.
constexpr std::array<char16_t, 32> upperControls{
    0x20AC, 0x0081, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
    0x2039, 0x0152, 0x008D, 0x017D, 0x008F, 0x0090, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
    0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0x009D, 0x017E, 0x0178};

bool isSurrogate(char32_t c, char32_t first)
{
    return c >= first && c < first + 0x400;
}

} // namespace

void appendUtf8(std::string &text, char32_t c)
{
    if (c > 0x10FFFF || (c >= 0xD800 && c < 0xE000))
        c = 0xFFFD;
    const auto put = [&](char32_t byte) { text += static_cast<char>(static_cast<unsigned char>(byte)); };
    if (c < 0x80) {
        put(c);
    } else if (c < 0x800) {
        put(0xC0 | c >> 6);
        put(0x80 | (c & 0x3F));
    } else if (c < 0x10000) {
        put(0xE0 | c >> 12);
        put(0x80 | (c >> 6 & 0x3F));
        put(0x80 | (c & 0x3F));
    } else {
        put(0xF0 | c >> 18);
        put(0x80 | (c >> 12 & 0x3F));
        put(0x80 | (c >> 6 & 0x3F));
        put(0x80 | (c & 0x3F));
    }
}

char32_t windows1252(unsigned char byte)
{
    return byte >= 0x80 && byte < 0xA0 ? upperControls[byte - 0x80U] : char32_t(byte);
}

Utf8Repair repairUtf8(std::string_view bytes)
{
    Utf8Repair repair;
    repair.text.reserve(bytes.size() + bytes.size() / 8);
    for (std::size_t at = 0; at < bytes.size();) {
        const std::string_view rest = bytes.substr(at);
        const std::size_t valid = std::min(findInvalidUtf8(rest), rest.size());
        repair.text += rest.substr(0, valid);
        at += valid;
        if (at < bytes.size()) {
            if (repair.repaired++ == 0)
                repair.first = at;
            appendUtf8(repair.text, windows1252(static_cast<unsigned char>(bytes[at++])));
        }
    }
    return repair;
}

std::size_t unfinishedUtf8(std::string_view text)
{
    for (std::size_t back = 1; back <= std::min<std::size_t>(3, text.size()); ++back) {
        const auto lead = static_cast<unsigned char>(text[text.size() - back]);
        if ((lead & 0xC0) == 0x80)
            continue; // a byte within a character
        const std::size_t length = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : lead >= 0xC2 ? 2 : 1;
        return length > back ? back : 0;
    }
    return 0;
}

std::string takeUtf16(std::string_view &bytes, bool bigEndian, bool isEnd)
{
    std::string text;
    text.reserve(bytes.size());
    const auto unit = [&](std::size_t i) {
        const auto first = static_cast<unsigned char>(bytes[i]);
        const auto second = static_cast<unsigned char>(bytes[i + 1]);
        return static_cast<char32_t>(bigEndian ? first << 8 | second : second << 8 | first);
    };
    std::size_t at = 0;
    while (at + 2 <= bytes.size()) {
        const char32_t high = unit(at);
        if (!isSurrogate(high, 0xD800)) {
            appendUtf8(text, high);
            at += 2;
            continue;
        }
        if (at + 4 > bytes.size() && !isEnd)
            break;
        const char32_t low = at + 4 <= bytes.size() ? unit(at + 2) : 0;
        const bool pair = isSurrogate(low, 0xDC00);
        appendUtf8(text, pair ? 0x10000 + (high - 0xD800) * 0x400 + (low - 0xDC00) : high);
        at += pair ? 4 : 2;
    }
    if (isEnd && at < bytes.size()) {
        appendUtf8(text, 0xFFFD); // half a unit
        at = bytes.size();
    }
    bytes.remove_prefix(at);
    return text;
}

} // namespace genrelens
