#include "core/prepare/data_report.h"

#include "core/base/parallel.h"
#include "core/base/stretches.h"
#include "core/prepare/value_checks.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <iterator>

namespace genrelens
{

namespace
{

using Kind = DataFinding::Kind;

// The indices of those kept rows whose table row is among `rows`, which rises.
std::vector<std::uint32_t> keptAmong(const Features &features, const std::vector<std::uint32_t> &rows,
                                     const Progress &progress)
{
    std::vector<std::uint32_t> tracks;
    auto next = rows.begin();
    forStretches(features.rows(), progress, [&](std::size_t begin, std::size_t end) {
        for (std::size_t i = begin; i < end && next != rows.end(); ++i) {
            next = std::find_if(next, rows.end(),
                                [&](std::uint32_t row) { return row >= features.sourceRow(i); });
            if (next != rows.end() && *next == features.sourceRow(i))
                tracks.push_back(static_cast<std::uint32_t>(i));
        }
    });
    return tracks;
}

// The indices of the kept rows for which `matches(table row)` holds.
template <typename Matches>
std::vector<std::uint32_t> keptWhere(const Features &features, const Progress &progress,
                                     const Matches &matches)
{
    std::vector<std::uint32_t> tracks;
    forStretches(features.rows(), progress, [&](std::size_t begin, std::size_t end) {
        for (std::size_t i = begin; i < end; ++i)
            if (matches(features.sourceRow(i)))
                tracks.push_back(static_cast<std::uint32_t>(i));
    });
    return tracks;
}

std::vector<std::uint32_t> keptWithout(const Column &column, const Features &features,
                                       const Progress &progress)
{
    if (const NumericColumn *numbers = column.numeric())
        return keptWhere(features, progress,
                         [&](std::uint32_t row) { return std::isnan(numbers->values[row]); });
    if (const CategoricalColumn *categories = column.categorical())
        return keptWhere(features, progress, [&](std::uint32_t row) { return categories->codes[row] < 0; });
    return keptWhere(features, progress, [&](std::uint32_t row) { return column.text()->at(row).empty(); });
}

// A column while it is looked over.
struct Look {
    const Column &column;
    const ColumnFacts &facts;
    bool isFeature;
    const Preparation &preparation;
    const Progress &progress;
};

void findMissing(const Look &look, std::vector<DataFinding> &findings)
{
    if (look.facts.missing > 0)
        findings.push_back({Kind::Missing, look.column.name, look.column.name + " is missing",
                            look.facts.missing,
                            keptWithout(look.column, look.preparation.features, look.progress)});
}

void findConstant(const Look &look, std::vector<DataFinding> &findings)
{
    const Features &features = look.preparation.features;
    const auto &names = features.names();
    const auto found = std::find(names.begin(), names.end(), look.column.name);
    if (features.rows() < 2)
        return; // of a single track everything is the same
    if (!look.isFeature && look.facts.constant && look.facts.missing == 0) {
        findings.push_back({Kind::Constant,
                            look.column.name,
                            look.column.name + " is the same in every row",
                            features.rows(),
                            {}});
        return;
    }
    if (!look.isFeature || found == names.end())
        return;
    if (features.scalings()[static_cast<std::size_t>(found - names.begin())].sd == 0.0)
        findings.push_back({Kind::Constant, look.column.name,
                            look.column.name + " is the same in every track", features.rows(),
                            keptWhere(features, look.progress, [](std::uint32_t) { return true; })});
}

void findOutOfRange(const Look &look, std::vector<DataFinding> &findings)
{
    const NumericColumn *numbers = look.column.numeric();
    if (!look.isFeature || numbers == nullptr)
        return;
    const Features &features = look.preparation.features;
    for (const ValueCheck &check : valueChecks(look.column.name, look.facts)) {
        if (check.fractionsOnly && isInPercent(numbers->values, features, look.progress))
            continue;
        std::vector<std::uint32_t> tracks = keptWhere(
            features, look.progress, [&](std::uint32_t row) { return check.isOdd(numbers->values[row]); });
        if (!tracks.empty())
            findings.push_back({Kind::OutOfRange, look.column.name,
                                look.column.name + ' ' + std::string(check.says), tracks.size(),
                                std::move(tracks)});
    }
}

} // namespace

Result<DataReport> dataReport(const Table &table, const Schema &schema, const CsvSummary &summary,
                              const std::vector<ColumnFacts> &facts, const Preparation &preparation,
                              Progress &progress)
{
    assert(facts.size() == table.columnCount());
    DataReport report;
    report.rowsRead = summary.rowsRead;
    report.rowsSkipped = summary.rowsSkipped;
    report.repeated = preparation.repeats.dropped;
    report.droppedForMissing = preparation.droppedForMissing;
    report.setAside = preparation.setAside;
    report.kept = preparation.features.rows();
    if (report.repeated > 0)
        report.findings.push_back({Kind::Repeated,
                                   {},
                                   "rows that repeat an earlier track",
                                   report.repeated,
                                   keptAmong(preparation.features, preparation.repeats.repeated, progress)});

    std::vector<std::vector<DataFinding>> found(table.columnCount());
    ProgressCounter counter(progress, table.columnCount(), "Looking for oddities");
    parallelFor(table.columnCount(), [&](std::size_t c) {
        if (counter.cancelled())
            return;
        const Look look{table.column(c), facts[c], schema.roles[c] == ColumnRole::Feature, preparation,
                        progress};
        findMissing(look, found[c]);
        findConstant(look, found[c]);
        findOutOfRange(look, found[c]);
        counter.advance();
    });
    if (progress.cancelled())
        return Error::cancelled();
    for (std::vector<DataFinding> &ofColumn : found)
        std::move(ofColumn.begin(), ofColumn.end(), std::back_inserter(report.findings));
    return report;
}

} // namespace genrelens
