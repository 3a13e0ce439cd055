#pragma once

#include <string>
#include <string_view>

namespace genrelens
{

/// Appends one field to a line of CSV, in quotes only where it must be (RFC 4180).
void appendCsvField(std::string &line, std::string_view field);

} // namespace genrelens
