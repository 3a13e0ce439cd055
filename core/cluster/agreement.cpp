#include "core/cluster/agreement.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <vector>

namespace genrelens
{

namespace
{

using Totals = std::vector<std::uint64_t>;

// Tracks that may be paired.
std::uint64_t pairs(std::uint64_t count)
{
    return count % 2 == 0 ? count / 2 * (count - 1) : (count - 1) / 2 * count;
}

std::uint64_t pairsWithin(const Totals &totals)
{
    std::uint64_t sum = 0;
    for (const std::uint64_t count : totals)
        sum += count > 0 ? pairs(count) : 0;
    return sum;
}

/// Pairs of tracks, by where they are together.
struct Pairs {
    std::uint64_t inBoth = 0;
    std::uint64_t inRows = 0;    // and apart in the columns
    std::uint64_t inColumns = 0; // and apart in the rows
    std::uint64_t inNone = 0;
};

Pairs pairsOf(const Contingency &table)
{
    Pairs found;
    for (const Contingency::Cell &cell : table.cells)
        found.inBoth += pairs(cell.count);
    found.inRows = pairsWithin(table.rowTotals) - found.inBoth;
    found.inColumns = pairsWithin(table.columnTotals) - found.inBoth;
    found.inNone = pairs(table.total) - found.inBoth - found.inRows - found.inColumns;
    return found;
}

// Hubert and Arabie's index in the four counts: no difference of large expected values is taken, so that it
// is good to the last digits for ten million tracks too.
double adjustedRand(const Pairs &counted)
{
    const auto both = static_cast<double>(counted.inBoth);
    const auto rows = static_cast<double>(counted.inRows);
    const auto columns = static_cast<double>(counted.inColumns);
    const auto none = static_cast<double>(counted.inNone);
    return 2.0 * (both * none - rows * columns) /
           ((both + rows) * (rows + none) + (both + columns) * (columns + none));
}

double entropy(const Totals &totals, double tracks)
{
    double sum = 0.0;
    for (const std::uint64_t count : totals)
        if (count > 0)
            sum -= static_cast<double>(count) / tracks * std::log(static_cast<double>(count) / tracks);
    return std::max(0.0, sum);
}

/// What the cells tell: mutual information, and what either grouping leaves unknown of the other.
struct Information {
    double mutual = 0.0;
    double rowsLeft = 0.0; // entropy of the rows where the columns are known
    double columnsLeft = 0.0;
};

Information informationOf(const Contingency &table)
{
    Information found;
    const auto tracks = static_cast<double>(table.total);
    for (const Contingency::Cell &cell : table.cells) {
        const auto count = static_cast<double>(cell.count);
        const auto row = static_cast<double>(table.rowTotals[cell.row]);
        const auto column = static_cast<double>(table.columnTotals[cell.column]);
        found.mutual += count / tracks * std::log(count * tracks / (row * column));
        found.rowsLeft -= count / tracks * std::log(count / column);
        found.columnsLeft -= count / tracks * std::log(count / row);
    }
    found.mutual = std::max(0.0, found.mutual);
    return found;
}

// What a cell of classes of a and b out of all tracks adds to the mutual information if tracks are dealt by
// chance. Their number in the cell is hypergeometric: from its mode outwards each probability follows from
// the one before, and their sum, which is 1, takes the place of factorials.
double expectedOfCell(double a, double b, double tracks)
{
    constexpr double negligible = 1e-30; // of the mode's probability; they fall faster and faster
    const double lowest = std::max(0.0, a + b - tracks);
    const double highest = std::min(a, b);
    const double mode = std::clamp(std::floor((a + 1.0) * (b + 1.0) / (tracks + 2.0)), lowest, highest);
    double probability = 0.0;
    double information = 0.0;
    const auto add = [&](double count, double weight) {
        probability += weight;
        if (count > 0.0)
            information += weight * (count / tracks) * std::log(count * tracks / (a * b));
    };
    add(mode, 1.0);
    double weight = 1.0;
    for (double count = mode; count < highest && weight > negligible; count += 1.0) {
        weight *= (a - count) * (b - count) / ((count + 1.0) * (tracks - a - b + count + 1.0));
        add(count + 1.0, weight);
    }
    weight = 1.0;
    for (double count = mode; count > lowest && weight > negligible; count -= 1.0) {
        weight *= count * (tracks - a - b + count) / ((a - count + 1.0) * (b - count + 1.0));
        add(count - 1.0, weight);
    }
    return information / probability;
}

// Classes by size: those of one size expect the same, and there are few sizes among many classes.
std::map<std::uint64_t, std::uint64_t> sizes(const Totals &totals)
{
    std::map<std::uint64_t, std::uint64_t> found;
    for (const std::uint64_t count : totals)
        if (count > 0)
            ++found[count];
    return found;
}

Result<double> expectedInformation(const Contingency &table, Progress &progress)
{
    const auto columns = sizes(table.columnTotals);
    const auto tracks = static_cast<double>(table.total);
    double sum = 0.0;
    for (const auto &[row, rowsOfIt] : sizes(table.rowTotals)) {
        if (progress.cancelled())
            return Error::cancelled();
        for (const auto &[column, columnsOfIt] : columns)
            sum += static_cast<double>(rowsOfIt) * static_cast<double>(columnsOfIt) *
                   expectedOfCell(static_cast<double>(row), static_cast<double>(column), tracks);
    }
    return sum;
}

Agreement sameGrouping(std::uint64_t tracks, double entropy)
{
    return {tracks, 1.0, entropy, 1.0, 1.0, 1.0, 1.0, 1.0};
}

} // namespace

Result<Agreement> agreement(const Contingency &table, Progress &progress)
{
    if (table.total == 0)
        return Agreement{};
    const auto tracks = static_cast<double>(table.total);
    const Pairs counted = pairsOf(table);
    const double rows = entropy(table.rowTotals, tracks);
    const double columns = entropy(table.columnTotals, tracks);
    if (counted.inRows == 0 && counted.inColumns == 0)
        return sameGrouping(table.total, rows);
    const Result<double> expected = expectedInformation(table, progress);
    if (!expected)
        return expected.error();
    const Information information = informationOf(table);
    const double mean = (rows + columns) / 2.0; // not 0: one of the two has several classes
    Agreement found;
    found.tracks = table.total;
    found.adjustedRand = adjustedRand(counted);
    found.mutualInformation = information.mutual;
    found.normalizedMutualInformation = std::min(1.0, information.mutual / mean);
    found.adjustedMutualInformation = (information.mutual - expected.value()) / (mean - expected.value());
    found.homogeneity = rows > 0.0 ? std::clamp(1.0 - information.rowsLeft / rows, 0.0, 1.0) : 1.0;
    found.completeness = columns > 0.0 ? std::clamp(1.0 - information.columnsLeft / columns, 0.0, 1.0) : 1.0;
    const double both = found.homogeneity + found.completeness;
    found.vMeasure = both > 0.0 ? 2.0 * found.homogeneity * found.completeness / both : 0.0;
    return found;
}

double adjustedRand(const Contingency &table)
{
    if (table.total == 0)
        return Agreement::unknown;
    const Pairs counted = pairsOf(table);
    return counted.inRows == 0 && counted.inColumns == 0 ? 1.0 : adjustedRand(counted);
}

} // namespace genrelens
