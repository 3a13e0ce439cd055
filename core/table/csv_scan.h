#pragma once

#include "core/base/progress.h"
#include "core/base/result.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace genrelens
{

/// One field of a record as it stands in the file, without its surrounding quotes.
struct CsvField {
    std::string_view raw;
    bool quoted = false;
    bool escaped = false; ///< raw holds doubled quotes, or text after the closing quote

    /// The field's text; scratch keeps it alive when it had to be rewritten.
    [[nodiscard]] std::string_view text(std::string &scratch) const;
};

/// Walks the fields of one record (RFC 4180). A quote opens a quoted field only as the field's first
/// character; elsewhere it is a letter like any other.
class CsvFieldCursor
{
public:
    /// record: one record with or without its line end.
    CsvFieldCursor(std::string_view record, char delimiter);
    /// False when the record is over.
    bool next(CsvField &field);

private:
    std::string_view m_record;
    std::size_t m_position = 0;
    char m_delimiter;
    bool m_done = false;
};

/// Where each record of a text begins; the end of the text follows as a last entry. Blank lines make no
/// record.
struct CsvRecords {
    std::vector<std::uint64_t> starts;

    [[nodiscard]] std::size_t count() const { return starts.empty() ? 0 : starts.size() - 1; }
    [[nodiscard]] std::string_view record(std::string_view text, std::size_t i) const
    {
        return text.substr(starts[i], starts[i + 1] - starts[i]);
    }
};

/// Splits text into records; line ends are LF, CRLF or CR, and inside quotes they are text.
/// Error: a quote that never closes (its line is named).
Result<CsvRecords> findCsvRecords(std::string_view text, char delimiter, Progress &progress);

/// 1-based physical line of the file on which the byte at offset stands.
std::uint64_t lineOfOffset(std::string_view text, std::uint64_t offset);

} // namespace genrelens
