#include "core/table/column_names.h"

#include "core/base/text.h"

#include <algorithm>
#include <array>

namespace genrelens
{

namespace
{

constexpr auto roleNames = std::to_array<KnownName>({
    {"track_id", ColumnRole::TrackId},
    {"spotify_id", ColumnRole::TrackId},
    {"spotify_track_id", ColumnRole::TrackId},
    {"track_uri", ColumnRole::TrackId},
    {"uri", ColumnRole::TrackId},
    {"id", ColumnRole::TrackId, true},
    {"track_name", ColumnRole::Title},
    {"track_title", ColumnRole::Title},
    {"song_name", ColumnRole::Title},
    {"song_title", ColumnRole::Title},
    {"song", ColumnRole::Title},
    {"title", ColumnRole::Title},
    {"name", ColumnRole::Title},
    {"track", ColumnRole::Title, true},
    {"artists", ColumnRole::Artists},
    {"track_artist", ColumnRole::Artists},
    {"artist_name", ColumnRole::Artists},
    {"artist_names", ColumnRole::Artists},
    {"artist_name_s", ColumnRole::Artists},
    {"artist_s_name", ColumnRole::Artists},
    {"artist_s", ColumnRole::Artists},
    {"artist", ColumnRole::Artists},
    {"album_name", ColumnRole::Album},
    {"track_album_name", ColumnRole::Album},
    {"album", ColumnRole::Album},
    {"track_genre", ColumnRole::Genre},
    {"playlist_genre", ColumnRole::Genre},
    {"music_genre", ColumnRole::Genre},
    {"genre", ColumnRole::Genre},
    {"genres", ColumnRole::Genre},
    {"top_genre", ColumnRole::Genre},
    {"artist_genres", ColumnRole::Genre},
    {"playlist_subgenre", ColumnRole::Genre},
});

// Spotify's audio features and the names other files give them. The four letters are those of the yearly
// "top 50" files.
constexpr auto featureNames = std::to_array<KnownFeature>({
    {"popularity", "popularity"},
    {"track_popularity", "popularity"},
    {"pop", "popularity", false},
    {"duration_ms", "duration"},
    {"track_duration_ms", "duration"},
    {"duration", "duration", false},
    {"duration_s", "duration", false},
    {"length_duration", "duration", false},
    {"length", "duration", false},
    {"dur", "duration", false},
    {"explicit", "explicit", false},
    {"danceability", "danceability"},
    {"dnce", "danceability"},
    {"energy", "energy"},
    {"nrgy", "energy"},
    {"key", "key", false},
    {"loudness", "loudness"},
    {"loudness_db", "loudness"},
    {"db", "loudness", false},
    {"mode", "mode", false},
    {"speechiness", "speechiness"},
    {"spch", "speechiness"},
    {"acousticness", "acousticness"},
    {"acous", "acousticness"},
    {"instrumentalness", "instrumentalness"},
    {"liveness", "liveness"},
    {"live", "liveness", false},
    {"valence", "valence"},
    {"val", "valence", false},
    {"tempo", "tempo"},
    {"bpm", "tempo"},
    {"beats_per_minute", "tempo"},
    {"beats_per_minute_bpm", "tempo"},
    {"time_signature", "time_signature"},
});

} // namespace

std::span<const KnownName> knownNames()
{
    return roleNames;
}

std::optional<KnownFeature> knownFeature(std::string_view normalised)
{
    const auto *const found =
        std::find_if(featureNames.begin(), featureNames.end(),
                     [&](const KnownFeature &known) { return known.name == normalised; });
    if (found == featureNames.end())
        return std::nullopt;
    return *found;
}

std::optional<std::string_view> measureOf(std::string_view header)
{
    const std::optional<KnownFeature> known = knownFeature(normalisedName(header));
    if (!known)
        return std::nullopt;
    return known->measure;
}

bool isGenreName(std::string_view header)
{
    const std::string name = normalisedName(header);
    return std::any_of(roleNames.begin(), roleNames.end(), [&](const KnownName &known) {
        return known.role == ColumnRole::Genre && known.name == name;
    });
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
    return std::any_of(roleNames.begin(), roleNames.end(),
                       [&](const KnownName &known) { return known.name == name && !known.onlyText; });
}

bool isAudioFeatureName(std::string_view header)
{
    return measureOf(header).has_value();
}

} // namespace genrelens
