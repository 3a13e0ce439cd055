#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace genrelens
{

/// "65,902": counts and line numbers as error messages write them.
std::string grouped(std::uint64_t number);

/// "1 row", "2 rows": number grouped, noun in the singular or with an s.
std::string counted(std::uint64_t number, std::string_view noun);

/// Shortest decimal text that reads back as the same double; "nan" and "inf" for those.
std::string shortest(double value);

/// Last part of a path, as messages name a file.
std::string fileName(std::string_view path);

std::string toLowerAscii(std::string_view text);

/// Without spaces and tabs at both ends.
std::string_view trimmed(std::string_view text);

/// Byte offset of the first byte that is not part of valid UTF-8, or npos.
std::size_t findInvalidUtf8(std::string_view text);

} // namespace genrelens
