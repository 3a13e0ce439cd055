#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>
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

/// Where the records of a stretch of text lie, and the fields in them. Blank lines make no record.
struct CsvLayout {
    struct Record {
        std::uint32_t begin = 0;    ///< offset of its first byte
        std::uint32_t firstEnd = 0; ///< index into ends of its first field's
    };
    static constexpr std::uint32_t dropped = std::numeric_limits<std::uint32_t>::max();

    std::vector<Record> records;     ///< one whose begin is `dropped` is no row
    std::vector<std::uint32_t> ends; ///< offset of the delimiter or line end behind each field

    void clear();
    [[nodiscard]] std::size_t count() const { return records.size(); }
    [[nodiscard]] std::size_t fieldsOf(std::size_t record) const
    {
        const std::size_t end = record + 1 < records.size() ? records[record + 1].firstEnd : ends.size();
        return end - records[record].firstEnd;
    }
    /// Whether a record is a row of a table with that many columns.
    [[nodiscard]] bool isRow(std::size_t record, std::size_t fields) const
    {
        return fieldsOf(record) == fields && records[record].begin != dropped;
    }
    [[nodiscard]] CsvField field(std::string_view text, std::size_t record, std::size_t i) const;
};

/// The field that lies in [begin, end) of the text.
CsvField csvField(std::string_view text, std::size_t begin, std::size_t end);

/// How far scanCsv came.
struct CsvScanEnd {
    static constexpr std::size_t none = std::numeric_limits<std::size_t>::max();
    std::size_t next = 0;         ///< where the first record begins that is not in the layout
    std::size_t openQuote = none; ///< where the quote opens that kept that record from ending
};

/// Adds to the layout the records that begin in [from, until); from is where one begins. The last may reach
/// beyond until. A record that the text cuts off is left out unless the text is complete. A quote opens a
/// quoted field only as the field's first character; elsewhere it is a letter (RFC 4180 has no word on it).
/// The text is below 4 GiB, and 64 bytes behind it can be read.
CsvScanEnd scanCsv(std::string_view text, std::size_t from, std::size_t until, char delimiter,
                   bool isComplete, CsvLayout &layout);

} // namespace genrelens
