#pragma once

#include "core/sample/track_model.h"

#include <cstdint>
#include <string>

namespace genrelens::sample
{

/// What people call a track. UTF-8; commas, quotes and accents occur, line breaks do not.
struct TrackWords {
    std::string id;      ///< 22 letters and digits
    std::string artists; ///< joined by ';', the first is the main one
    std::string album;
    std::string title;
};

/// Invents the words of a track. Nothing here names a real person or work on purpose. An artist has about
/// three tracks, all near each other in the block of one genre. The strings of words are overwritten, so that
/// millions of calls allocate little.
void inventWords(std::uint64_t seed, TrackId track, TrackWords &words);

} // namespace genrelens::sample
