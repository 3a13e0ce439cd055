#pragma once

#include "core/base/result.h"
#include "core/study/map_settings.h"

#include <nlohmann/json.hpp>

#include <optional>

namespace genrelens
{

/// How the map's settings stand in a settings file, under "map".

nlohmann::ordered_json toJsonObject(const MapSettings &settings);

/// Reads over what settings hold: keys that the object lacks stay as they are. `error` is set to the first
/// thing that is wrong, unless it is already.
void readMapSettings(const nlohmann::ordered_json &json, MapSettings &settings, std::optional<Error> &error);

} // namespace genrelens
