#pragma once

#include "core/base/result.h"
#include "core/labels/genre_map.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>

namespace genrelens
{

/// Edits of a mapping: each takes a map and gives the changed one. Spaces around new names are no part of
/// them.

/// The genres fold into that super-genre from now on, which is made at the end, with that colour, when there
/// is none. Error: the name cannot be given (see renamed()).
Result<GenreMap> assigned(GenreMap map, std::span<const std::string> genres, const std::string &superGenre,
                          std::optional<std::uint32_t> colour = {});
/// The genres fold into none.
GenreMap unassigned(GenreMap map, std::span<const std::string> genres);

/// A new super-genre without genres, at the end. Errors: see renamed().
Result<GenreMap> withSuperGenre(GenreMap map, const std::string &name,
                                std::optional<std::uint32_t> colour = {});
/// Errors: the new name is empty, taken, or that of the unmapped.
Result<GenreMap> renamed(GenreMap map, const std::string &superGenre, const std::string &name);
/// The genres of all of those fold into the last-named, the others are gone.
GenreMap merged(GenreMap map, std::span<const std::string> superGenres, const std::string &into);
GenreMap recoloured(GenreMap map, const std::string &superGenre, std::uint32_t colour);
/// To that place among the others, counted without it.
GenreMap moved(GenreMap map, const std::string &superGenre, std::size_t place);
/// Its genres fold into none.
GenreMap removed(GenreMap map, const std::string &superGenre);

/// Super-genres that have no colour take that of the same name in another map.
GenreMap withColoursOf(GenreMap map, const GenreMap &other);

} // namespace genrelens
