#pragma once

#include "core/base/progress.h"
#include "core/base/result.h"

#include <cstdint>
#include <filesystem>
#include <iosfwd>

namespace genrelens
{

/// A file of invented tracks that looks and behaves like the "Spotify Tracks Dataset": its columns, its 114
/// genres in blocks, its statistics by genre, and its tracks that stand in several genres.
struct SampleOptions {
    /// Rows below the header, spread evenly over the genres; at least 1. More rows lengthen each genre's
    /// block and leave its beginning (but for the index) as it was.
    std::uint64_t rows = 114'000;
    /// Equal seeds give equal files, byte for byte, on every system.
    std::uint64_t seed = 1;
};

/// Writes the CSV; memory does not grow with the rows.
Result<void> writeSample(std::ostream &out, const SampleOptions &options, Progress &progress);

/// The same into a file. It appears under its name only when it is complete.
Result<void> writeSample(const std::filesystem::path &path, const SampleOptions &options, Progress &progress);

} // namespace genrelens
