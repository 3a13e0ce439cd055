#pragma once

#include "core/labels/label_set.h"
#include "core/study/settings.h"

#include <QColor>

#include <vector>

namespace genrelens
{

/// One colour a super-genre of the map, its own or the palette's.
std::vector<QColor> superGenreColours(const GenreMap &map);

/// One colour a class, the same in every view and picture: what a person chose; else super-genres have their
/// map's, genres a shade of their super-genre in the current mapping, others the palette's.
std::vector<QColor> labelColours(const LabelSet &labels, const StudySettings &settings);

/// The map with a colour for every super-genre, so that editing it moves none of them to another class.
GenreMap withColours(GenreMap map);
/// The first of the palette that no super-genre of the map has.
std::uint32_t freeColour(const GenreMap &map);

} // namespace genrelens
