#pragma once

#include "core/base/progress.h"
#include "core/base/result.h"

#include <cstddef>
#include <memory>
#include <span>
#include <string>
#include <string_view>

namespace genrelens
{

/// Bytes that come one after the other: of a file, from memory, out of an archive.
class ByteSource
{
public:
    virtual ~ByteSource() = default;
    /// Fills room and returns how many bytes that were: fewer than its size only where the bytes end.
    virtual Result<std::size_t> read(std::span<char> room) = 0;
    /// 0..1: how much of the file has been read; 0 where its size is not known.
    [[nodiscard]] virtual double fraction() const = 0;
};

/// A file on disk, or a pipe. Errors: it does not exist, is a folder or a device, cannot be read.
Result<std::unique_ptr<ByteSource>> openFile(const std::string &path);

/// Bytes that outlive the source.
std::unique_ptr<ByteSource> bytesInMemory(std::string_view bytes);

/// The whole of a file. Errors as of openFile.
Result<std::string> readFile(const std::string &path, Progress &progress);

} // namespace genrelens
