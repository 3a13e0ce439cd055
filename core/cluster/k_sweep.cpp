#include "core/cluster/k_sweep.h"

#include "core/cluster/gap.h"
#include "core/cluster/row_sample.h"
#include "core/cluster/stability.h"
#include "core/cluster/validity.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <optional>

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

    /// Sums of squares and validity of k clusters.
    Result<KSweepPoint> measure(std::size_t k, Progress &progress) const;
    /// Adds the gap and the stability, as far as they are asked for.
    Result<void> compare(KSweepPoint &point, Progress &progress);
    /// How long the two take for a cluster, about, in restarts of k-means.
    [[nodiscard]] double measuringCost() const;
    [[nodiscard]] double comparingCost() const;
    [[nodiscard]] bool lacksComparison(const KSweepPoint &point) const;

private:
    Result<void> addValidity(const std::vector<std::int32_t> &labels, KSweepPoint &point,
                             Progress &progress) const;
    Result<void> addGap(KSweepPoint &point, Progress &progress);
    Result<void> addStability(KSweepPoint &point, Progress &progress) const;

    const Features &m_features;
    const KSweepOptions &m_options;
    std::vector<std::uint32_t> m_sample;
    std::vector<std::uint32_t> m_all;
    std::optional<ReferenceBox> m_box; // of the gap statistic, when it was first asked for
};

double Sweep::measuringCost() const
{
    return static_cast<double>(m_options.restarts) + 6.0; // what is not k-means
}

// A reference takes about three restarts, a resample about one.
double Sweep::comparingCost() const
{
    return 3.0 * static_cast<double>(m_options.references) + static_cast<double>(m_options.resamples);
}

bool Sweep::lacksComparison(const KSweepPoint &point) const
{
    return (m_options.references > 0 && std::isnan(point.gap) && point.wcss > 0.0) ||
           (m_options.resamples > 0 && std::isnan(point.stability));
}

Result<KSweepPoint> Sweep::measure(std::size_t k, Progress &progress) const
{
    SubProgress clustering(progress, 0.0, 0.8);
    KMeansOptions options;
    options.clusters = k;
    options.restarts = m_options.restarts;
    options.maxIterations = m_options.maxIterations;
    options.seed = m_options.seed;
    const Result<KMeansResult> found = kMeans(m_features, options, clustering);
    if (!found)
        return found.error();
    KSweepPoint point;
    point.clusters = k;
    point.wcss = found.value().wcss;
    SubProgress measuring(progress, 0.8, 1.0);
    if (const Result<void> added = addValidity(found.value().labels, point, measuring); !added)
        return added.error();
    return point;
}

Result<void> Sweep::compare(KSweepPoint &point, Progress &progress)
{
    const auto gaps = 3.0 * static_cast<double>(m_options.references);
    const double whole = gaps + static_cast<double>(m_options.resamples);
    SubProgress referring(progress, 0.0, gaps / whole);
    if (Result<void> added = addGap(point, referring); !added)
        return added;
    SubProgress resampling(progress, gaps / whole, 1.0);
    return addStability(point, resampling);
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

Result<void> Sweep::addGap(KSweepPoint &point, Progress &progress)
{
    if (m_options.references == 0 || !(point.wcss > 0.0))
        return {}; // of no spread there is no logarithm
    if (!m_box) {
        SubProgress quietly(progress, 0.0, 0.0);
        Result<ReferenceBox> box = referenceBox(m_features, quietly);
        if (!box)
            return box.error();
        m_box = std::move(box).value();
    }
    GapOptions options;
    options.references = m_options.references;
    options.seed = m_options.seed;
    const Result<GapPoint> found =
        gapStatistic(m_features, *m_box, point.clusters, point.wcss, options, progress);
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

bool hasFewer(const KSweepPoint &a, const KSweepPoint &b)
{
    return a.clusters < b.clusters;
}

std::vector<KSweepPoint> pointsWithin(std::span<const KSweepPoint> known, const KSweepOptions &options)
{
    std::vector<KSweepPoint> points;
    for (const KSweepPoint &point : known)
        if (point.clusters >= options.first && point.clusters <= options.last)
            points.push_back(point);
    std::sort(points.begin(), points.end(), hasFewer);
    return points;
}

std::vector<std::size_t> missingFrom(const std::vector<KSweepPoint> &points, const KSweepOptions &options)
{
    std::vector<std::size_t> missing;
    for (std::size_t k = options.first; k <= options.last; ++k)
        if (std::none_of(points.begin(), points.end(),
                         [k](const KSweepPoint &point) { return point.clusters == k; }))
            missing.push_back(k);
    return missing;
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
                                        Progress &progress, const KSweepWatcher &watcher,
                                        std::span<const KSweepPoint> known)
{
    if (Result<void> checked = options.validate(); !checked)
        return checked.error();
    Sweep sweep(features, options);
    std::vector<KSweepPoint> points = pointsWithin(known, options);
    const auto tell = [&] {
        if (watcher)
            watcher(points);
    };
    if (!points.empty())
        tell();
    const std::vector<std::size_t> missing = missingFrom(points, options);
    // The time for k clusters grows about with k.
    double whole = 0.0;
    for (const std::size_t k : missing)
        whole += static_cast<double>(k) * (sweep.measuringCost() + sweep.comparingCost());
    for (const KSweepPoint &point : points)
        if (sweep.lacksComparison(point))
            whole += static_cast<double>(point.clusters) * sweep.comparingCost();
    double done = 0.0;
    const auto next = [&](std::size_t k, double cost) {
        const double begin = done;
        done += static_cast<double>(k) * cost;
        return SubProgress(progress, begin / whole, std::min(1.0, done / whole));
    };
    for (const std::size_t k : missing) {
        SubProgress part = next(k, sweep.measuringCost());
        const Result<KSweepPoint> point = sweep.measure(k, part);
        if (!point)
            return point.error();
        points.insert(std::upper_bound(points.begin(), points.end(), point.value(), hasFewer), point.value());
        tell();
    }
    for (KSweepPoint &point : points) {
        if (!sweep.lacksComparison(point))
            continue;
        SubProgress part = next(point.clusters, sweep.comparingCost());
        if (const Result<void> compared = sweep.compare(point, part); !compared)
            return compared.error();
        tell();
    }
    return points;
}

} // namespace genrelens
