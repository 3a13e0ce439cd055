#pragma once

#include "core/table/schema.h"

#include <optional>
#include <span>
#include <string_view>

namespace genrelens
{

/// What track files call their columns, in normalised form (see normalisedName).

/// A name that gives a column its role.
struct KnownName {
    std::string_view name;
    ColumnRole role;
    /// Numbers under that name are no ids and no titles: "id" may count rows, "track" the tracks of an album.
    /// Under the other names cells are text even where all look like numbers.
    bool onlyText = false;
};

/// In order of preference within a role: the first that a file has is taken.
std::span<const KnownName> knownNames();

/// An audio feature under one of its names.
struct KnownFeature {
    std::string_view name;
    std::string_view measure; ///< "tempo" for tempo, bpm and beats_per_minute: what the numbers mean
    /// False for words that other fields use as well ("length", "mode"): they are features only beside one
    /// that is sure.
    bool sure = true;
};

/// The feature that a normalised name stands for.
std::optional<KnownFeature> knownFeature(std::string_view normalised);

/// What an audio feature measures, by any header: "tempo" for "Beats Per Minute (BPM)"; nothing for others.
std::optional<std::string_view> measureOf(std::string_view header);

/// Whether a header is one of the names of a genre column.
bool isGenreName(std::string_view header);

} // namespace genrelens
