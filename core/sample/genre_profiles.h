#pragma once

#include <array>
#include <cstddef>
#include <span>
#include <string_view>

namespace genrelens::sample
{

/// The continuous features of a track, in the order of the file's columns.
enum Feature : std::size_t {
    Popularity,
    Duration,
    Danceability,
    Energy,
    Loudness,
    Speechiness,
    Acousticness,
    Instrumentalness,
    Liveness,
    Valence,
    Tempo,
    FeatureCount
};

using FeatureValues = std::array<double, FeatureCount>;

/// What is known of one genre: the facts the generator draws from.
struct GenreProfile {
    std::string_view name;
    int family;                       ///< genres of one family share tracks; 0..familyCount()-1
    int explicitPerMille;             ///< rows in a thousand with explicit lyrics
    int majorPerMille;                ///< rows in a thousand in a major mode
    std::array<int, 12> keyPerMille;  ///< by key, C = 0
    std::array<int, 3> beatsPerMille; ///< 3, 4 and 5 beats a bar; what is missing to 1,000 is 1 beat
    FeatureValues mean;
    FeatureValues deviation;
};

/// All 114 genres, in alphabetical order.
std::span<const GenreProfile> genreProfiles();

/// One more than the largest family number.
int familyCount();

/// The pooled correlation of the continuous features within genres.
double featureCorrelation(std::size_t a, std::size_t b);

} // namespace genrelens::sample
