#pragma once

#include "core/base/progress.h"
#include "core/base/random.h"
#include "core/cluster/tiled_rows.h"

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace genrelens
{

/// One start of k-means: chooses centres, then iterates. Runs on one thread; starts run side by side. After
/// the first pass a row is looked at again only when bounds on its distances (Hamerly 2010) leave it in doubt
/// which centre is its nearest.
class KMeansRun
{
public:
    KMeansRun(const TiledRows &rows, std::size_t clusters, Random random);

    /// From the centres that are kept (at most `clusters`, side by side as in TiledRows), others chosen to
    /// go with them. False when cancelled on the way.
    bool run(std::span<const float> kept, std::size_t maxIterations, const Progress &progress);

    /// A label for every row of every tile; those beyond the last row mean nothing.
    [[nodiscard]] const std::vector<std::int32_t> &labels() const { return m_labels; }
    [[nodiscard]] std::vector<std::int32_t> takeLabels() { return std::move(m_labels); }
    /// Means of the clusters, clusters x columns as in TiledRows.
    [[nodiscard]] const std::vector<float> &centres() const { return m_centres; }
    [[nodiscard]] std::size_t iterations() const { return m_iterations; }
    [[nodiscard]] bool converged() const { return m_converged; }
    /// From sums that were kept up to date: good for comparing runs.
    [[nodiscard]] double wcss() const;
    /// What the sum of squares grows by, about, when each cluster's rows go to their second nearest centres.
    [[nodiscard]] std::vector<double> removalCosts() const;

private:
    bool chooseCentres(std::span<const float> kept, const Progress &progress);
    bool addCentre(std::size_t candidates, const Progress &progress);
    bool lower(std::span<const float> centre, std::vector<float> &after, std::vector<double> &sums,
               const Progress &progress) const;
    std::size_t drawByDistance(double total);
    bool assignAll(const Progress &progress);
    bool assignDoubtful(const Progress &progress);
    void lookAgain(std::size_t tile);
    void lookAtPending();
    void settle(std::size_t row, std::size_t lane);
    void moveRow(std::size_t row, std::int32_t to);
    void repairEmptyClusters();
    void updateCentres();
    void loosenBounds(std::span<const double> shifts);

    const TiledRows &m_rows;
    std::size_t m_clusters;
    Random m_random;
    std::vector<float> m_centres;
    std::vector<std::int32_t> m_labels; // to which m_sums and m_counts belong
    std::vector<double> m_sums;         // clusters x columns
    std::vector<std::int64_t> m_counts;

    // While choosing: squared distances from the nearest centre so far, their sum for each tile.
    std::vector<float> m_distances;
    std::vector<double> m_tileSums;

    std::vector<float> m_upper; // at least the distance from the own centre
    std::vector<float> m_lower; // at most the distance from any other
    // Of each cluster, in the latest update: how far its centre moved, how far another did at most, and half
    // the distance to the nearest other centre.
    std::vector<float> m_ownShift, m_otherShift, m_halfGap;
    std::vector<std::uint8_t> m_doubtful; // a flag for each lane of the tiles at hand
    std::vector<std::uint32_t> m_pending; // rows to be looked at together
    std::vector<float> m_gathered;        // those rows as a tile
    std::vector<std::int32_t> m_foundLabels;
    std::vector<float> m_foundFirst, m_foundSecond;

    std::size_t m_iterations = 0;
    bool m_moved = false;
    bool m_boundsHold = false;
    bool m_converged = false;
};

} // namespace genrelens
