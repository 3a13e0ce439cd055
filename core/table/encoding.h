#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace genrelens
{

/// Appends the code point as UTF-8; what is none (a surrogate, beyond U+10FFFF) as U+FFFD.
void appendUtf8(std::string &text, char32_t codePoint);

/// The character that Windows-1252 has for a byte; its five holes are control characters, as the web reads
/// them (WHATWG Encoding Standard). Latin-1 is a part of it but for control characters nobody writes.
char32_t windows1252(unsigned char byte);

/// The bytes of a text that are not part of valid UTF-8, read as Windows-1252.
struct Utf8Repair {
    std::string text;
    std::size_t repaired = 0; ///< bytes that were read so
    std::size_t first = 0;    ///< offset of the first of them in the bytes
};
Utf8Repair repairUtf8(std::string_view bytes);

/// How many bytes at the end of a text could be the beginning of a UTF-8 character that goes on after it.
std::size_t unfinishedUtf8(std::string_view text);

/// UTF-16 to UTF-8: takes whole characters off the front of bytes, and a lone half at the very end only when
/// it is the end.
std::string takeUtf16(std::string_view &bytes, bool bigEndian, bool isEnd);

} // namespace genrelens
