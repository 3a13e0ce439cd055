#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace genrelens
{

/// How a file writes its rows, and what its first row calls the columns.
struct CsvDialect {
    static constexpr std::size_t maxFields = 100000; ///< more are no columns, and names is empty

    char delimiter = ',';
    std::size_t fields = 0;         ///< of the first row
    std::vector<std::string> names; ///< trimmed; all different: remarks say which are not as in the file
    std::vector<std::string> remarks;
    std::string header;                        ///< the first row as it stands in the text
    bool hasNumbers = false;                   ///< a name is a number
    bool isShort = false;                      ///< the header lacks the name of the first field
    std::size_t dataBegin = 0;                 ///< offset of the first row below the header
    bool headerIsCutOff = false;               ///< the text ends within it, or before it: show more
    std::optional<std::size_t> openQuote = {}; ///< offset of the quote that cuts it off
};

/// Recognises the dialect from the beginning of a text (see scanCsv for what must lie behind it): comma,
/// semicolon, tab or bar, whichever parts the first rows most evenly; a space where the names are in quotes
/// and none of the four parts them (R); unless one is given or a first line "sep=;" (Excel) names it. Where
/// the rows have a field more than the header, it lacks the name of the row names in front (R), or all rows
/// end in a delimiter.
CsvDialect recogniseDialect(std::string_view text, bool isComplete, std::optional<char> delimiter);

} // namespace genrelens
