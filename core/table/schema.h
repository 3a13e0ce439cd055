#pragma once

#include "core/base/result.h"
#include "core/table/table.h"

#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace genrelens
{

/// What a column is for.
enum class ColumnRole { Index, TrackId, Title, Artists, Album, Genre, Feature, Other };

/// "track_id", "genre": a role's name in files; and back.
std::string roleName(ColumnRole role);
std::optional<ColumnRole> roleNamed(std::string_view name);

/// Roles that a person chose, by the column's name.
using RoleChoices = std::map<std::string, ColumnRole>;

/// What a person chooses to settle a doubt: the role of one of these columns, or any column for that role.
struct DoubtSubject {
    std::vector<std::size_t> columns;
    std::optional<ColumnRole> role;
};

/// The role of each column of a table, in its order.
struct Schema {
    std::vector<ColumnRole> roles;
    std::vector<std::string> doubts; ///< what was guessed rather than known, a sentence each for people
    std::vector<DoubtSubject> doubtSubjects; ///< one a doubt; a doubt without one is never settled

    /// The first column of that role.
    [[nodiscard]] std::optional<std::size_t> find(ColumnRole role) const;
    /// All feature columns, in file order.
    [[nodiscard]] std::vector<std::size_t> features() const;
};

/// A header cell in the form that aliases are compared in: "Duration (ms)" and "duration_ms" are the same.
std::string normalisedName(std::string_view header);

/// True for the header of a column whose cells name things: ids, titles, artists, albums, genres. They are
/// text even where all look like numbers, for "007" and "7" are two ids.
bool namesThings(std::string_view header);

/// Whether a header is the name of one of the audio features that are recognised by name.
bool isAudioFeatureName(std::string_view header);

/// Recognises the columns of the well-known track files by name. In a file with none of the known audio
/// features, or with fewer than four among more other numbers, every numeric column that is no id or index is
/// a feature, and the last text column of 2 to 200 levels the genre. Of two columns of one name, or two
/// features of one meaning (tempo and bpm), the second has no role. Error: the table has no numeric column to
/// measure anything by.
Result<Schema> recogniseSchema(const Table &table);

/// The recognised roles with a person's over them. A chosen track id, title, artists, album or genre takes
/// that role from the column that was recognised for it; of two chosen for it the first in the file has it.
/// Names the table lacks, and the role Feature for a column that holds no numbers, are ignored. What was
/// chosen is in doubt no more.
Schema withRoles(const Table &table, Schema recognised, const RoleChoices &choices);

} // namespace genrelens
