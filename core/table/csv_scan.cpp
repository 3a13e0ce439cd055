#include "core/table/csv_scan.h"

#include "core/base/text.h"

#include <algorithm>

namespace genrelens
{

namespace
{

constexpr std::size_t npos = std::string_view::npos;

// Past the closing quote of the quoted field whose opening quote stands at `open`; npos when it never closes.
std::size_t skipQuoted(std::string_view text, std::size_t open)
{
    std::size_t at = open + 1;
    for (;;) {
        at = text.find('"', at);
        if (at == npos)
            return npos;
        if (at + 1 < text.size() && text[at + 1] == '"')
            at += 2;
        else
            return at + 1;
    }
}

bool isLineEnd(char c)
{
    return c == '\n' || c == '\r';
}

std::size_t skipLineEnd(std::string_view text, std::size_t at)
{
    return at + (text[at] == '\r' && at + 1 < text.size() && text[at + 1] == '\n' ? 2 : 1);
}

// Past the record that begins at `at`, its line end included; npos when a quote in it never closes, whose
// place is then left in openQuote.
std::size_t skipRecord(std::string_view text, std::size_t at, char delimiter, std::size_t &openQuote)
{
    bool fieldStart = true;
    while (at < text.size()) {
        const char c = text[at];
        if (c == '"' && fieldStart) {
            openQuote = at;
            at = skipQuoted(text, at);
            if (at == npos)
                return npos;
            fieldStart = false;
        } else if (isLineEnd(c)) {
            return skipLineEnd(text, at);
        } else {
            fieldStart = c == delimiter;
            ++at;
        }
    }
    return at;
}

} // namespace

std::string_view CsvField::text(std::string &scratch) const
{
    if (!escaped)
        return raw;
    scratch.clear();
    bool open = true;
    for (std::size_t i = 0; i < raw.size(); ++i) {
        if (raw[i] != '"' || !open) {
            scratch += raw[i];
        } else if (i + 1 < raw.size() && raw[i + 1] == '"') {
            scratch += '"';
            ++i;
        } else {
            open = false; // the closing quote of `"a"b`: what follows is kept as it is
        }
    }
    return scratch;
}

CsvFieldCursor::CsvFieldCursor(std::string_view record, char delimiter)
    : m_record(record)
    , m_delimiter(delimiter)
{
    // The record's own line end and any blank lines behind it; a line end inside quotes has a quote after it.
    while (!m_record.empty() && isLineEnd(m_record.back()))
        m_record.remove_suffix(1);
}

bool CsvFieldCursor::next(CsvField &field)
{
    if (m_done)
        return false;
    const std::size_t begin = m_position;
    field = CsvField{};
    if (begin < m_record.size() && m_record[begin] == '"') {
        std::size_t close = skipQuoted(m_record, begin);
        if (close == npos)
            close = m_record.size() + 1;
        const std::size_t end =
            std::min(m_record.find(m_delimiter, std::min(close, m_record.size())), m_record.size());
        const bool plain = end == close;
        field.quoted = true;
        field.raw = m_record.substr(begin + 1, plain ? close - begin - 2 : end - begin - 1);
        field.escaped = field.raw.find('"') != npos;
        m_position = end;
    } else {
        m_position = std::min(m_record.find(m_delimiter, begin), m_record.size());
        field.raw = m_record.substr(begin, m_position - begin);
    }
    m_done = m_position >= m_record.size();
    ++m_position;
    return true;
}

Result<CsvRecords> findCsvRecords(std::string_view text, char delimiter, Progress &progress)
{
    CsvRecords records;
    constexpr std::size_t reportEvery = std::size_t(1) << 22;
    std::size_t nextReport = reportEvery;
    std::size_t at = 0;
    while (at < text.size()) {
        if (isLineEnd(text[at])) {
            at = skipLineEnd(text, at);
            continue;
        }
        std::size_t openQuote = 0;
        const std::size_t end = skipRecord(text, at, delimiter, openQuote);
        if (end == npos)
            return Error{"the quote that opens on line " + grouped(lineOfOffset(text, openQuote)) +
                             " never closes",
                         {},
                         "Close it, or double it if it belongs to the text.",
                         ErrorKind::Input};
        records.starts.push_back(at);
        at = end;
        if (at >= nextReport) {
            if (progress.cancelled())
                return Error::cancelled();
            progress.report(static_cast<double>(at) / static_cast<double>(text.size()), "Finding rows");
            nextReport = at + reportEvery;
        }
    }
    records.starts.push_back(at);
    return records;
}

std::uint64_t lineOfOffset(std::string_view text, std::uint64_t offset)
{
    std::uint64_t line = 1;
    for (std::size_t at = 0; at < offset; ++at)
        if (text[at] == '\n' || (text[at] == '\r' && !(at + 1 < text.size() && text[at + 1] == '\n')))
            ++line;
    return line;
}

} // namespace genrelens
