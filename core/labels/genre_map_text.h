#pragma once

#include "core/base/result.h"
#include "core/labels/genre_map.h"

#include <span>
#include <string>
#include <string_view>

namespace genrelens
{

/// Reads a mapping from two columns, genre and super-genre: a CSV file, or cells copied from a spreadsheet.
/// A first line that names the columns is no genre. Super-genres stand in the order in which they come;
/// genres without one are not mapped. name is what messages call it. Errors by line: a line without two
/// fields, a super-genre without a genre, a genre with two super-genres.
Result<GenreMap> parseGenreMapText(std::string_view text, const std::string &name);

/// The same form: a line of names, then a line for each genre of each super-genre. Colours, and super-genres
/// without genres, are lost. separator: ',' for a file, '\t' for the clipboard.
std::string toText(const GenreMap &map, char separator = ',');

/// A line of that form; a genre that is not mapped has an empty super-genre.
struct GenreAndSuperGenre {
    std::string genre;
    std::string superGenre;
};
std::string toText(std::span<const GenreAndSuperGenre> lines, char separator = ',');

} // namespace genrelens
