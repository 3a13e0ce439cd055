#pragma once

#include "core/labels/genre_guidance.h"

#include <memory>
#include <string>
#include <vector>

namespace genrelens
{

class Study;
struct ModelRun;

/// What helps a person to edit the current mapping, one entry a genre of the file.
struct MappingGuidance {
    std::vector<GenreGuidance> genres; ///< in the order of the genre labels; empty without a file
    std::string model;                 ///< whose held-out answers are quoted; empty: none is trained
    std::string learned;               ///< the label set it learned: the mapping itself, or the genres
    bool outdated = false;             ///< it learned other labels than the present ones
    /// Where none can be quoted: one that judged other tracks than those held out now, and is to be trained
    /// again.
    std::string stale = {};
};

/// The answers are those of the current model on the mapping; while it is outdated, rather those of that
/// model on the genres, folded by the mapping, which keep up with every edit.
MappingGuidance mappingGuidance(const Study &study);

/// A model's held-out answers on the genres of the file, those of the current model before others; null when
/// none learned the present genres.
std::shared_ptr<const ModelRun> genreRun(const Study &study);
/// The columns in which distances are measured: the standardized ones, all when there is none.
std::vector<std::size_t> distanceColumns(const Features &features);

} // namespace genrelens
