#include "core/cluster/k_sweep.h"

#include "core/cluster/gap.h"
#include "core/cluster/stability.h"
#include "core/cluster/validity.h"

#include <numeric>

namespace genrelens
{

namespace
{

// Measures one number of clusters after the other.
class Sweep
{
public:
    Sweep(const Features &features, const KSweepOptions &options)
        : m_features(features)
        , m_options(options)
        , m_sample(sampleRows(features.rows(), options.silhouetteRows, options.seed))
        , m_all(features.rows())
    {
        std::iota(m_all.begin(), m_all.end(), 0U);
    }

    Result<void> prepare(Progress &progress);
    Result<KSweepPoint> measure(std::size_t k, Progress &progress) const;

private:
    Result<void> addValidity(const std::vector<std::int32_t> &labels, KSweepPoint &point,
                             Progress &progress) const;
    Result<void> addGap(KSweepPoint &point, Progress &progress) const;
    Result<void> addStability(KSweepPoint &point, Progress &progress) const;

    const Features &m_features;
    const KSweepOptions &m_options;
    std::vector<std::uint32_t> m_sample;
    std::vector<std::uint32_t> m_all;
    ReferenceBox m_box;
};

Result<void> Sweep::prepare(Progress &progress)
{
    if (m_options.references == 0)
        return {};
    Result<ReferenceBox> box = referenceBox(m_features, progress);
    if (!box)
        return box.error();
    m_box = std::move(box).value();
    return {};
}

Result<KSweepPoint> Sweep::measure(std::size_t k, Progress &progress) const
{
    // Shares of the time, about: a reference takes three restarts, a resample one.
    const auto starts = static_cast<double>(m_options.restarts) + 6.0;
    const auto gaps = 3.0 * static_cast<double>(m_options.references);
    const double whole = starts + gaps + static_cast<double>(m_options.resamples);
    SubProgress clustering(progress, 0.0, 0.9 * starts / whole);
    KMeansOptions kMeansOptions;
    kMeansOptions.clusters = k;
    kMeansOptions.restarts = m_options.restarts;
    kMeansOptions.maxIterations = m_options.maxIterations;
    kMeansOptions.seed = m_options.seed;
    const Result<KMeansResult> found = kMeans(m_features, kMeansOptions, clustering);
    if (!found)
        return found.error();
    KSweepPoint point;
    point.clusters = k;
    point.wcss = found.value().wcss;
    SubProgress measuring(progress, 0.9 * starts / whole, starts / whole);
    SubProgress referring(progress, starts / whole, (starts + gaps) / whole);
    SubProgress resampling(progress, (starts + gaps) / whole, 1.0);
    for (const Result<void> &added : {addValidity(found.value().labels, point, measuring),
                                      addGap(point, referring), addStability(point, resampling)})
        if (!added)
            return added.error();
    return point;
}

// What is undefined stays unknown; only a cancelled measurement is an error.
Result<void> Sweep::addValidity(const std::vector<std::int32_t> &labels, KSweepPoint &point,
                                Progress &progress) const
{
    const Result<Silhouette> width = silhouette(m_features, labels, m_sample, progress);
    if (!width && width.error().kind == ErrorKind::Cancelled)
        return width.error();
    const bool all = m_sample.size() == m_features.rows();
    point.silhouette = width ? width.value().mean : ClusterQuality::unknown;
    point.silhouetteError = !width ? ClusterQuality::unknown : all ? 0.0 : width.value().standardError;
    SubProgress quietly(progress, 1.0, 1.0);
    const Result<Dispersion> spread = dispersion(m_features, labels, m_all, quietly);
    if (!spread)
        return spread.error().kind == ErrorKind::Cancelled ? Result<void>(spread.error()) : Result<void>();
    point.calinskiHarabasz = spread.value().calinskiHarabasz;
    point.daviesBouldin = spread.value().daviesBouldin;
    return {};
}

Result<void> Sweep::addGap(KSweepPoint &point, Progress &progress) const
{
    if (m_options.references == 0)
        return {};
    GapOptions options;
    options.references = m_options.references;
    options.seed = m_options.seed;
    const Result<GapPoint> found =
        gapStatistic(m_features, m_box, point.clusters, point.wcss, options, progress);
    if (!found)
        return found.error();
    point.expectedWcss = found.value().expectedWcss;
    point.gap = found.value().gap;
    point.gapError = found.value().error;
    return {};
}

Result<void> Sweep::addStability(KSweepPoint &point, Progress &progress) const
{
    if (m_options.resamples == 0)
        return {};
    StabilityOptions options;
    options.clusters = point.clusters;
    options.resamples = m_options.resamples;
    options.seed = m_options.seed;
    const Result<Stability> found = stability(m_features, options, progress);
    if (!found)
        return found.error();
    point.stability = found.value().meanAdjustedRand;
    point.stabilityDeviation = found.value().deviation;
    return {};
}

} // namespace

Result<void> KSweepOptions::validate() const
{
    if (first == 0 || first > last)
        return Error{"the numbers of clusters must rise from at least 1", "k sweep",
                     "The usual range is 2 to 14.", ErrorKind::Usage};
    if (resamples == 1)
        return Error{"a single resample can be compared with nothing", "k sweep", "Draw at least 2, or none.",
                     ErrorKind::Usage};
    return {};
}

ClusterQuality KSweepPoint::quality() const
{
    return {clusters, wcss, silhouette, calinskiHarabasz, daviesBouldin, gap, gapError, stability};
}

Result<std::vector<KSweepPoint>> kSweep(const Features &features, const KSweepOptions &options,
                                        Progress &progress, const KSweepWatcher &watcher)
{
    if (Result<void> checked = options.validate(); !checked)
        return checked.error();
    Sweep sweep(features, options);
    if (Result<void> prepared = sweep.prepare(progress); !prepared)
        return prepared.error();
    // The time for k clusters grows about with k.
    double whole = 0.0;
    for (std::size_t k = options.first; k <= options.last; ++k)
        whole += static_cast<double>(k);
    double done = 0.0;
    std::vector<KSweepPoint> points;
    for (std::size_t k = options.first; k <= options.last; ++k) {
        const double begin = done / whole;
        done += static_cast<double>(k);
        SubProgress part(progress, begin, done / whole);
        const Result<KSweepPoint> point = sweep.measure(k, part);
        if (!point)
            return point.error();
        points.push_back(point.value());
        if (watcher)
            watcher(points.back());
    }
    progress.report(1.0, "Clustering");
    return points;
}

} // namespace genrelens
