#pragma once

#include "core/labels/genre_guidance.h"

#include <string>
#include <vector>

namespace genrelens
{

class Study;

/// What helps a person to edit the current mapping, one entry a genre of the file.
struct MappingGuidance {
    std::vector<GenreGuidance> genres; ///< in the order of the genre labels; empty without a file
    std::string model;                 ///< whose held-out answers are quoted; empty: none is trained
    std::string learned;               ///< the label set it learned: the mapping itself, or the genres
    bool outdated = false;             ///< it learned other labels than the present ones
};

/// The answers are those of the current model on the mapping; while it is outdated, rather those of that
/// model on the genres, folded by the mapping, which keep up with every edit.
MappingGuidance mappingGuidance(const Study &study);

} // namespace genrelens
