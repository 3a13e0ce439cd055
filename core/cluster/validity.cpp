#include "core/cluster/validity.h"

#include "core/cluster/labelled_rows.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

namespace genrelens
{

namespace
{

constexpr std::size_t rowsAtOnce =
    64; // that are measured together, and between two questions whether to go on
constexpr double infinity = std::numeric_limits<double>::infinity();
constexpr double nan = std::numeric_limits<double>::quiet_NaN();

double silhouetteOf(const LabelledRows &sample, std::size_t own, std::span<const double> sums)
{
    if (sample.sizes[own] < 2)
        return 0.0;
    const double inside = sums[own] / static_cast<double>(sample.sizes[own] - 1);
    double outside = infinity;
    for (std::size_t c = 0; c < sums.size(); ++c)
        if (c != own && sample.sizes[c] > 0)
            outside = std::min(outside, sums[c] / static_cast<double>(sample.sizes[c]));
    const double larger = std::max(inside, outside);
    return larger > 0.0 ? (outside - inside) / larger : 0.0;
}

// Silhouettes of the rows begin..end-1 of the sample, of which all are near enough in memory to meet the
// same others while these are in the cache.
void measureRows(const LabelledRows &sample, std::size_t begin, std::size_t end, double *widths)
{
    const std::size_t classes = sample.sizes.size();
    std::vector<double> sums((end - begin) * classes, 0.0);
    std::vector<double> row(sample.columns);
    for (const LabelledRows::Piece &piece : sample.pieces) {
        for (std::size_t i = begin; i < end; ++i) {
            sample.copyRow(i, row.data());
            sums[(i - begin) * classes + piece.cls] += distanceSum(sample, piece, row.data());
        }
    }
    for (std::size_t i = begin; i < end; ++i)
        widths[i] =
            silhouetteOf(sample, sample.classOf(i), std::span(sums).subspan((i - begin) * classes, classes));
}

Silhouette summarize(const LabelledRows &sample, const std::vector<double> &widths)
{
    Silhouette found;
    found.rows = widths.size();
    found.classMeans.assign(sample.sizes.size(), 0.0);
    for (std::size_t i = 0; i < widths.size(); ++i)
        found.classMeans[sample.classOf(i)] += widths[i];
    found.mean = std::accumulate(found.classMeans.begin(), found.classMeans.end(), 0.0) /
                 static_cast<double>(widths.size());
    for (std::size_t c = 0; c < found.classMeans.size(); ++c)
        found.classMeans[c] =
            sample.sizes[c] > 0 ? found.classMeans[c] / static_cast<double>(sample.sizes[c]) : nan;
    double squares = 0.0;
    for (const double width : widths)
        squares += (width - found.mean) * (width - found.mean);
    const auto rows = static_cast<double>(widths.size());
    found.standardError = std::sqrt(squares / (rows - 1.0) / rows);
    return found;
}

} // namespace

Result<Silhouette> silhouette(const Features &features, std::span<const std::int32_t> labels,
                              std::span<const std::uint32_t> rows, Progress &progress)
{
    const Result<LabelledRows> sample = labelledRows(features, labels, rows, "silhouette");
    if (!sample)
        return sample.error();
    std::vector<double> widths(sample.value().rows);
    if (!overBlocks(widths.size(), rowsAtOnce, "Measuring silhouettes", progress,
                    [&](std::size_t begin, std::size_t end) {
                        measureRows(sample.value(), begin, end, widths.data());
                    }))
        return Error::cancelled();
    return summarize(sample.value(), widths);
}

Result<Dispersion> dispersion(const Features &features, std::span<const std::int32_t> labels,
                              std::span<const std::uint32_t> rows, Progress &progress)
{
    const Result<LabelledRows> taken = labelledRows(features, labels, rows, "validity");
    if (!taken)
        return taken.error();
    const LabelledRows &sample = taken.value();
    const ClassSpreads spreads = classSpreads(sample);
    const std::size_t classes = sample.sizes.size();
    const auto used = static_cast<double>(
        std::count_if(sample.sizes.begin(), sample.sizes.end(), [](std::size_t size) { return size > 0; }));
    std::vector<double> worst(classes, 0.0);
    if (!overBlocks(classes, 8, "Measuring distances between classes", progress,
                    [&](std::size_t begin, std::size_t end) {
                        for (std::size_t c = begin; c < end; ++c)
                            worst[c] = worstNeighbour(sample, spreads, c);
                    }))
        return Error::cancelled();
    const auto count = static_cast<double>(sample.rows);
    Dispersion found;
    found.calinskiHarabasz = (spreads.between / (used - 1.0)) / (spreads.within / (count - used));
    found.daviesBouldin = std::accumulate(worst.begin(), worst.end(), 0.0) / used;
    return found;
}

} // namespace genrelens
