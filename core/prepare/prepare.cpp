#include "core/prepare/prepare.h"

#include "core/base/parallel.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace genrelens
{

namespace
{

bool contains(const std::vector<std::string> &names, const std::string &name)
{
    return std::find(names.begin(), names.end(), name) != names.end();
}

std::vector<std::uint32_t> completeRows(const Table &table, const std::vector<std::size_t> &columns,
                                        const std::vector<std::uint32_t> &rows)
{
    std::vector<std::uint32_t> complete;
    complete.reserve(rows.size());
    for (const std::uint32_t row : rows) {
        const bool missing = std::any_of(columns.begin(), columns.end(), [&](std::size_t c) {
            // Also what a float cannot hold: an infinity in the matrix would spoil every distance.
            return !(std::abs(table.column(c).numeric()->values[row]) <= std::numeric_limits<float>::max());
        });
        if (!missing)
            complete.push_back(row);
    }
    return complete;
}

} // namespace

FeatureScaling measured(const std::vector<double> &values, const std::vector<std::uint32_t> &rows)
{
    FeatureScaling scaling;
    const auto n = static_cast<double>(rows.size());
    double sum = 0.0;
    for (const std::uint32_t row : rows)
        sum += values[row];
    scaling.mean = sum / n;
    const bool constant = std::all_of(rows.begin(), rows.end(),
                                      [&](std::uint32_t row) { return values[row] == values[rows.front()]; });
    if (constant && !rows.empty()) { // the rounded mean would leave a tiny deviation to divide by
        scaling.mean = values[rows.front()];
        return scaling;
    }
    double squares = 0.0;
    double residue = 0.0; // of the rounded mean; taking it back makes the variance exact to the last digits
    for (const std::uint32_t row : rows) {
        const double d = values[row] - scaling.mean;
        squares += d * d;
        residue += d;
    }
    scaling.sd = std::sqrt(std::max(0.0, (squares - residue * residue / n) / n));
    return scaling;
}

Result<Preparation> prepare(const Table &table, const Schema &schema, const PreparationOptions &options,
                            Progress &progress)
{
    std::vector<std::size_t> columns;
    std::vector<std::string> names;
    for (const std::size_t c : schema.features()) {
        if (contains(options.excludedFeatures, table.column(c).name))
            continue;
        columns.push_back(c);
        names.push_back(table.column(c).name);
    }
    if (columns.empty())
        return Error{"every feature is left out", table.name(), "Keep at least one.", ErrorKind::Input};

    progress.report(0.0, "Dropping repeats");
    Preparation result;
    Result<Repeats> repeats = keepFirst(table, repeatKeyColumns(schema, options.repeats), progress);
    if (!repeats)
        return repeats.error();
    result.repeats = std::move(repeats).value();
    std::vector<std::uint32_t> rows = completeRows(table, columns, result.repeats.kept);
    result.droppedForMissing = result.repeats.kept.size() - rows.size();
    if (rows.empty())
        return Error{"each row misses a value in one of the features", table.name(),
                     "Leave the feature with the missing values out.", ErrorKind::Input};
    if (progress.cancelled())
        return Error::cancelled();

    progress.report(0.5, "Standardizing");
    std::vector<FeatureScaling> scalings(columns.size());
    std::vector<float> values(rows.size() * columns.size());
    parallelFor(columns.size(), [&](std::size_t f) {
        if (progress.cancelled())
            return;
        const std::vector<double> &column = table.column(columns[f]).numeric()->values;
        scalings[f] = measured(column, rows);
        scalings[f].standardized = !contains(options.rawFeatures, names[f]);
        for (std::size_t i = 0; i < rows.size(); ++i)
            values[i * columns.size() + f] = static_cast<float>(scalings[f].toScaled(column[rows[i]]));
    });
    if (progress.cancelled())
        return Error::cancelled();
    result.features = Features(std::move(names), std::move(scalings), std::move(values), std::move(rows));
    progress.report(1.0, "Standardizing");
    return result;
}

} // namespace genrelens
