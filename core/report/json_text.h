#pragma once

#include <nlohmann/json.hpp>

#include <string>

namespace genrelens
{

/// JSON as text, the same bytes for the same values everywhere: two spaces a level, keys in their order,
/// numbers as the shortest text that reads back as the same double, NaN and infinities as null. Lists of
/// plain values stand in one line.
std::string jsonText(const nlohmann::ordered_json &json);

} // namespace genrelens
