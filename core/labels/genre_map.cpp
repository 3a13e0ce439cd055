#include "core/labels/genre_map.h"

#include "core/base/text.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdio>
#include <initializer_list>
#include <set>
#include <unordered_map>

namespace genrelens
{

namespace
{

constexpr std::string_view formatName = "genrelens-genre-map";
constexpr int formatVersion = 1;
constexpr std::uint32_t unmappedClassColour = 0x8a929c; // as unmappedColour() of the palette

Error mapError(const std::string &file, std::string what, std::string hint = {})
{
    return Error{std::move(what), file, std::move(hint), ErrorKind::Input};
}

// The first key of an object that is none of the known ones: more often a slip of the pen than a wish.
std::optional<std::string> unknownKey(const nlohmann::json &object,
                                      std::initializer_list<std::string_view> known)
{
    for (const auto &[key, value] : object.items())
        if (std::find(known.begin(), known.end(), key) == known.end())
            return key;
    return std::nullopt;
}

Result<SuperGenre> parseSuperGenre(const nlohmann::json &entry, const std::string &file)
{
    SuperGenre group;
    if (!entry.is_object() || !entry.contains("name") || !entry["name"].is_string() ||
        !entry.contains("genres") || !entry["genres"].is_array())
        return mapError(file, "a super-genre needs a \"name\" and a list \"genres\"");
    if (const auto key = unknownKey(entry, {"name", "colour", "genres"}))
        return mapError(file, "a super-genre has no key \"" + *key + '"');
    group.name = trimmed(entry["name"].get_ref<const std::string &>());
    if (group.name.empty())
        return mapError(file, "a super-genre has an empty name");
    if (entry.contains("colour")) {
        group.colour =
            entry["colour"].is_string() ? parseColour(entry["colour"].get<std::string>()) : std::nullopt;
        if (!group.colour)
            return mapError(file, "the colour of \"" + group.name + "\" is not of the form #RRGGBB");
    }
    for (const auto &genre : entry["genres"]) {
        if (!genre.is_string())
            return mapError(file, "a genre of \"" + group.name + "\" is not text");
        group.genres.emplace_back(trimmed(genre.get_ref<const std::string &>())); // as those of files
    }
    return group;
}

} // namespace

std::optional<std::uint32_t> parseColour(std::string_view text)
{
    std::uint32_t value = 0;
    if (text.size() != 7 || text[0] != '#')
        return std::nullopt;
    const auto [end, error] = std::from_chars(text.data() + 1, text.data() + text.size(), value, 16);
    if (error != std::errc() || end != text.data() + text.size())
        return std::nullopt;
    return value;
}

std::string colourText(std::uint32_t colour)
{
    std::array<char, 8> text{};
    std::snprintf(text.data(), text.size(), "#%06X", static_cast<unsigned>(colour & 0xFFFFFFU));
    return text.data();
}

std::optional<std::size_t> GenreMap::find(std::string_view genre) const
{
    for (std::size_t i = 0; i < superGenres.size(); ++i)
        if (std::find(superGenres[i].genres.begin(), superGenres[i].genres.end(), genre) !=
            superGenres[i].genres.end())
            return i;
    return std::nullopt;
}

std::size_t GenreMap::genreCount() const
{
    std::size_t count = 0;
    for (const SuperGenre &group : superGenres)
        count += group.genres.size();
    return count;
}

Result<GenreMap> parseGenreMap(std::string_view text, const std::string &fileName)
{
    const auto json = nlohmann::json::parse(text, nullptr, false);
    if (json.is_discarded())
        return mapError(fileName, "this is not JSON");
    if (!json.is_object() || !json.contains("format") || json["format"] != formatName)
        return mapError(fileName, "this is not a genre mapping",
                        "A mapping begins with \"format\": \"genrelens-genre-map\".");
    if (const auto key = unknownKey(json, {"format", "version", "name", "unmapped", "super_genres"}))
        return mapError(fileName, "a genre mapping has no key \"" + *key + '"');
    if (json.contains("version") && json["version"] != formatVersion)
        return mapError(fileName, "this version of the mapping format is not known",
                        "This program reads version 1.");
    if (json.contains("name") && !json["name"].is_string())
        return mapError(fileName, "the \"name\" of the mapping is not text");
    if (json.contains("unmapped") && json["unmapped"] != "class" && json["unmapped"] != "left_out")
        return mapError(fileName, "\"unmapped\" must be \"class\" or \"left_out\"");
    if (!json.contains("super_genres") || !json["super_genres"].is_array())
        return mapError(fileName, "the list \"super_genres\" is missing");
    GenreMap map;
    if (json.contains("name"))
        map.name = json["name"].get<std::string>();
    map.unmappedIsClass = json.value("unmapped", "") == "class";
    std::set<std::string> names;
    std::set<std::string> genres;
    for (const auto &entry : json["super_genres"]) {
        Result<SuperGenre> group = parseSuperGenre(entry, fileName);
        if (!group)
            return group.error();
        if (!names.insert(group.value().name).second)
            return mapError(fileName, "the super-genre \"" + group.value().name + "\" stands twice");
        for (const std::string &genre : group.value().genres)
            if (!genres.insert(genre).second)
                return mapError(fileName, "the genre \"" + genre + "\" stands twice");
        map.superGenres.push_back(std::move(group).value());
    }
    if (map.unmappedIsClass && names.contains(std::string(unmappedClassName)))
        return mapError(fileName, "a super-genre cannot be called \"unmapped\" where that is a class");
    return map;
}

std::string toJson(const GenreMap &map)
{
    nlohmann::ordered_json json;
    json["format"] = formatName;
    json["version"] = formatVersion;
    json["name"] = map.name;
    if (map.unmappedIsClass)
        json["unmapped"] = "class";
    json["super_genres"] = nlohmann::ordered_json::array();
    for (const SuperGenre &group : map.superGenres) {
        nlohmann::ordered_json entry;
        entry["name"] = group.name;
        if (group.colour)
            entry["colour"] = colourText(*group.colour);
        entry["genres"] = group.genres;
        json["super_genres"].push_back(std::move(entry));
    }
    // Text that is no UTF-8 must not throw here: its bytes are replaced by U+FFFD.
    return json.dump(2, ' ', false, nlohmann::ordered_json::error_handler_t::replace) + '\n';
}

std::vector<std::size_t> superGenreIndices(const std::vector<std::string> &genres, const GenreMap &map)
{
    std::unordered_map<std::string_view, std::size_t> groupOf;
    for (std::size_t i = 0; i < map.superGenres.size(); ++i)
        for (const std::string &genre : map.superGenres[i].genres)
            groupOf.emplace(genre, i);
    std::vector<std::size_t> indices;
    for (const std::string &genre : genres) {
        const auto group = groupOf.find(genre);
        indices.push_back(group == groupOf.end() ? map.superGenres.size() : group->second);
    }
    return indices;
}

FoldedGenres foldGenres(const LabelSet &genres, const GenreMap &map, std::string name, std::string title)
{
    const std::size_t groups = map.superGenres.size(); // one more stands for the unmapped
    const std::vector<std::size_t> groupOfGenre = superGenreIndices(genres.classes(), map);
    std::vector<std::size_t> rowsOfGroup(groups + 1, 0);
    for (std::size_t g = 0; g < groupOfGenre.size(); ++g)
        rowsOfGroup[groupOfGenre[g]] += genres.counts()[g];
    std::vector<std::string> classes;
    std::vector<std::uint32_t> colours;
    std::vector<std::int32_t> classOfGroup(groups + 1, unlabelled);
    const bool coloured = std::all_of(map.superGenres.begin(), map.superGenres.end(),
                                      [](const SuperGenre &group) { return group.colour.has_value(); });
    for (std::size_t i = 0; i < groups; ++i) {
        if (rowsOfGroup[i] == 0)
            continue;
        classOfGroup[i] = static_cast<std::int32_t>(classes.size());
        classes.push_back(map.superGenres[i].name);
        if (coloured)
            colours.push_back(*map.superGenres[i].colour);
    }
    if (map.unmappedIsClass && rowsOfGroup[groups] > 0) {
        classOfGroup[groups] = static_cast<std::int32_t>(classes.size());
        classes.emplace_back(unmappedClassName);
        if (coloured)
            colours.push_back(unmappedClassColour);
    }
    std::vector<std::int32_t> classOfGenre;
    for (const std::size_t group : groupOfGenre)
        classOfGenre.push_back(classOfGroup[group]);
    std::vector<std::int32_t> codes;
    codes.reserve(genres.codes().size());
    for (const std::int32_t genre : genres.codes())
        codes.push_back(genre == unlabelled ? unlabelled : classOfGenre[static_cast<std::size_t>(genre)]);
    return {
        LabelSet(std::move(name), std::move(classes), std::move(codes), std::move(colours), std::move(title)),
        std::move(classOfGenre)};
}

LabelSet superGenreLabels(const LabelSet &genres, const GenreMap &map)
{
    return foldGenres(genres, map).labels;
}

} // namespace genrelens
