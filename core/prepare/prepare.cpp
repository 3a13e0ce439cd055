#include "core/prepare/prepare.h"

#include "core/base/parallel.h"
#include "core/base/stretches.h"
#include "core/base/text.h"
#include "core/prepare/feature_source.h"

#include <algorithm>

namespace genrelens
{

namespace
{

constexpr std::size_t blockRows = 65536;
constexpr std::size_t tileRows = 4096; // of the matrix, filled feature by feature while it is in the cache
constexpr std::size_t growRows =
    64 * tileRows; // of the matrix at a time, so that a cancel need not wait for all

bool contains(const std::vector<std::string> &names, const std::string &name)
{
    return std::find(names.begin(), names.end(), name) != names.end();
}

// The features that are to enter the matrix, in file order.
struct Sources {
    std::vector<std::string> names;
    std::vector<FeatureSource> features;
};

Sources chosenFeatures(const Table &table, const Schema &schema, const PreparationOptions &options)
{
    Sources sources;
    for (const std::size_t c : schema.features()) {
        const Column &column = table.column(c);
        if (contains(options.excludedFeatures, column.name))
            continue;
        FeatureSource source;
        source.values = &column.numeric()->values;
        source.logarithm = contains(options.logFeatures, column.name);
        sources.names.push_back(column.name);
        sources.features.push_back(source);
    }
    return sources;
}

// Gives each feature that asks for it, and misses a value in one of the rows, the median of those rows.
Result<void> findMedians(const Table &table, const PreparationOptions &options,
                         const std::vector<std::uint32_t> &rows, Sources &sources, Progress &progress)
{
    for (std::size_t f = 0; f < sources.names.size(); ++f) {
        if (!contains(options.medianFeatures, sources.names[f]))
            continue;
        const std::vector<double> &values = *sources.features[f].values;
        bool someMissing = false;
        forStretches(rows.size(), progress, [&](std::size_t begin, std::size_t end) {
            for (std::size_t i = begin; i < end && !someMissing; ++i)
                someMissing = std::isnan(values[rows[i]]);
        });
        if (!someMissing)
            continue;
        const Result<std::optional<double>> median = medianOf(values, rows, progress);
        if (!median)
            return median.error();
        if (!median.value())
            return Error{"no kept track has a value of \"" + sources.names[f] + "\" to take the median of",
                         table.name(), "Leave that feature out.", ErrorKind::Input};
        sources.features[f].median = *median.value();
    }
    return {};
}

// Those of the rows in which every feature has a value; incomplete when cancelled.
std::vector<std::uint32_t> completeRows(const Sources &sources, const std::vector<std::uint32_t> &rows,
                                        const Progress &progress)
{
    std::vector<std::vector<std::uint32_t>> blocks((rows.size() + blockRows - 1) / blockRows);
    parallelBlocks(rows.size(), blockRows, [&](std::size_t begin, std::size_t end) {
        if (progress.cancelled())
            return;
        std::vector<char> complete(end - begin, 1);
        for (const FeatureSource &feature : sources.features)
            for (std::size_t i = begin; i < end; ++i)
                complete[i - begin] &= static_cast<char>(fits(feature.filled(rows[i])));
        for (std::size_t i = begin; i < end; ++i)
            if (complete[i - begin] != 0)
                blocks[begin / blockRows].push_back(rows[i]);
    });
    std::vector<std::uint32_t> kept;
    kept.reserve(rows.size());
    for (std::vector<std::uint32_t> &block : blocks) {
        kept.insert(kept.end(), block.begin(), block.end());
        block = {};
    }
    return kept;
}

// Of the kept rows those that are worked on; aside: the others.
std::vector<std::uint32_t> workedOn(const std::vector<std::uint32_t> &kept, const WorkingSet &working,
                                    std::vector<std::uint32_t> &aside)
{
    std::vector<std::uint32_t> rows;
    rows.reserve(kept.size());
    for (const std::uint32_t row : kept)
        (working.keeps(row) ? rows : aside).push_back(row);
    return rows;
}

// How many of the rows could be kept: those that miss no value, or only such as a median stands in for.
std::size_t countUsable(Sources sources, const PreparationOptions &options,
                        const std::vector<std::uint32_t> &rows, const Progress &progress)
{
    for (std::size_t f = 0; f < sources.names.size(); ++f)
        if (contains(options.medianFeatures, sources.names[f]))
            sources.features[f].median = 0.0;
    return completeRows(sources, rows, progress).size();
}

Result<void> checkLogarithms(const Table &table, const Sources &sources,
                             const std::vector<std::uint32_t> &rows, const Progress &progress)
{
    for (std::size_t f = 0; f < sources.names.size(); ++f) {
        if (!sources.features[f].logarithm)
            continue;
        double lowest = 0.0;
        forStretches(rows.size(), progress, [&](std::size_t begin, std::size_t end) {
            for (std::size_t i = begin; i < end; ++i)
                lowest = std::min(lowest, sources.features[f].filled(rows[i]));
        });
        if (lowest <= -1.0)
            return Error{"\"" + sources.names[f] + "\" goes down to " + shortest(lowest) +
                             ", and ln(1 + x) needs values above -1",
                         table.name(), "Take that feature without its logarithm.", ErrorKind::Input};
    }
    return {};
}

// The matrix, grown in steps: a large one is not touched as a whole before the first look at progress.
Result<std::vector<float>> matrix(const Sources &sources, const std::vector<FeatureScaling> &scalings,
                                  const std::vector<std::uint32_t> &rows, Progress &progress)
{
    const std::size_t columns = scalings.size();
    std::vector<float> values;
    values.reserve(rows.size() * columns);
    for (std::size_t from = 0; from < rows.size(); from += growRows) {
        if (progress.cancelled())
            return Error::cancelled();
        progress.report(static_cast<double>(from) / static_cast<double>(rows.size()), "Standardizing");
        const std::size_t count = std::min(growRows, rows.size() - from);
        values.resize((from + count) * columns);
        parallelBlocks(count, tileRows, [&](std::size_t begin, std::size_t end) {
            for (std::size_t f = 0; f < columns; ++f)
                for (std::size_t i = from + begin; i < from + end; ++i)
                    values[i * columns + f] =
                        static_cast<float>(scalings[f].standardizedOf(sources.features[f].at(rows[i])));
        });
    }
    return values;
}

std::vector<FeatureScaling> measuredAll(const Sources &sources, const PreparationOptions &options,
                                        const std::vector<std::uint32_t> &rows, Progress &progress)
{
    std::vector<FeatureScaling> scalings(sources.names.size());
    ProgressCounter counter(progress, scalings.size(), "Measuring features");
    parallelFor(scalings.size(), [&](std::size_t f) {
        if (counter.cancelled())
            return;
        scalings[f] = measured(sources.features[f], rows, progress);
        scalings[f].standardized = !contains(options.rawFeatures, sources.names[f]);
        counter.advance();
    });
    return scalings;
}

} // namespace

FeatureScaling measured(const std::vector<double> &values, const std::vector<std::uint32_t> &rows)
{
    FeatureSource source;
    source.values = &values;
    return measured(source, rows, Progress::none());
}

Result<Preparation> prepare(const Table &table, const Schema &schema, const PreparationOptions &options,
                            Progress &progress)
{
    Sources sources = chosenFeatures(table, schema, options);
    if (sources.names.empty())
        return Error{"every feature is left out", table.name(), "Keep at least one.", ErrorKind::Input};

    Preparation result;
    SubProgress dropping(progress, 0.0, 0.5);
    Result<Repeats> repeats = keepFirst(table, repeatKeyColumns(schema, options.repeats), dropping);
    if (!repeats)
        return repeats.error();
    result.repeats = std::move(repeats).value();

    progress.report(0.5, "Dropping rows with missing values");
    const bool narrowed = !options.working.isAll() && options.working.isOf(table.rows());
    std::vector<std::uint32_t> aside;
    const std::vector<std::uint32_t> kept =
        narrowed ? workedOn(result.repeats.kept, options.working, aside) : result.repeats.kept;
    if (kept.empty() && !aside.empty())
        return Error{"every track is set aside", table.name(), "Choose Dataset > All Tracks.",
                     ErrorKind::Input};
    result.setAside = countUsable(sources, options, aside, progress);
    if (Result<void> found = findMedians(table, options, kept, sources, progress); !found)
        return found.error();
    std::vector<std::uint32_t> rows = completeRows(sources, kept, progress);
    if (progress.cancelled())
        return Error::cancelled();
    result.droppedForMissing = kept.size() - rows.size();
    if (rows.empty())
        return Error{"each row misses a value in one of the features", table.name(),
                     "Leave the feature with the missing values out.", ErrorKind::Input};
    if (Result<void> checked = checkLogarithms(table, sources, rows, progress); !checked)
        return checked.error();

    SubProgress measuring(progress, 0.6, 0.8);
    std::vector<FeatureScaling> scalings = measuredAll(sources, options, rows, measuring);
    if (progress.cancelled())
        return Error::cancelled();
    SubProgress filling(progress, 0.8, 1.0);
    Result<std::vector<float>> values = matrix(sources, scalings, rows, filling);
    if (!values)
        return values.error();
    result.features =
        Features(std::move(sources.names), std::move(scalings), std::move(values).value(), std::move(rows));
    progress.report(1.0, "Standardizing");
    return result;
}

} // namespace genrelens
