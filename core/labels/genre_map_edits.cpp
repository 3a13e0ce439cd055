#include "core/labels/genre_map_edits.h"

#include "core/base/text.h"

#include <algorithm>
#include <set>
#include <utility>

namespace genrelens
{

namespace
{

template <typename Map>
auto find(Map &map, std::string_view name)
{
    return std::find_if(map.superGenres.begin(), map.superGenres.end(),
                        [&](const SuperGenre &group) { return group.name == name; });
}

// The name as it will stand.
Result<std::string> newName(const GenreMap &map, std::string_view name)
{
    const std::string given(trimmed(name));
    if (given.empty())
        return Error{"a super-genre needs a name", {}, {}, ErrorKind::Usage};
    if (given == unmappedClassName)
        return Error{"a super-genre cannot be called \"" + given + '"',
                     {},
                     "That is what genres without a super-genre are called.",
                     ErrorKind::Usage};
    if (find(map, given) != map.superGenres.end())
        return Error{"there is a super-genre \"" + given + "\" already",
                     {},
                     "Merge the two, or choose another name.",
                     ErrorKind::Usage};
    return given;
}

} // namespace

Result<GenreMap> assigned(GenreMap map, std::span<const std::string> genres, const std::string &superGenre,
                          std::optional<std::uint32_t> colour)
{
    const std::string name(trimmed(superGenre));
    if (find(map, name) == map.superGenres.end()) {
        Result<GenreMap> grown = withSuperGenre(std::move(map), name, colour);
        if (!grown)
            return grown;
        map = std::move(grown).value();
    }
    // Those that are there already keep their place.
    const std::vector<std::string> &there = find(map, name)->genres;
    std::set<std::string> known(there.begin(), there.end());
    std::vector<std::string> coming;
    for (const std::string &genre : genres)
        if (known.insert(genre).second)
            coming.push_back(genre);
    map = unassigned(std::move(map), coming);
    std::vector<std::string> &members = find(map, name)->genres;
    members.insert(members.end(), coming.begin(), coming.end());
    return map;
}

GenreMap unassigned(GenreMap map, std::span<const std::string> genres)
{
    const std::set<std::string_view> leaving(genres.begin(), genres.end());
    for (SuperGenre &group : map.superGenres)
        std::erase_if(group.genres, [&](const std::string &genre) { return leaving.contains(genre); });
    return map;
}

Result<GenreMap> withSuperGenre(GenreMap map, const std::string &name, std::optional<std::uint32_t> colour)
{
    Result<std::string> given = newName(map, name);
    if (!given)
        return given.error();
    map.superGenres.push_back({std::move(given).value(), colour, {}});
    return map;
}

Result<GenreMap> renamed(GenreMap map, const std::string &superGenre, const std::string &name)
{
    if (trimmed(name) == superGenre)
        return map;
    Result<std::string> given = newName(map, name);
    if (!given)
        return given.error();
    if (const auto group = find(map, superGenre); group != map.superGenres.end())
        group->name = std::move(given).value();
    return map;
}

GenreMap merged(GenreMap map, std::span<const std::string> superGenres, const std::string &into)
{
    if (find(map, into) == map.superGenres.end())
        return map;
    for (const std::string &name : superGenres) {
        const auto from = find(map, name);
        if (name == into || from == map.superGenres.end())
            continue;
        const std::vector<std::string> genres = std::move(from->genres);
        map.superGenres.erase(from);
        std::vector<std::string> &members = find(map, into)->genres;
        members.insert(members.end(), genres.begin(), genres.end());
    }
    return map;
}

GenreMap recoloured(GenreMap map, const std::string &superGenre, std::uint32_t colour)
{
    if (const auto group = find(map, superGenre); group != map.superGenres.end())
        group->colour = colour;
    return map;
}

GenreMap moved(GenreMap map, const std::string &superGenre, std::size_t place)
{
    const auto from = find(map, superGenre);
    if (from == map.superGenres.end())
        return map;
    SuperGenre group = std::move(*from);
    map.superGenres.erase(from);
    const auto to =
        map.superGenres.begin() + static_cast<std::ptrdiff_t>(std::min(place, map.superGenres.size()));
    map.superGenres.insert(to, std::move(group));
    return map;
}

GenreMap removed(GenreMap map, const std::string &superGenre)
{
    std::erase_if(map.superGenres, [&](const SuperGenre &group) { return group.name == superGenre; });
    return map;
}

GenreMap withColoursOf(GenreMap map, const GenreMap &other)
{
    for (SuperGenre &group : map.superGenres) {
        const auto same = find(other, group.name);
        if (!group.colour && same != other.superGenres.end())
            group.colour = same->colour;
    }
    return map;
}

} // namespace genrelens
