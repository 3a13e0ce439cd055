#pragma once

#include "core/study/dataset.h"

#include <QString>

#include <cstddef>
#include <cstdint>
#include <memory>
#include <vector>

namespace genrelens
{

/// The kept tracks whose title and artists together hold every word of the text, whatever its case and
/// accents: first those whose title is the text, then those whose title begins with it, then those whose
/// title holds it; in the order of the file. `most` of them at most; none for a text without letters. Error:
/// cancelled.
Result<std::vector<std::uint32_t>> searchTracks(const Dataset &dataset, const PreparedData &prepared,
                                                const QString &text, std::size_t most, Progress &progress);

} // namespace genrelens
