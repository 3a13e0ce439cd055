#pragma once

#include "widgets/mapping/genre_map_model.h"
#include "widgets/mapping/super_genre_model.h"

#include <QString>

#include <vector>

namespace genrelens
{

struct NamedGuidance;
class Study;

/// What the current mapping makes of the genres of the open file.
struct MappingRows {
    std::vector<GenreRow> genres;           ///< in the order of the genre labels
    std::vector<SuperGenreRow> superGenres; ///< the last is what is not mapped
    int mapped = 0;                         ///< genres of the file in a super-genre
    int filled = 0;                         ///< super-genres with a genre of the file
    int absent = 0;                         ///< genres of the mapping that the file has not
};

MappingRows mappingRows(const Study &study, const NamedGuidance &named);
/// "113 genres → 8 super-genres · 5 genres of the mapping are not in this file".
QString summaryText(const MappingRows &rows);

} // namespace genrelens
