#pragma once

#include "core/base/parallel.h"
#include "core/base/progress.h"
#include "core/base/result.h"
#include "core/prepare/features.h"

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

namespace genrelens
{

/// Rows that have a label, in double and regrouped class by class: what the validity indices are computed on.
struct LabelledRows {
    /// Some rows of one class, feature by feature.
    struct Piece {
        std::size_t cls = 0;
        std::size_t first = 0; ///< its first row here
        std::size_t count = 0;
    };
    static constexpr std::size_t longestPiece = 256; ///< so that one stays in the cache with what meets it

    std::size_t rows = 0;
    std::size_t columns = 0;
    std::vector<std::size_t> sizes;     ///< rows of each label, also of those that no row has
    std::vector<Piece> pieces;          ///< in the order of their rows
    std::vector<std::uint32_t> pieceOf; ///< one a row
    std::vector<double> values;         ///< piece by piece, each columns x count

    [[nodiscard]] std::size_t classOf(std::size_t row) const { return pieces[pieceOf[row]].cls; }
    [[nodiscard]] const double *piece(const Piece &piece) const
    {
        return values.data() + piece.first * columns;
    }
    void copyRow(std::size_t row, double *to) const;
};

/// Those of the given rows that have a label. An error when labels or rows are not of these features, or
/// unless there are at least 2 classes and more rows than classes; `what` is then what there is none of.
Result<LabelledRows> labelledRows(const Features &features, std::span<const std::int32_t> labels,
                                  std::span<const std::uint32_t> rows, std::string_view what);

/// Sum of the euclidean distances of a piece's rows from a point.
double distanceSum(const LabelledRows &rows, const LabelledRows::Piece &piece, const double *point);

/// Where the classes lie and how far they spread.
struct ClassSpreads {
    std::vector<double> means;   ///< classes x columns
    std::vector<double> spreads; ///< mean distance of a class's rows from its mean
    double within = 0.0;         ///< sum of squared distances of the rows from their class means
    double between = 0.0;        ///< of the class means, by size, from the mean of all
};
ClassSpreads classSpreads(const LabelledRows &rows);

/// The largest (spread + spread) / distance of a class with another; 0 for a class without rows.
double worstNeighbour(const LabelledRows &rows, const ClassSpreads &spreads, std::size_t cls);

/// Calls body(begin, end) for blocks of 0..count-1 on several threads; false when cancelled.
template <typename Body>
bool overBlocks(std::size_t count, std::size_t blockSize, std::string_view stage, Progress &progress,
                const Body &body)
{
    ProgressCounter counter(progress, (count + blockSize - 1) / blockSize, stage);
    parallelBlocks(count, blockSize, [&](std::size_t begin, std::size_t end) {
        if (counter.cancelled())
            return;
        body(begin, end);
        counter.advance();
    });
    return !progress.cancelled();
}

} // namespace genrelens
