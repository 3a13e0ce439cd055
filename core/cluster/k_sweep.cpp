#include "core/cluster/k_sweep.h"

#include "core/cluster/gap.h"
#include "core/cluster/row_sample.h"
#include "core/cluster/stability.h"
#include "core/cluster/validity.h"

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
    /// How much of the time the first round takes, about.
    [[nodiscard]] double firstShare() const;

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

// A reference takes about three restarts of k-means, a resample about one, and the rest of the first round
// six.
double Sweep::firstShare() const
{
    const auto first = static_cast<double>(m_options.restarts) + 6.0;
    const double second =
        3.0 * static_cast<double>(m_options.references) + static_cast<double>(m_options.resamples);
    return first / (first + second);
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
    if (m_options.references == 0)
        return {};
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
    std::vector<KSweepPoint> points;
    const auto tell = [&] {
        if (watcher)
            watcher(points);
    };
    // The time for k clusters grows about with k.
    double whole = 0.0;
    for (std::size_t k = options.first; k <= options.last; ++k)
        whole += static_cast<double>(k);
    const double first = sweep.firstShare();
    double done = 0.0;
    for (std::size_t k = options.first; k <= options.last; ++k) {
        const double begin = done;
        done += static_cast<double>(k) / whole;
        SubProgress part(progress, first * begin, first * done);
        const Result<KSweepPoint> point = sweep.measure(k, part);
        if (!point)
            return point.error();
        points.push_back(point.value());
        tell();
    }
    if (options.references == 0 && options.resamples == 0)
        return points;
    done = 0.0;
    for (KSweepPoint &point : points) {
        const double begin = done;
        done += static_cast<double>(point.clusters) / whole;
        SubProgress part(progress, first + (1.0 - first) * begin, first + (1.0 - first) * done);
        if (const Result<void> compared = sweep.compare(point, part); !compared)
            return compared.error();
        tell();
    }
    return points;
}

} // namespace genrelens
