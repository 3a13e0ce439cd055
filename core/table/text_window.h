#pragma once

#include "core/base/progress.h"
#include "core/base/result.h"
#include "core/table/byte_source.h"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace genrelens
{

/// A file as UTF-8 text, seen through a window that moves on: so a file of any size takes the memory of the
/// window. Bytes that are no UTF-8 are read as Windows-1252 and counted; UTF-16 with a byte order mark is
/// converted.
class TextWindow
{
public:
    /// Readable bytes behind the text's end, for code that looks at 64 bytes at a time.
    static constexpr std::size_t padding = 64;

    /// name: what messages call the file. windowBytes: how much text the window holds at least, until the
    /// end.
    TextWindow(std::unique_ptr<ByteSource> source, std::string name, std::size_t windowBytes);

    /// Moves on by `used` bytes and reads more behind what is left; when nothing of a full window is used the
    /// window grows. Errors: the source's, not text, longer than `most` bytes without moving on.
    Result<void> advance(std::size_t used, std::size_t most, Progress &progress);

    [[nodiscard]] std::string_view text() const { return {m_buffer.data(), m_size}; }
    /// No text comes after this.
    [[nodiscard]] bool isLast() const { return m_isLast; }
    /// 1-based line of the file on which the byte at that offset of text() stands.
    [[nodiscard]] std::uint64_t lineAt(std::size_t offset) const;
    [[nodiscard]] double fraction() const { return m_source->fraction(); }
    [[nodiscard]] const std::string &name() const { return m_name; }

    [[nodiscard]] std::uint64_t repairedBytes() const { return m_repairedBytes; }
    [[nodiscard]] std::uint64_t firstRepairedLine() const { return m_firstRepairedLine; }

private:
    enum class Encoding { Unknown, Utf8, Utf16Little, Utf16Big };

    Result<std::size_t> readBehind(std::size_t offset, std::size_t bytes);
    Result<void> decode(std::size_t from, std::size_t end);
    Result<void> decodeUtf8(std::size_t from, std::size_t end);
    Result<void> decodeUtf16(std::size_t from, std::size_t end);
    Result<void> refuseZero(std::size_t from, std::size_t end);
    std::size_t recogniseEncoding(std::size_t end);
    void replaceTail(std::size_t from, std::string_view text, std::string_view pending);

    std::unique_ptr<ByteSource> m_source;
    std::string m_name;
    std::size_t m_windowBytes;
    std::vector<char> m_buffer; // text, then bytes that are no whole character yet, then padding
    std::size_t m_size = 0;
    std::size_t m_pending = 0;
    Encoding m_encoding = Encoding::Unknown;
    bool m_isLast = false;
    bool m_isFirst = true;
    std::uint64_t m_linesBefore = 0; // line ends before the window
    bool m_afterReturn = false;      // the byte before the window is a carriage return
    std::uint64_t m_repairedBytes = 0;
    std::uint64_t m_firstRepairedLine = 0;
};

} // namespace genrelens
