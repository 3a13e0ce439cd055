#pragma once

#include "core/base/progress.h"
#include "core/base/result.h"
#include "core/model_file/model_rows.h"
#include "core/report/labelled_tracks.h"

#include <cstddef>
#include <optional>
#include <string>

namespace genrelens
{

/// How many rows were scored.
struct ScoredRows {
    std::size_t rows = 0;    ///< of the table
    std::size_t missing = 0; ///< of which a feature has no value: nothing is said of them
};

/// What a model says of rows, as lines of CSV: a block of rows is scored, then each row asked for its lines.
class RowScorer
{
public:
    virtual ~RowScorer() = default;

    /// The first line.
    [[nodiscard]] virtual std::string header() const = 0;
    /// How many rows may be scored at a time, so that what is said of them stays small in memory.
    [[nodiscard]] virtual std::size_t rowsOfBlock() const = 0;
    virtual Result<void> score(const Features &block, Progress &progress) = 0;
    /// place: of the row in the block that was scored last; none: some feature has no value.
    virtual void append(std::string &lines, std::size_t row, std::optional<std::size_t> place) const = 0;
};

/// Scores every row of a table and writes the lines as it goes, in pieces of some hundred kilobytes. Errors:
/// as ModelRows::match(), the scorer's, the sink's, cancelled.
Result<ScoredRows> writeScores(RowScorer &scorer, const Table &table, const ModelInputs &inputs,
                               const TextSink &sink, Progress &progress);

} // namespace genrelens
