#include "core/cluster/k_means_run.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace genrelens
{

namespace
{

constexpr std::size_t tilesAtOnce = 128; // between two questions whether to go on
constexpr std::int32_t nowhere = -1;

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

// Sum of the distances of a tile's real rows.
double tileSum(const TiledRows &rows, const std::vector<float> &distances, std::size_t tile)
{
    double sum = 0.0;
    const std::size_t end = std::min(rows.rows, (tile + 1) * TiledRows::lanes);
    for (std::size_t row = tile * TiledRows::lanes; row < end; ++row)
        sum += static_cast<double>(distances[row]);
    return sum;
}

} // namespace

KMeansRun::KMeansRun(const TiledRows &rows, std::size_t clusters, Random random)
    : m_rows(rows)
    , m_clusters(clusters)
    , m_random(random)
    , m_labels(rows.tiles() * TiledRows::lanes, nowhere)
    , m_nearest(m_labels.size())
    , m_distances(m_labels.size(), std::numeric_limits<float>::infinity())
    , m_sums(clusters * rows.columns, 0.0)
    , m_counts(clusters, 0)
{
}

bool KMeansRun::run(std::size_t maxIterations, const Progress &progress)
{
    if (!chooseCentres(progress))
        return false;
    while (m_iterations < maxIterations && !m_converged) {
        if (!assign(progress))
            return false;
        ++m_iterations;
        m_converged = !moveRows();
        repairEmptyClusters();
        updateCentres();
    }
    return true;
}

// Greedy k-means++: of several candidates, each drawn with probability proportional to its squared distance
// from the centres so far, the one that lowers the sum of those distances most becomes a centre.
bool KMeansRun::chooseCentres(const Progress &progress)
{
    const auto candidates = 2 + static_cast<std::size_t>(std::log(static_cast<double>(m_clusters)));
    std::vector<double> tileSums(m_rows.tiles(), 0.0);
    std::vector<double> candidateSums(m_rows.tiles());
    std::vector<float> lowered(m_distances.size());
    std::vector<float> best(m_distances.size());
    std::vector<float> centre(m_rows.columns);
    double total = 0.0;
    for (std::size_t j = 0; j < m_clusters; ++j) {
        double bestTotal = std::numeric_limits<double>::infinity();
        std::size_t bestRow = 0;
        std::vector<double> bestSums;
        for (std::size_t trial = 0; trial < (j == 0 ? 1 : candidates); ++trial) {
            const std::size_t row = j == 0 ? m_random.below(static_cast<std::uint32_t>(m_rows.rows))
                                           : drawByDistance(tileSums, total);
            for (std::size_t m = 0; m < m_rows.columns; ++m)
                centre[m] = m_rows.value(row, m);
            double sum = 0.0;
            const bool finished =
                overTiles(m_rows.tiles(), progress, [&](std::size_t begin, std::size_t end) {
                    lowerDistances(m_rows, begin, end, centre, m_distances.data(), lowered.data());
                    for (std::size_t tile = begin; tile < end; ++tile)
                        sum += candidateSums[tile] = tileSum(m_rows, lowered, tile);
                });
            if (!finished)
                return false;
            if (sum < bestTotal) {
                bestTotal = sum;
                bestRow = row;
                best.swap(lowered);
                bestSums = candidateSums;
            }
        }
        m_distances = best;
        tileSums = bestSums;
        total = bestTotal;
        for (std::size_t m = 0; m < m_rows.columns; ++m)
            m_centres.push_back(m_rows.value(bestRow, m));
    }
    return true;
}

// A row with probability proportional to its distance; any row when all distances are 0.
std::size_t KMeansRun::drawByDistance(const std::vector<double> &tileSums, double total)
{
    if (!(total > 0.0))
        return m_random.below(static_cast<std::uint32_t>(m_rows.rows));
    double left = m_random.uniform() * total;
    std::size_t tile = 0;
    while (tile + 1 < tileSums.size() && left >= tileSums[tile])
        left -= tileSums[tile++];
    const std::size_t end = std::min(m_rows.rows, (tile + 1) * TiledRows::lanes);
    std::size_t row = tile * TiledRows::lanes;
    while (row + 1 < end && left >= static_cast<double>(m_distances[row]))
        left -= static_cast<double>(m_distances[row++]);
    return row;
}

bool KMeansRun::assign(const Progress &progress)
{
    return overTiles(m_rows.tiles(), progress, [&](std::size_t begin, std::size_t end) {
        nearestCentres(m_rows, begin, end, m_centres, m_nearest.data(), m_distances.data());
    });
}

// Brings labels, sums and counts up to the latest assignment; false when nothing changed. Only rows that
// change sides touch the sums: after a few iterations these are few.
bool KMeansRun::moveRows()
{
    bool moved = false;
    for (std::size_t row = 0; row < m_rows.rows; ++row) {
        if (m_labels[row] == m_nearest[row])
            continue;
        moveRow(row, m_nearest[row]);
        moved = true;
    }
    return moved;
}

void KMeansRun::moveRow(std::size_t row, std::int32_t to)
{
    const auto move = [&](std::int32_t cluster, double sign) {
        if (cluster == nowhere)
            return;
        double *sums = m_sums.data() + static_cast<std::size_t>(cluster) * m_rows.columns;
        for (std::size_t m = 0; m < m_rows.columns; ++m)
            sums[m] += sign * static_cast<double>(m_rows.value(row, m));
        m_counts[static_cast<std::size_t>(cluster)] += sign > 0.0 ? 1 : -1;
    };
    move(m_labels[row], -1.0);
    move(to, 1.0);
    m_labels[row] = to;
}

void KMeansRun::repairEmptyClusters()
{
    for (std::size_t j = 0; j < m_clusters; ++j) {
        if (m_counts[j] > 0)
            continue;
        std::size_t farthest = 0;
        float largest = 0.0F;
        for (std::size_t row = 0; row < m_rows.rows; ++row) {
            if (m_distances[row] > largest && m_counts[static_cast<std::size_t>(m_labels[row])] > 1) {
                largest = m_distances[row];
                farthest = row;
            }
        }
        if (largest == 0.0F)
            return; // fewer distinct rows than clusters
        moveRow(farthest, static_cast<std::int32_t>(j));
        m_distances[farthest] = 0.0F;
        m_converged = false;
    }
}

void KMeansRun::updateCentres()
{
    for (std::size_t i = 0; i < m_sums.size(); ++i)
        if (const std::int64_t count = m_counts[i / m_rows.columns]; count > 0)
            m_centres[i] = static_cast<float>(m_sums[i] / static_cast<double>(count));
}

} // namespace genrelens
