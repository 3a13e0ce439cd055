#include "core/cluster/k_sweep.h"

#include "core/cluster/validity.h"

#include <limits>

namespace genrelens
{

namespace
{

constexpr double clusteringShare = 0.9; // of the time for one number of clusters

} // namespace

Result<void> KSweepOptions::validate() const
{
    if (first == 0 || first > last)
        return Error{"the numbers of clusters must rise from at least 1", "k sweep",
                     "The usual range is 2 to 14.", ErrorKind::Usage};
    return {};
}

Result<std::vector<KSweepPoint>> kSweep(const Features &features, const KSweepOptions &options,
                                        Progress &progress)
{
    if (Result<void> checked = options.validate(); !checked)
        return checked.error();
    const std::vector<std::uint32_t> sample =
        sampleRows(features.rows(), options.silhouetteRows, options.seed);
    // The time for k clusters grows about with k.
    double whole = 0.0;
    for (std::size_t k = options.first; k <= options.last; ++k)
        whole += static_cast<double>(k);
    double done = 0.0;
    std::vector<KSweepPoint> points;
    for (std::size_t k = options.first; k <= options.last; ++k) {
        const double begin = done / whole;
        done += static_cast<double>(k);
        const double middle = begin + clusteringShare * (done / whole - begin);
        SubProgress clustering(progress, begin, middle);
        const Result<KMeansResult> result =
            kMeans(features, {k, options.restarts, options.maxIterations, options.seed}, clustering);
        if (!result)
            return result.error();
        SubProgress measuring(progress, middle, done / whole);
        const Result<double> width = silhouette(features, result.value().labels, sample, measuring);
        if (!width && width.error().kind == ErrorKind::Cancelled)
            return width.error();
        points.push_back(
            {k, result.value().wcss, width ? width.value() : std::numeric_limits<double>::quiet_NaN()});
    }
    progress.report(1.0, "Clustering");
    return points;
}

} // namespace genrelens
