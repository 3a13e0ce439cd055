#include "core/model_file/row_scores.h"

#include <algorithm>

namespace genrelens
{

namespace
{

constexpr std::size_t pieceBytes = std::size_t(1) << 18;

} // namespace

Result<ScoredRows> writeScores(RowScorer &scorer, const Table &table, const ModelInputs &inputs,
                               const TextSink &sink, Progress &progress)
{
    const Result<ModelRows> matched = ModelRows::match(table, inputs);
    if (!matched)
        return matched.error();
    ScoredRows count{table.rows(), 0};
    std::string piece = scorer.header();
    const std::size_t block = std::max<std::size_t>(scorer.rowsOfBlock(), 1);
    const auto fractionAt = [&](std::size_t row) {
        return static_cast<double>(row) / static_cast<double>(table.rows());
    };
    for (std::size_t begin = 0; begin < table.rows(); begin += block) {
        const std::size_t end = std::min(begin + block, table.rows());
        const Features features = matched.value().features(begin, end);
        SubProgress scoring(progress, fractionAt(begin), fractionAt(end));
        if (features.rows() > 0)
            if (Result<void> scored = scorer.score(features, scoring); !scored)
                return scored.error();
        std::size_t next = 0; // of the rows that are scored
        for (std::size_t row = begin; row < end; ++row) {
            const bool complete = next < features.rows() && features.sourceRow(next) == row;
            scorer.append(piece, row, complete ? std::optional(next++) : std::nullopt);
            count.missing += complete ? 0 : 1;
            if (piece.size() < pieceBytes)
                continue;
            if (progress.cancelled())
                return Error::cancelled();
            if (Result<void> taken = sink(piece); !taken)
                return taken.error();
            piece.clear();
        }
    }
    if (progress.cancelled())
        return Error::cancelled();
    if (Result<void> taken = sink(piece); !taken)
        return taken.error();
    return count;
}

} // namespace genrelens
