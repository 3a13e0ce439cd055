#include "widgets/plots/class_colours.h"

#include "widgets/plots/palette.h"

#include <algorithm>
#include <optional>
#include <unordered_map>

namespace genrelens
{

namespace
{

QColor colourOf(std::uint32_t rgb)
{
    return QColor::fromRgb(rgb);
}

std::vector<QColor> ownColours(const LabelSet &labels)
{
    std::vector<QColor> colours;
    for (std::size_t c = 0; c < labels.classes().size(); ++c)
        colours.push_back(labels.colours().empty() ? classColour(static_cast<int>(c))
                                                   : colourOf(labels.colours()[c]));
    return colours;
}

// By name: super-genres without a track are no classes, and the map's order is not that of the labels.
std::vector<QColor> mappingColours(const LabelSet &labels, const GenreMap &map)
{
    const std::vector<QColor> groups = superGenreColours(map);
    std::unordered_map<std::string_view, QColor> colourOfGroup;
    for (std::size_t i = 0; i < groups.size(); ++i)
        colourOfGroup.emplace(map.superGenres[i].name, groups[i]);
    std::vector<QColor> colours;
    for (const std::string &name : labels.classes()) {
        const auto found = colourOfGroup.find(name);
        colours.push_back(found == colourOfGroup.end() ? unmappedColour() : found->second);
    }
    return colours;
}

// The genres of a super-genre share its hue, in lightness steps by their place in the mapping.
std::vector<QColor> genreColours(const LabelSet &labels, const GenreMap &map)
{
    const std::vector<QColor> groups = superGenreColours(map);
    std::unordered_map<std::string_view, QColor> colourOfGenre;
    for (std::size_t i = 0; i < groups.size(); ++i) {
        const std::vector<std::string> &members = map.superGenres[i].genres;
        for (std::size_t m = 0; m < members.size(); ++m)
            colourOfGenre.emplace(members[m],
                                  shade(groups[i], static_cast<int>(m), static_cast<int>(members.size())));
    }
    std::vector<QColor> colours;
    bool mapped = false;
    for (const std::string &name : labels.classes()) {
        const auto found = colourOfGenre.find(name);
        mapped = mapped || found != colourOfGenre.end();
        colours.push_back(found == colourOfGenre.end() ? unmappedColour() : found->second);
    }
    return mapped ? colours : ownColours(labels); // all grey would tell no class apart
}

} // namespace

std::vector<QColor> superGenreColours(const GenreMap &map)
{
    std::vector<QColor> colours;
    for (std::size_t i = 0; i < map.superGenres.size(); ++i) {
        const auto &own = map.superGenres[i].colour;
        colours.push_back(own ? colourOf(*own) : classColour(static_cast<int>(i)));
    }
    return colours;
}

std::vector<QColor> labelColours(const LabelSet &labels, const StudySettings &settings)
{
    const Mapping *mapping = settings.findMapping(labels.name());
    std::vector<QColor> colours = mapping != nullptr         ? mappingColours(labels, mapping->map)
                                  : labels.name() == "genre" ? genreColours(labels, settings.genreMap())
                                                             : ownColours(labels);
    const auto chosen = settings.colours.find(labels.name());
    if (chosen == settings.colours.end())
        return colours;
    for (std::size_t c = 0; c < colours.size(); ++c)
        if (const auto own = chosen->second.find(labels.classes()[c]); own != chosen->second.end())
            colours[c] = colourOf(own->second);
    return colours;
}

GenreMap withColours(GenreMap map)
{
    const std::vector<QColor> colours = superGenreColours(map);
    for (std::size_t i = 0; i < colours.size(); ++i)
        map.superGenres[i].colour = rgbOf(colours[i]);
    return map;
}

std::uint32_t freeColour(const GenreMap &map)
{
    const std::vector<QColor> taken = superGenreColours(map);
    for (int i = 0; i < distinctClassColours; ++i)
        if (std::find(taken.begin(), taken.end(), classColour(i)) == taken.end())
            return rgbOf(classColour(i));
    return rgbOf(classColour(static_cast<int>(taken.size())));
}

} // namespace genrelens
