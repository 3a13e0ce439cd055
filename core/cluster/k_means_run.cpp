#include "core/cluster/k_means_run.h"

#include "core/base/simd.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace genrelens
{

namespace
{

constexpr std::size_t lanes = TiledRows::lanes;
constexpr std::size_t tilesAtOnce = 128; // between two questions whether to go on
constexpr std::int32_t nowhere = -1;
constexpr float infinity = std::numeric_limits<float>::infinity();
// Bounds are rounded, and so are the distances they began with; rows nearer to doubt than this are looked at.
constexpr float slack = 1.0F + 1e-4F;

// Runs step(begin, end) over all tiles; false when cancelled.
template <typename Step>
bool overTiles(std::size_t tiles, const Progress &progress, const Step &step)
{
    for (std::size_t begin = 0; begin < tiles; begin += tilesAtOnce) {
        if (progress.cancelled())
            return false;
        step(begin, std::min(tiles, begin + tilesAtOnce));
    }
    return true;
}

// Brings the bounds of some rows up to the centres' latest moves, and flags the rows that may have changed
// sides: those whose own centre may be farther than another. Returns how many.
GENRELENS_CLONES
std::int32_t loosenTile(const std::int32_t *labels, const float *ownShift, const float *otherShift,
                        const float *halfGap, float *upper, float *lower, std::uint8_t *doubtful)
{
    std::int32_t count = 0;
    for (std::size_t lane = 0; lane < lanes; ++lane) {
        const auto own = static_cast<std::size_t>(labels[lane]);
        const float above = upper[lane] + ownShift[own];
        const float below = lower[lane] - otherShift[own];
        upper[lane] = above;
        lower[lane] = below;
        const float clear = below > halfGap[own] ? below : halfGap[own];
        const bool doubt = above * slack >= clear;
        doubtful[lane] = doubt ? 1 : 0;
        count += doubt ? 1 : 0;
    }
    return count;
}

} // namespace

KMeansRun::KMeansRun(const TiledRows &rows, std::size_t clusters, Random random)
    : m_rows(rows)
    , m_clusters(clusters)
    , m_random(random)
    , m_labels(rows.tiles() * lanes, 0)
    , m_sums(clusters * rows.columns, 0.0)
    , m_counts(clusters, 0)
    , m_ownShift(clusters)
    , m_otherShift(clusters)
    , m_halfGap(clusters)
    , m_doubtful(lanes)
    , m_gathered(rows.columns * lanes)
    , m_foundLabels(tilesAtOnce * lanes)
    , m_foundFirst(tilesAtOnce * lanes)
    , m_foundSecond(tilesAtOnce * lanes)
{
    std::fill(m_labels.begin(), m_labels.begin() + static_cast<std::ptrdiff_t>(rows.rows), nowhere);
}

bool KMeansRun::run(std::span<const float> kept, std::size_t maxIterations, const Progress &progress)
{
    if (!chooseCentres(kept, progress))
        return false;
    m_upper.assign(m_labels.size(), 0.0F);
    m_lower.assign(m_labels.size(), infinity); // so that the places beyond the last row are never in doubt
    while (m_iterations < maxIterations && !m_converged) {
        m_moved = false;
        if (!(m_boundsHold ? assignDoubtful(progress) : assignAll(progress)))
            return false;
        ++m_iterations;
        m_converged = !m_moved;
        m_boundsHold = true;
        if (std::find(m_counts.begin(), m_counts.end(), 0) != m_counts.end())
            repairEmptyClusters();
        updateCentres();
    }
    return true;
}

double KMeansRun::wcss() const
{
    double sum = m_rows.squares;
    for (std::size_t i = 0; i < m_sums.size(); ++i)
        if (const std::int64_t count = m_counts[i / m_rows.columns]; count > 0)
            sum -= m_sums[i] * m_sums[i] / static_cast<double>(count);
    return std::max(0.0, sum);
}

std::vector<double> KMeansRun::removalCosts() const
{
    std::vector<double> costs(m_clusters, 0.0);
    for (std::size_t row = 0; row < m_rows.rows; ++row) {
        const auto upper = static_cast<double>(m_upper[row]);
        const auto lower = std::max(upper, static_cast<double>(m_lower[row]));
        costs[static_cast<std::size_t>(m_labels[row])] += lower * lower - upper * upper;
    }
    return costs;
}

bool KMeansRun::chooseCentres(std::span<const float> kept, const Progress &progress)
{
    m_centres.assign(kept.begin(), kept.end());
    if (kept.size() == m_clusters * m_rows.columns)
        return true;
    // Places beyond the last row are at no distance, so they are never drawn and add nothing.
    m_distances.assign(m_labels.size(), 0.0F);
    std::fill(m_distances.begin(), m_distances.begin() + static_cast<std::ptrdiff_t>(m_rows.rows), infinity);
    m_tileSums.assign(m_rows.tiles(), 0.0);
    std::vector<float> after(m_distances.size());
    for (std::size_t at = 0; at < kept.size(); at += m_rows.columns) {
        if (!lower(kept.subspan(at, m_rows.columns), after, m_tileSums, progress))
            return false;
        m_distances.swap(after);
    }
    const auto candidates = 2 + static_cast<std::size_t>(std::log(static_cast<double>(m_clusters)));
    while (m_centres.size() < m_clusters * m_rows.columns)
        if (!addCentre(m_centres.empty() ? 1 : candidates, progress))
            return false;
    return true;
}

// Greedy k-means++: of several candidates, each drawn with probability proportional to its squared distance
// from the centres so far, the one that lowers the sum of those distances most becomes a centre.
bool KMeansRun::addCentre(std::size_t candidates, const Progress &progress)
{
    double total = 0.0;
    for (const double sum : m_tileSums)
        total += sum;
    const std::vector<double> before = m_tileSums;
    double bestTotal = infinity;
    std::vector<float> best;
    std::vector<float> bestCentre;
    std::vector<double> bestSums;
    std::vector<float> after(m_distances.size());
    std::vector<double> sums(m_tileSums.size());
    std::vector<float> centre(m_rows.columns, 0.0F);
    for (std::size_t trial = 0; trial < candidates; ++trial) {
        const std::span<const float> row =
            m_rows.features.row(m_centres.empty() ? m_random.below(static_cast<std::uint32_t>(m_rows.rows))
                                                  : drawByDistance(total));
        std::copy(row.begin(), row.end(), centre.begin());
        if (!lower(centre, after, sums, progress))
            return false;
        double sum = 0.0;
        for (const double part : sums)
            sum += part;
        if (trial > 0 && !(sum < bestTotal))
            continue;
        bestTotal = sum;
        bestCentre = centre;
        best.swap(after);
        bestSums = sums;
        after.resize(m_distances.size());
    }
    m_distances.swap(best);
    m_tileSums.swap(bestSums);
    m_centres.insert(m_centres.end(), bestCentre.begin(), bestCentre.end());
    return true;
}

bool KMeansRun::lower(std::span<const float> centre, std::vector<float> &after, std::vector<double> &sums,
                      const Progress &progress) const
{
    return overTiles(m_rows.tiles(), progress, [&](std::size_t begin, std::size_t end) {
        lowerDistances(m_rows, begin, end, centre, m_distances.data(), after.data(), sums.data());
    });
}

// A row with probability proportional to its distance; any row when all distances are 0.
std::size_t KMeansRun::drawByDistance(double total)
{
    if (!(total > 0.0))
        return m_random.below(static_cast<std::uint32_t>(m_rows.rows));
    double left = m_random.uniform() * total;
    std::size_t tile = 0;
    while (tile + 1 < m_tileSums.size() && left >= m_tileSums[tile])
        left -= m_tileSums[tile++];
    const std::size_t end = std::min(m_rows.rows, (tile + 1) * lanes);
    std::size_t row = tile * lanes;
    while (row + 1 < end && left >= static_cast<double>(m_distances[row]))
        left -= static_cast<double>(m_distances[row++]);
    return row;
}

bool KMeansRun::assignAll(const Progress &progress)
{
    return overTiles(m_rows.tiles(), progress, [&](std::size_t begin, std::size_t end) {
        findNearestTwo(m_rows.tile(begin), end - begin, m_rows.columns, m_centres,
                       {m_foundLabels.data(), m_foundFirst.data(), m_foundSecond.data()});
        const std::size_t last = std::min(m_rows.rows, end * lanes);
        for (std::size_t row = begin * lanes; row < last; ++row)
            settle(row, row - begin * lanes);
    });
}

bool KMeansRun::assignDoubtful(const Progress &progress)
{
    const bool finished = overTiles(m_rows.tiles(), progress, [&](std::size_t begin, std::size_t end) {
        for (std::size_t tile = begin; tile < end; ++tile) {
            const std::size_t at = tile * lanes;
            const auto doubts = static_cast<std::size_t>(
                loosenTile(m_labels.data() + at, m_ownShift.data(), m_otherShift.data(), m_halfGap.data(),
                           m_upper.data() + at, m_lower.data() + at, m_doubtful.data()));
            // To gather a row costs about as much as sixteen of its distances.
            if (doubts * (16 + m_clusters) > lanes * m_clusters) {
                lookAgain(tile);
            } else if (doubts > 0) {
                // Without a branch, since nobody can foretell it; the places after the last are scratch.
                std::size_t count = m_pending.size();
                m_pending.resize(count + lanes);
                for (std::size_t lane = 0; lane < lanes; ++lane) {
                    m_pending[count] = static_cast<std::uint32_t>(at + lane);
                    count += m_doubtful[lane];
                }
                m_pending.resize(count);
                while (m_pending.size() >= lanes)
                    lookAtPending();
            }
        }
    });
    if (!finished)
        return false;
    if (!m_pending.empty())
        lookAtPending();
    return true;
}

void KMeansRun::lookAgain(std::size_t tile)
{
    findNearestTwo(m_rows.tile(tile), 1, m_rows.columns, m_centres,
                   {m_foundLabels.data(), m_foundFirst.data(), m_foundSecond.data()});
    const std::size_t count = std::min(lanes, m_rows.rows - tile * lanes);
    for (std::size_t lane = 0; lane < count; ++lane)
        settle(tile * lanes + lane, lane);
}

// The last pending rows, at most a tile of them.
void KMeansRun::lookAtPending()
{
    const std::size_t count = std::min(lanes, m_pending.size());
    const std::span<const std::uint32_t> rows = std::span(m_pending).last(count);
    gatherTile(m_rows.features, rows, m_gathered.data());
    findNearestTwo(m_gathered.data(), 1, m_rows.columns, m_centres,
                   {m_foundLabels.data(), m_foundFirst.data(), m_foundSecond.data()});
    for (std::size_t lane = 0; lane < count; ++lane)
        settle(rows[lane], lane);
    m_pending.resize(m_pending.size() - count);
}

// Takes over what was found for a row.
void KMeansRun::settle(std::size_t row, std::size_t lane)
{
    m_upper[row] = m_foundFirst[lane];
    m_lower[row] = m_foundSecond[lane];
    if (m_labels[row] != m_foundLabels[lane])
        moveRow(row, m_foundLabels[lane]);
}

// Only rows that change sides touch the sums: after a few iterations these are few.
void KMeansRun::moveRow(std::size_t row, std::int32_t to)
{
    m_moved = true;
    const std::span<const float> values = m_rows.features.row(row);
    double *into = m_sums.data() + static_cast<std::size_t>(to) * m_rows.columns;
    ++m_counts[static_cast<std::size_t>(to)];
    for (std::size_t m = 0; m < values.size(); ++m)
        into[m] += static_cast<double>(values[m]);
    if (const std::int32_t from = m_labels[row]; from != nowhere) {
        double *outOf = m_sums.data() + static_cast<std::size_t>(from) * m_rows.columns;
        --m_counts[static_cast<std::size_t>(from)];
        for (std::size_t m = 0; m < values.size(); ++m)
            outOf[m] -= static_cast<double>(values[m]);
    }
    m_labels[row] = to;
}

// An empty cluster takes the row that may be farthest from its centre, for all that the bounds tell.
void KMeansRun::repairEmptyClusters()
{
    for (std::size_t j = 0; j < m_clusters; ++j) {
        if (m_counts[j] > 0)
            continue;
        std::size_t farthest = 0;
        float largest = 0.0F;
        for (std::size_t row = 0; row < m_rows.rows; ++row) {
            if (m_upper[row] > largest && m_counts[static_cast<std::size_t>(m_labels[row])] > 1) {
                largest = m_upper[row];
                farthest = row;
            }
        }
        if (largest == 0.0F)
            return; // fewer distinct rows than clusters
        moveRow(farthest, static_cast<std::int32_t>(j));
        m_upper[farthest] = 0.0F;
        m_boundsHold = false;
        m_converged = false;
    }
}

void KMeansRun::updateCentres()
{
    std::vector<double> shifts(m_clusters, 0.0);
    for (std::size_t i = 0; i < m_sums.size(); ++i) {
        const std::size_t j = i / m_rows.columns;
        if (m_counts[j] == 0)
            continue;
        const auto mean = static_cast<float>(m_sums[i] / static_cast<double>(m_counts[j]));
        const double step = static_cast<double>(mean) - static_cast<double>(m_centres[i]);
        shifts[j] += step * step;
        m_centres[i] = mean;
    }
    loosenBounds(shifts);
}

// What the centres' moves (squared distances) mean for the bounds.
void KMeansRun::loosenBounds(std::span<const double> shifts)
{
    const auto widened = [](double squared) { return static_cast<float>(std::sqrt(squared) * (1.0 + 1e-6)); };
    for (std::size_t j = 0; j < m_clusters; ++j) {
        double other = 0.0;
        double gap = std::numeric_limits<double>::infinity();
        for (std::size_t i = 0; i < m_clusters; ++i) {
            if (i == j)
                continue;
            other = std::max(other, shifts[i]);
            double apart = 0.0;
            for (std::size_t m = 0; m < m_rows.columns; ++m) {
                const double x = static_cast<double>(m_centres[i * m_rows.columns + m]) -
                                 static_cast<double>(m_centres[j * m_rows.columns + m]);
                apart += x * x;
            }
            gap = std::min(gap, apart);
        }
        m_ownShift[j] = widened(shifts[j]);
        m_otherShift[j] = widened(other);
        m_halfGap[j] = static_cast<float>(0.5 * std::sqrt(gap));
    }
}

} // namespace genrelens
