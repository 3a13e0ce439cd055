#pragma once

#include "core/base/hash.h"
#include "core/base/progress.h"
#include "core/base/result.h"
#include "core/table/csv_dialect.h"
#include "core/table/csv_input.h"
#include "core/table/csv_reader.h"
#include "core/table/text_window.h"

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace genrelens
{

/// An input whose header is known.
struct CsvPart {
    CsvInput input;
    CsvDialect dialect;
    Key head;                          ///< of the text before the rows: another one is another file
    std::vector<std::uint32_t> target; ///< the table's column of each field
};

/// Inputs that make one table.
struct CsvJoin {
    std::vector<std::string> names; ///< of the table's columns
    std::vector<CsvPart> parts;     ///< at least one, in the order of the inputs
    std::vector<std::string> remarks;
    bool tablesLeftOut = false; ///< an archive holds tables with other columns besides
};

/// Recognises each input's dialect, from a beginning whose length does not depend on the options, and matches
/// the columns by name: those of the first input count, or in an archive of several tables those of the
/// largest. What an archive holds besides them is left out with a remark. Errors: as of the sources and of
/// the dialect; other columns in a file that somebody chose.
Result<CsvJoin> joinInputs(std::vector<CsvInput> inputs, const CsvOptions &options, Progress &progress);

/// Opens a part again, its first rows in the window. Error besides: its head has changed.
Result<std::unique_ptr<TextWindow>> openPart(const CsvPart &part, const CsvOptions &options,
                                             Progress &progress);

/// What to say of a part that is not what it was when it was first looked at.
Error changedError(const std::string &name);

Error openQuoteError(const TextWindow &window, std::size_t quote);

} // namespace genrelens
