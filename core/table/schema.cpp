#include "core/table/schema.h"

#include "core/base/text.h"

#include <algorithm>
#include <array>
#include <set>

namespace genrelens
{

namespace
{

// Spotify's audio features and the names other files give them, in normalised form.
constexpr std::array<std::string_view, 18> featureNames{"popularity",       "track_popularity",
                                                        "duration_ms",      "duration",
                                                        "explicit",         "danceability",
                                                        "energy",           "key",
                                                        "loudness",         "mode",
                                                        "speechiness",      "acousticness",
                                                        "instrumentalness", "liveness",
                                                        "valence",          "tempo",
                                                        "time_signature",   "track_duration_ms"};

struct KnownName {
    std::string_view name;
    ColumnRole role;
};

// In order of preference within a role: the first that a file has is taken.
constexpr std::array<KnownName, 22> knownNames{{{"track_id", ColumnRole::TrackId},
                                                {"spotify_id", ColumnRole::TrackId},
                                                {"track_uri", ColumnRole::TrackId},
                                                {"uri", ColumnRole::TrackId},
                                                {"track_name", ColumnRole::Title},
                                                {"song", ColumnRole::Title},
                                                {"title", ColumnRole::Title},
                                                {"name", ColumnRole::Title},
                                                {"artists", ColumnRole::Artists},
                                                {"track_artist", ColumnRole::Artists},
                                                {"artist_name", ColumnRole::Artists},
                                                {"artist_name_s", ColumnRole::Artists},
                                                {"artist", ColumnRole::Artists},
                                                {"album_name", ColumnRole::Album},
                                                {"track_album_name", ColumnRole::Album},
                                                {"album", ColumnRole::Album},
                                                {"track_genre", ColumnRole::Genre},
                                                {"playlist_genre", ColumnRole::Genre},
                                                {"music_genre", ColumnRole::Genre},
                                                {"genre", ColumnRole::Genre},
                                                {"genres", ColumnRole::Genre},
                                                {"playlist_subgenre", ColumnRole::Genre}}};

constexpr std::array<std::string_view, 5> indexNames{"", "index", "unnamed_0", "row", "id"};

bool isFeatureName(std::string_view name)
{
    return std::find(featureNames.begin(), featureNames.end(), name) != featureNames.end();
}

// A count up from row to row, under a name that a count would have. An unnamed column of numbers is one even
// where it does not rise (rows were sorted): nobody measures by what has no name.
bool isRowIndex(const Column &column, std::string_view name)
{
    const NumericColumn *numbers = column.numeric();
    if (numbers == nullptr || std::find(indexNames.begin(), indexNames.end(), name) == indexNames.end())
        return false;
    if (name.empty() || name == "unnamed_0")
        return true;
    const std::vector<double> &values = numbers->values;
    return std::adjacent_find(values.begin(), values.end(), [](double a, double b) { return !(b > a); }) ==
           values.end();
}

bool isIdName(std::string_view name)
{
    return name == "id" || (name.size() > 3 && name.substr(name.size() - 3) == "_id");
}

std::size_t levelCount(const Column &column)
{
    if (const CategoricalColumn *categories = column.categorical())
        return categories->levels.size();
    if (const TextColumn *text = column.text()) {
        std::set<std::string_view> distinct;
        for (std::size_t i = 0; i < text->ends.size() && distinct.size() <= 200; ++i)
            distinct.insert(text->at(i));
        distinct.erase(std::string_view());
        return distinct.size();
    }
    return 0;
}

void assignKnownNames(const std::vector<std::string> &names, std::vector<ColumnRole> &roles)
{
    std::set<ColumnRole> taken;
    for (const KnownName &known : knownNames) {
        if (taken.contains(known.role))
            continue;
        for (std::size_t c = 0; c < names.size(); ++c) {
            if (names[c] == known.name && roles[c] == ColumnRole::Other) {
                roles[c] = known.role;
                taken.insert(known.role);
                break;
            }
        }
    }
}

constexpr std::array<std::pair<std::string_view, ColumnRole>, 8> roleNames{{{"index", ColumnRole::Index},
                                                                            {"track_id", ColumnRole::TrackId},
                                                                            {"title", ColumnRole::Title},
                                                                            {"artists", ColumnRole::Artists},
                                                                            {"album", ColumnRole::Album},
                                                                            {"genre", ColumnRole::Genre},
                                                                            {"feature", ColumnRole::Feature},
                                                                            {"other", ColumnRole::Other}}};

} // namespace

std::string roleName(ColumnRole role)
{
    for (const auto &[name, known] : roleNames)
        if (known == role)
            return std::string(name);
    return {};
}

std::optional<ColumnRole> roleNamed(std::string_view name)
{
    for (const auto &[known, role] : roleNames)
        if (known == name)
            return role;
    return std::nullopt;
}

std::optional<std::size_t> Schema::find(ColumnRole role) const
{
    const auto found = std::find(roles.begin(), roles.end(), role);
    if (found == roles.end())
        return std::nullopt;
    return static_cast<std::size_t>(found - roles.begin());
}

std::vector<std::size_t> Schema::features() const
{
    std::vector<std::size_t> columns;
    for (std::size_t c = 0; c < roles.size(); ++c)
        if (roles[c] == ColumnRole::Feature)
            columns.push_back(c);
    return columns;
}

std::string normalisedName(std::string_view header)
{
    std::string name;
    for (const char c : toLowerAscii(header)) {
        const bool letter = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || (c & 0x80) != 0;
        if (letter)
            name += c;
        else if (!name.empty() && name.back() != '_')
            name += '_';
    }
    while (!name.empty() && name.back() == '_')
        name.pop_back();
    return name;
}

bool namesThings(std::string_view header)
{
    const std::string name = normalisedName(header);
    return std::any_of(knownNames.begin(), knownNames.end(),
                       [&](const KnownName &known) { return known.name == name; });
}

bool isAudioFeatureName(std::string_view header)
{
    return isFeatureName(normalisedName(header));
}

Result<Schema> recogniseSchema(const Table &table)
{
    const std::size_t columns = table.columnCount();
    std::vector<std::string> names;
    std::vector<bool> usable(columns, false); // holds numbers and is no repetition of a column before it
    std::set<std::string_view> seen;
    for (std::size_t c = 0; c < columns; ++c) {
        names.push_back(normalisedName(table.column(c).name));
        usable[c] = seen.insert(table.column(c).name).second && table.column(c).isNumeric();
    }

    Schema schema;
    schema.roles.assign(columns, ColumnRole::Other);
    for (std::size_t c = 0; c < columns; ++c) {
        if (isRowIndex(table.column(c), names[c]))
            schema.roles[c] = ColumnRole::Index;
        else if (usable[c] && isFeatureName(names[c]))
            schema.roles[c] = ColumnRole::Feature;
    }
    assignKnownNames(names, schema.roles);
    if (schema.find(ColumnRole::Feature))
        return schema;

    // A file of another field: measure by every number there is.
    std::optional<std::size_t> label;
    for (std::size_t c = 0; c < columns; ++c) {
        if (schema.roles[c] != ColumnRole::Other)
            continue;
        const std::size_t levels = levelCount(table.column(c));
        if (usable[c] && !isIdName(names[c]))
            schema.roles[c] = ColumnRole::Feature;
        else if (levels >= 2 && levels <= 200)
            label = c;
    }
    if (!schema.find(ColumnRole::Feature)) {
        const bool otherSeparator =
            columns == 1 && table.column(0).name.find_first_of(";\t|") != std::string::npos;
        return Error{"no column holds numbers to compare tracks by", table.name(),
                     otherSeparator ? "Its columns are not separated by commas: save it with commas."
                                    : "Choose a CSV with audio features such as energy or tempo.",
                     ErrorKind::Input};
    }
    if (label && !schema.find(ColumnRole::Genre))
        schema.roles[*label] = ColumnRole::Genre;
    return schema;
}

Schema withRoles(const Table &table, Schema recognised, const RoleChoices &choices)
{
    for (std::size_t c = 0; c < recognised.roles.size(); ++c)
        if (const auto chosen = choices.find(table.column(c).name); chosen != choices.end())
            recognised.roles[c] = chosen->second;
    return recognised;
}

} // namespace genrelens
