#include "core/table/text_window.h"

#include "core/base/parallel.h"
#include "core/base/simd.h"
#include "core/base/text.h"
#include "core/table/encoding.h"

#include <algorithm>
#include <cstring>
#include <numeric>

namespace genrelens
{

namespace
{

constexpr std::size_t npos = std::string_view::npos;
constexpr std::size_t binaryBytes = std::size_t(1) << 16; // a zero among the first: no text at all
constexpr std::size_t pieceBytes = std::size_t(1) << 18;  // that one thread checks at a time

// Line ends are LF, CRLF and CR: a line feed counts unless a carriage return, which has counted, stands
// before it.
GENRELENS_CLONES std::uint64_t lineEndsIn(const char *text, std::size_t size, char before)
{
    if (size == 0)
        return 0;
    std::uint64_t ends = text[0] == '\r' || (text[0] == '\n' && before != '\r') ? 1 : 0;
    for (std::size_t i = 1; i < size; ++i)
        ends += static_cast<std::uint64_t>(text[i] == '\r') |
                static_cast<std::uint64_t>((text[i] == '\n') & (text[i - 1] != '\r'));
    return ends;
}

std::uint64_t lineEnds(std::string_view text, bool afterReturn)
{
    std::vector<std::uint64_t> counts((text.size() + pieceBytes - 1) / pieceBytes);
    parallelBlocks(text.size(), pieceBytes, [&](std::size_t begin, std::size_t end) {
        const char before = begin > 0 ? text[begin - 1] : afterReturn ? '\r' : '\0';
        counts[begin / pieceBytes] = lineEndsIn(text.data() + begin, end - begin, before);
    });
    return std::accumulate(counts.begin(), counts.end(), std::uint64_t(0));
}

bool isWithinCharacter(char c)
{
    return (static_cast<unsigned char>(c) & 0xC0) == 0x80;
}

// Whether all of the text is valid UTF-8. Pieces that end within a character are moved to its end; four bytes
// in a row that are within one are invalid anyhow.
bool isUtf8(std::string_view text)
{
    std::vector<char> valid((text.size() + pieceBytes - 1) / pieceBytes, 1);
    const auto boundary = [&](std::size_t at) {
        for (int step = 0; step < 4 && at > 0 && at < text.size() && isWithinCharacter(text[at]); ++step)
            ++at;
        return at;
    };
    parallelBlocks(text.size(), pieceBytes, [&](std::size_t begin, std::size_t end) {
        const std::size_t from = boundary(begin);
        const std::size_t to = boundary(end);
        valid[begin / pieceBytes] = findInvalidUtf8(text.substr(from, to - from)) == npos ? 1 : 0;
    });
    return std::find(valid.begin(), valid.end(), 0) == valid.end();
}

} // namespace

TextWindow::TextWindow(std::unique_ptr<ByteSource> source, std::string name, std::size_t windowBytes)
    : m_source(std::move(source))
    , m_name(std::move(name))
    , m_windowBytes(windowBytes)
{
}

Result<void> TextWindow::advance(std::size_t used, std::size_t most, Progress &progress)
{
    if (progress.cancelled())
        return Error::cancelled();
    if (used > 0) {
        m_linesBefore += lineEnds(text().substr(0, used), m_afterReturn);
        m_afterReturn = m_buffer[used - 1] == '\r';
        std::memmove(m_buffer.data(), m_buffer.data() + used, m_size + m_pending - used);
        m_size -= used;
    } else if (m_size >= most) {
        return Error{"the row on line " + grouped(lineAt(0)) + " does not end within " +
                         counted(most >> 20U, "megabyte"),
                     m_name, "Look for a quote there that never closes.", ErrorKind::Input};
    }
    if (m_isLast)
        return {};
    const std::size_t wanted = std::max(m_windowBytes, used == 0 ? 2 * m_size : m_size + m_windowBytes / 2);
    while (m_size < wanted && !m_isLast) {
        const std::size_t from = m_size;
        const std::size_t behind = from + m_pending;
        const std::size_t bytes = wanted - from;
        const Result<std::size_t> got = readBehind(behind, bytes);
        if (!got)
            return got.error();
        m_isLast = got.value() < bytes;
        if (Result<void> decoded = decode(from, behind + got.value()); !decoded)
            return decoded;
        if (progress.cancelled())
            return Error::cancelled();
    }
    std::memset(m_buffer.data() + m_size + m_pending, 0, padding);
    m_isFirst = false;
    return {};
}

std::uint64_t TextWindow::lineAt(std::size_t offset) const
{
    return 1 + m_linesBefore + lineEnds(text().substr(0, offset), m_afterReturn);
}

Result<std::size_t> TextWindow::readBehind(std::size_t offset, std::size_t bytes)
{
    if (m_buffer.size() < offset + bytes + padding)
        m_buffer.resize(offset + bytes + padding);
    return m_source->read({m_buffer.data() + offset, bytes});
}

// The bytes from `from` (where the text ends so far) to `end` become text.
Result<void> TextWindow::decode(std::size_t from, std::size_t end)
{
    if (m_encoding == Encoding::Unknown) {
        const std::size_t mark = recogniseEncoding(end);
        std::memmove(m_buffer.data(), m_buffer.data() + mark, end - mark);
        end -= mark;
    }
    return m_encoding == Encoding::Utf8 ? decodeUtf8(from, end) : decodeUtf16(from, end);
}

// No text holds a zero; from: where what was not looked at before begins, end: of what is there.
Result<void> TextWindow::refuseZero(std::size_t from, std::size_t end)
{
    const void *zero = std::memchr(m_buffer.data() + from, 0, end - from);
    if (zero == nullptr)
        return {};
    const auto at = static_cast<std::size_t>(static_cast<const char *>(zero) - m_buffer.data());
    if (m_isFirst && at < binaryBytes)
        return Error{"this is not a text file", m_name, "Choose a CSV file, or an archive that holds one.",
                     ErrorKind::Input};
    m_size = end; // as far as lines are counted
    return Error{"line " + grouped(lineAt(at)) + " holds a zero byte", m_name,
                 "The file may be damaged; fetch it again.", ErrorKind::Input};
}

Result<void> TextWindow::decodeUtf8(std::size_t from, std::size_t end)
{
    if (Result<void> isText = refuseZero(from, end); !isText)
        return isText;
    const std::string_view bytes(m_buffer.data() + from, end - from);
    const std::size_t pending = m_isLast ? 0 : unfinishedUtf8(bytes);
    const std::string_view whole = bytes.substr(0, bytes.size() - pending);
    m_size = end - pending;
    m_pending = pending;
    if (isUtf8(whole))
        return {};
    const Utf8Repair repair = repairUtf8(whole);
    if (m_repairedBytes == 0)
        m_firstRepairedLine = lineAt(from + repair.first);
    m_repairedBytes += repair.repaired;
    replaceTail(from, repair.text, std::string(bytes.substr(whole.size())));
    return {};
}

Result<void> TextWindow::decodeUtf16(std::size_t from, std::size_t end)
{
    std::string_view bytes(m_buffer.data() + from, end - from);
    const std::string text = takeUtf16(bytes, m_encoding == Encoding::Utf16Big, m_isLast);
    replaceTail(from, text, std::string(bytes));
    return refuseZero(from, m_size);
}

// Returns the length of the byte order mark.
std::size_t TextWindow::recogniseEncoding(std::size_t end)
{
    const std::string_view start(m_buffer.data(), end);
    m_encoding = Encoding::Utf8;
    if (start.substr(0, 3) == "\xEF\xBB\xBF")
        return 3;
    if (start.substr(0, 2) == "\xFF\xFE")
        m_encoding = Encoding::Utf16Little;
    else if (start.substr(0, 2) == "\xFE\xFF")
        m_encoding = Encoding::Utf16Big;
    return m_encoding == Encoding::Utf8 ? 0 : 2;
}

void TextWindow::replaceTail(std::size_t from, std::string_view text, std::string_view pending)
{
    const std::size_t end = from + text.size() + pending.size();
    if (m_buffer.size() < end + padding)
        m_buffer.resize(end + padding);
    std::copy(text.begin(), text.end(), m_buffer.begin() + static_cast<std::ptrdiff_t>(from));
    m_size = from + text.size();
    std::copy(pending.begin(), pending.end(), m_buffer.begin() + static_cast<std::ptrdiff_t>(m_size));
    m_pending = pending.size();
}

} // namespace genrelens
