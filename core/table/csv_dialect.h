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
    char delimiter = ',';
    std::vector<std::string> names; ///< trimmed; all different, but for what renamed says as in the file
    std::vector<std::string> remarks;
    std::size_t dataBegin = 0;   ///< offset of the first row below the header
    bool headerIsCutOff = false; ///< the text ends within it: show more
};

/// Recognises the dialect from the beginning of a text (see scanCsv for what must lie behind it): comma,
/// semicolon, tab or bar, whichever parts the first rows most evenly, unless one is given or a first line
/// "sep=;" (Excel) names it. Where the rows have a field more than the header, it lacks the name of the row
/// names in front (R), or all rows end in a delimiter.
CsvDialect recogniseDialect(std::string_view text, bool isComplete, std::optional<char> delimiter);

} // namespace genrelens
