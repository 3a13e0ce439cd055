#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace genrelens
{

/// Appends one field to a line of CSV, in quotes only where it must be (RFC 4180).
void appendCsvField(std::string &line, std::string_view field);

/// The names as fields with a comma behind each.
std::vector<std::string> csvFields(const std::vector<std::string> &names);

} // namespace genrelens
