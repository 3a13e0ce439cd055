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

/// One start of k-means: chooses centres, then iterates. Runs on one thread; starts run side by side.
class KMeansRun
{
public:
    KMeansRun(const TiledRows &rows, std::size_t clusters, Random random);

    /// False when cancelled on the way.
    bool run(std::size_t maxIterations, const Progress &progress);

    /// A label for every row of every tile; those beyond the last row mean nothing.
    [[nodiscard]] const std::vector<std::int32_t> &labels() const { return m_labels; }
    [[nodiscard]] std::size_t iterations() const { return m_iterations; }
    [[nodiscard]] bool converged() const { return m_converged; }

private:
    bool chooseCentres(const Progress &progress);
    std::size_t drawByDistance(const std::vector<double> &tileSums, double total);
    bool assign(const Progress &progress);
    bool moveRows();
    void repairEmptyClusters();
    void moveRow(std::size_t row, std::int32_t to);
    void updateCentres();

    const TiledRows &m_rows;
    std::size_t m_clusters;
    Random m_random;
    std::vector<float> m_centres;
    std::vector<std::int32_t> m_labels;  // to which m_sums and m_counts belong
    std::vector<std::int32_t> m_nearest; // of the latest assignment
    std::vector<float> m_distances;      // squared, from the nearest centre
    std::vector<double> m_sums;          // clusters x columns
    std::vector<std::int64_t> m_counts;
    std::size_t m_iterations = 0;
    bool m_converged = false;
};

} // namespace genrelens
