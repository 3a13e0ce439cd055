#pragma once

#include "core/study/dataset.h"

#include <QString>

#include <cstddef>
#include <cstdint>
#include <memory>
#include <vector>

namespace genrelens
{

/// A track that was found.
struct TrackHit {
    std::uint32_t track = 0;
    bool byAlbum = false; ///< its title and artists alone do not hold the words

    bool operator==(const TrackHit &) const = default;
};

/// The kept tracks whose title, artists and album together hold every word of the text, whatever its case and
/// accents: first those whose title is the text, then those whose title begins with it, then those whose
/// title holds it, last those that are found by their album; in the order of the file. `most` of them at
/// most; none for a text without letters. Error: cancelled.
Result<std::vector<TrackHit>> searchTracks(const Dataset &dataset, const PreparedData &prepared,
                                           const QString &text, std::size_t most, Progress &progress);

} // namespace genrelens
