#pragma once

#include "core/base/progress.h"
#include "core/base/result.h"
#include "core/table/byte_source.h"

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace genrelens
{

/// Whether a file begins as compressed files and archives do: gzip, zstd, xz, bzip2, zip, 7z.
bool looksCompressed(std::string_view firstBytes);

/// One file in an archive; a compressed file is an archive of one, without a name of its own.
struct ArchiveEntry {
    std::string name;        ///< its path in the archive; "data" where it has none
    std::uint64_t bytes = 0; ///< unpacked; 0 where the archive does not say
    std::size_t place = 0;   ///< among the files in the archive; names may come twice
};

/// The tables in an archive: its only file, or those that end in .csv, .tsv or .txt, in its order. Errors:
/// none is there, it is damaged, a bomb, an Excel workbook.
Result<std::vector<ArchiveEntry>> tablesInArchive(const std::string &path, const Progress &progress);

/// One of them, unpacked on the way (libarchive). Reading errors: damaged, behind a password, or a bomb: more
/// than 256 MiB and 50 times what the archive takes.
Result<std::unique_ptr<ByteSource>> openArchived(const std::string &path, const ArchiveEntry &entry,
                                                 const Progress &progress);

/// The first file in an archive, or a compressed file, whatever it is, for readers that need no more memory
/// than what it takes on disk; so a bomb is only what would take far too long: more than 256 MiB and 1,000
/// times what the archive takes.
Result<std::unique_ptr<ByteSource>> openCompressed(const std::string &path, const Progress &progress);

} // namespace genrelens
