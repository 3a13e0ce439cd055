#pragma once

#include "core/labels/genre_map.h"

#include <QString>

#include <string>
#include <vector>

namespace genrelens
{

/// A mapping as it was when the program ended, changed and not saved.
struct UnsavedMapping {
    std::string labelSet; ///< of the Mapping
    QString path;         ///< of the file it was read from or last saved to; may be empty
    GenreMap map;

    bool operator==(const UnsavedMapping &) const = default;
};

/// What the settings keep, between runs; entries that cannot be read are left out.
std::vector<UnsavedMapping> unsavedMappings();
void setUnsavedMappings(const std::vector<UnsavedMapping> &mappings);

} // namespace genrelens
