#include "core/cluster/labelled_rows.h"

#include "core/base/simd.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <string>

namespace genrelens
{

namespace
{

// Rows by class, in each in the order they came in.
std::vector<std::uint32_t> byClass(std::span<const std::int32_t> labels, std::span<const std::uint32_t> rows,
                                   const std::vector<std::size_t> &sizes)
{
    std::vector<std::size_t> places(sizes.size(), 0);
    for (std::size_t c = 1; c < sizes.size(); ++c)
        places[c] = places[c - 1] + sizes[c - 1];
    std::vector<std::uint32_t> order(sizes.empty() ? 0 : places.back() + sizes.back());
    for (const std::uint32_t row : rows)
        if (labels[row] >= 0)
            order[places[static_cast<std::size_t>(labels[row])]++] = row;
    return order;
}

void addPieces(const Features &features, std::span<const std::uint32_t> order, LabelledRows &taken)
{
    taken.values.resize(order.size() * taken.columns);
    taken.pieceOf.resize(order.size());
    std::size_t first = 0;
    for (std::size_t c = 0; c < taken.sizes.size(); ++c) {
        for (std::size_t left = taken.sizes[c]; left > 0;) {
            const std::size_t count = std::min(left, LabelledRows::longestPiece);
            double *values = taken.values.data() + first * taken.columns;
            for (std::size_t i = 0; i < count; ++i) {
                taken.pieceOf[first + i] = static_cast<std::uint32_t>(taken.pieces.size());
                const std::span<const float> row = features.row(order[first + i]);
                for (std::size_t m = 0; m < row.size(); ++m)
                    values[m * count + i] = static_cast<double>(row[m]);
            }
            taken.pieces.push_back({c, first, count});
            first += count;
            left -= count;
        }
    }
}

double distance(const double *a, const double *b, std::size_t columns)
{
    double sum = 0.0;
    for (std::size_t m = 0; m < columns; ++m)
        sum += (a[m] - b[m]) * (a[m] - b[m]);
    return std::sqrt(sum);
}

double squaresAround(const LabelledRows &rows, const LabelledRows::Piece &piece, const double *point)
{
    double sum = 0.0;
    for (std::size_t m = 0; m < rows.columns; ++m) {
        const double *column = rows.piece(piece) + m * piece.count;
        for (std::size_t i = 0; i < piece.count; ++i)
            sum += (column[i] - point[m]) * (column[i] - point[m]);
    }
    return sum;
}

} // namespace

void LabelledRows::copyRow(std::size_t row, double *to) const
{
    const Piece &own = pieces[pieceOf[row]];
    const double *from = piece(own) + (row - own.first);
    for (std::size_t m = 0; m < columns; ++m)
        to[m] = from[m * own.count];
}

Result<LabelledRows> labelledRows(const Features &features, std::span<const std::int32_t> labels,
                                  std::span<const std::uint32_t> rows, std::string_view what)
{
    if (labels.size() != features.rows() ||
        std::any_of(rows.begin(), rows.end(), [&](std::uint32_t row) { return row >= features.rows(); }))
        return Error{"the labels or rows do not belong to these tracks", std::string(what),
                     "Choose a grouping made from the present tracks."};
    LabelledRows taken;
    taken.columns = features.columns();
    for (const std::uint32_t row : rows) {
        if (labels[row] < 0)
            continue;
        const auto c = static_cast<std::size_t>(labels[row]);
        taken.sizes.resize(std::max(taken.sizes.size(), c + 1), 0);
        ++taken.sizes[c];
        ++taken.rows;
    }
    const auto classes = static_cast<std::size_t>(
        std::count_if(taken.sizes.begin(), taken.sizes.end(), [](std::size_t size) { return size > 0; }));
    if (classes < 2 || classes >= taken.rows)
        return Error{std::to_string(taken.rows) + " tracks in " + std::to_string(classes) +
                         " classes have no " + std::string(what),
                     std::string(what), "It takes at least two classes, and more tracks than classes."};
    addPieces(features, byClass(labels, rows, taken.sizes), taken);
    return taken;
}

GENRELENS_CLONES
double distanceSum(const LabelledRows &rows, const LabelledRows::Piece &piece, const double *point)
{
    const std::size_t count = piece.count;
    const double *values = rows.values.data() + piece.first * rows.columns;
    std::array<double, LabelledRows::longestPiece> squares;
    std::fill(squares.begin(), squares.begin() + static_cast<std::ptrdiff_t>(count), 0.0);
    std::size_t m = 0;
    for (; m + 3 < rows.columns; m += 4) {
        const double *x = values + m * count;
        const double *p = point + m;
        for (std::size_t i = 0; i < count; ++i) {
            const double d0 = x[i] - p[0];
            const double d1 = x[i + count] - p[1];
            const double d2 = x[i + 2 * count] - p[2];
            const double d3 = x[i + 3 * count] - p[3];
            squares[i] += (d0 * d0 + d1 * d1) + (d2 * d2 + d3 * d3);
        }
    }
    for (; m < rows.columns; ++m) {
        const double *x = values + m * count;
        for (std::size_t i = 0; i < count; ++i)
            squares[i] += (x[i] - point[m]) * (x[i] - point[m]);
    }
    // Eight sums, so that the additions need not wait for one another.
    std::array<double, 8> sums{};
    std::size_t i = 0;
    for (; i + sums.size() <= count; i += sums.size())
        for (std::size_t lane = 0; lane < sums.size(); ++lane)
            sums[lane] += std::sqrt(squares[i + lane]);
    for (std::size_t lane = 0; i < count; ++i, ++lane)
        sums[lane] += std::sqrt(squares[i]);
    return ((sums[0] + sums[1]) + (sums[2] + sums[3])) + ((sums[4] + sums[5]) + (sums[6] + sums[7]));
}

ClassSpreads classSpreads(const LabelledRows &rows)
{
    const std::size_t columns = rows.columns;
    ClassSpreads found;
    found.means.assign(rows.sizes.size() * columns, 0.0);
    found.spreads.assign(rows.sizes.size(), 0.0);
    std::vector<double> all(columns, 0.0);
    for (const LabelledRows::Piece &piece : rows.pieces)
        for (std::size_t m = 0; m < columns; ++m)
            for (std::size_t i = 0; i < piece.count; ++i)
                found.means[piece.cls * columns + m] += rows.piece(piece)[m * piece.count + i];
    for (std::size_t i = 0; i < found.means.size(); ++i) {
        all[i % columns] += found.means[i] / static_cast<double>(rows.rows);
        found.means[i] /= static_cast<double>(std::max<std::size_t>(1, rows.sizes[i / columns]));
    }
    for (const LabelledRows::Piece &piece : rows.pieces) {
        const double *mean = found.means.data() + piece.cls * columns;
        found.spreads[piece.cls] +=
            distanceSum(rows, piece, mean) / static_cast<double>(rows.sizes[piece.cls]);
        found.within += squaresAround(rows, piece, mean);
    }
    for (std::size_t c = 0; c < rows.sizes.size(); ++c) {
        const double apart = distance(found.means.data() + c * columns, all.data(), columns);
        found.between += static_cast<double>(rows.sizes[c]) * apart * apart;
    }
    return found;
}

double worstNeighbour(const LabelledRows &rows, const ClassSpreads &spreads, std::size_t cls)
{
    double worst = 0.0;
    for (std::size_t c = 0; c < rows.sizes.size() && rows.sizes[cls] > 0; ++c) {
        if (c == cls || rows.sizes[c] == 0)
            continue;
        const double spread = spreads.spreads[cls] + spreads.spreads[c];
        const double apart = distance(spreads.means.data() + cls * rows.columns,
                                      spreads.means.data() + c * rows.columns, rows.columns);
        // Classes with one and the same mean are told apart by nothing; two points on each other by no
        // spread.
        if (spread > 0.0)
            worst = std::max(worst, spread / apart);
    }
    return worst;
}

} // namespace genrelens
