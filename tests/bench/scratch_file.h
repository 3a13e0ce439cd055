#pragma once

#include "core/base/result.h"

#include <cstdint>
#include <filesystem>
#include <string>

namespace genrelens::bench
{

/// A place for a temporary file, removed with this object.
class ScratchFile
{
public:
    ScratchFile();
    ~ScratchFile();
    ScratchFile(const ScratchFile &) = delete;
    ScratchFile &operator=(const ScratchFile &) = delete;

    [[nodiscard]] std::filesystem::path path() const { return m_folder / "tracks.csv"; }

private:
    std::filesystem::path m_folder;
};

/// Writes as many rows of the generator, seed 1.
Result<void> drawTracks(const ScratchFile &to, std::uint64_t rows);

/// Copies the header and the first rows of a CSV file, quoted line breaks and all, and returns how many rows
/// that were: fewer than asked for when the file has no more, 0 when it cannot be read.
std::uint64_t copyFirstRows(const std::string &from, const ScratchFile &to, std::uint64_t rows);

} // namespace genrelens::bench
