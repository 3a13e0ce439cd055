#pragma once

#include "core/base/result.h"
#include "core/prepare/prepare.h"

#include <nlohmann/json.hpp>

#include <optional>
#include <string>

namespace genrelens
{

/// How the preparation stands in a settings file; the texts of it are in settings.h.

nlohmann::ordered_json toJsonObject(const PreparationOptions &options);

/// Reads over what options hold: keys that the object lacks stay as they are. `error` is set to the first
/// thing that is wrong, unless it is already; path leads to the object, and may be empty.
void readPreparation(const nlohmann::ordered_json &json, const std::string &path, PreparationOptions &options,
                     std::optional<Error> &error);

} // namespace genrelens
