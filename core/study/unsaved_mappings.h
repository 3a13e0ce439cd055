#pragma once

#include "core/labels/genre_map.h"

#include <QString>

#include <string>
#include <vector>

namespace genrelens
{

/// A mapping that was changed and not saved.
struct UnsavedMapping {
    std::string labelSet; ///< of the Mapping
    QString path;         ///< of the file it was read from or last saved to; may be empty
    GenreMap map;

    bool operator==(const UnsavedMapping &) const = default;
};

/// Mappings that ended windows have left in the settings; entries that cannot be read, and those of programs
/// that still run, are no part of it.
std::vector<UnsavedMapping> leftMappings();
/// Forgets those, however many windows have left others meanwhile.
void forgetLeftMappings(const std::vector<UnsavedMapping> &left);

/// What this program has unsaved now: left behind only if it ends without a word.
void setUnsavedMappings(const std::vector<UnsavedMapping> &mappings);
/// The same, left for the next start whatever comes.
void leaveMappings(const std::vector<UnsavedMapping> &mappings);

} // namespace genrelens
