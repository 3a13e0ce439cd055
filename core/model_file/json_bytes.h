#pragma once

#include "core/base/progress.h"
#include "core/table/byte_source.h"

#include <cstddef>
#include <cstdint>
#include <iterator>
#include <optional>
#include <vector>

namespace genrelens
{

/// The bytes of a JSON text one by one, for a parser that keeps one word of it at a time in memory: the text
/// ends early, with an error, where a word (a string, a number) is longer than any that we write, where the
/// source fails, and when cancelled.
class JsonBytes
{
public:
    JsonBytes(ByteSource &source, Progress &progress);

    [[nodiscard]] bool atEnd() const { return m_at == m_end; }
    [[nodiscard]] char current() const { return m_buffer[m_at]; }
    void advance()
    {
        noteWord(m_buffer[m_at]);
        ++m_at;
        ++m_taken;
        if (isWordTooLong())
            m_end = m_at;
        else if (m_at == m_end)
            refill();
    }

    /// Bytes passed so far.
    [[nodiscard]] std::uint64_t taken() const { return m_taken; }
    /// What ended the text early: of the source, or cancelled.
    [[nodiscard]] const std::optional<Error> &error() const { return m_error; }
    /// ... or this.
    [[nodiscard]] bool isWordTooLong() const { return m_wordBytes > mostWordBytes; }

private:
    static constexpr std::size_t mostWordBytes = std::size_t(1) << 20;

    void noteWord(char byte)
    {
        ++m_wordBytes;
        if (m_escaped) {
            m_escaped = false;
        } else if (m_inString) {
            m_escaped = byte == '\\';
            if (byte == '"')
                m_inString = false;
        } else if (byte == '"') {
            m_inString = true;
            m_wordBytes = 0;
        } else if (byte == ',' || byte == ':' || byte == '[' || byte == ']' || byte == '{' || byte == '}' ||
                   byte == ' ' || byte == '\n' || byte == '\t' || byte == '\r') {
            m_wordBytes = 0;
        }
    }
    void refill();

    ByteSource &m_source;
    Progress &m_progress;
    std::vector<char> m_buffer;
    std::size_t m_at = 0;
    std::size_t m_end = 0;
    std::size_t m_wordBytes = 0;
    std::uint64_t m_taken = 0;
    bool m_inString = false;
    bool m_escaped = false;
    bool m_sourceEnded = false;
    std::optional<Error> m_error;
};

/// An input iterator over them; one without bytes is the end.
class JsonByteIterator
{
public:
    using iterator_category = std::input_iterator_tag;
    using value_type = char;
    using difference_type = std::ptrdiff_t;
    using pointer = const char *;
    using reference = char;

    JsonByteIterator() = default;
    explicit JsonByteIterator(JsonBytes &bytes) : m_bytes(&bytes) {}

    char operator*() const { return m_bytes->current(); }
    JsonByteIterator &operator++()
    {
        m_bytes->advance();
        return *this;
    }
    bool operator==(const JsonByteIterator &other) const { return atEnd() == other.atEnd(); }

private:
    [[nodiscard]] bool atEnd() const { return m_bytes == nullptr || m_bytes->atEnd(); }

    JsonBytes *m_bytes = nullptr;
};

} // namespace genrelens
