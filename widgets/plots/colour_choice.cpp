#include "widgets/plots/colour_choice.h"

#include "core/labels/genre_map_edits.h"
#include "widgets/plots/class_colours.h"
#include "widgets/plots/palette.h"

#include <algorithm>

namespace genrelens
{

namespace
{

// The map that holds the class as a super-genre, and its place there; null for other classes.
Mapping *mappingOf(StudySettings &settings, const std::string &labelSet, const std::string &cls,
                   std::size_t &place)
{
    for (Mapping &mapping : settings.mappings) {
        if (mapping.name != labelSet)
            continue;
        const std::vector<SuperGenre> &groups = mapping.map.superGenres;
        const auto found = std::find_if(groups.begin(), groups.end(),
                                        [&cls](const SuperGenre &group) { return group.name == cls; });
        place = static_cast<std::size_t>(found - groups.begin());
        return found == groups.end() ? nullptr : &mapping;
    }
    return nullptr;
}

} // namespace

StudySettings withClassColour(StudySettings settings, const std::string &labelSet, const std::string &cls,
                              const QColor &colour)
{
    std::size_t place = 0;
    if (Mapping *mapping = mappingOf(settings, labelSet, cls, place))
        mapping->map = recoloured(withColours(std::move(mapping->map)), cls, rgbOf(colour));
    else
        settings.colours[labelSet][cls] = rgbOf(colour);
    return settings;
}

StudySettings withoutClassColour(StudySettings settings, const std::string &labelSet, const std::string &cls)
{
    std::size_t place = 0;
    if (Mapping *mapping = mappingOf(settings, labelSet, cls, place)) {
        const QColor palette = classColour(static_cast<int>(place));
        if (superGenreColours(mapping->map)[place] != palette)
            mapping->map = recoloured(withColours(std::move(mapping->map)), cls, rgbOf(palette));
        return settings;
    }
    const auto chosen = settings.colours.find(labelSet);
    if (chosen == settings.colours.end())
        return settings;
    chosen->second.erase(cls);
    if (chosen->second.empty())
        settings.colours.erase(chosen);
    return settings;
}

} // namespace genrelens
