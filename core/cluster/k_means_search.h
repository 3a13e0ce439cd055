#pragma once

#include "core/base/progress.h"
#include "core/cluster/k_means.h"
#include "core/cluster/k_means_run.h"

#include <cstddef>
#include <cstdint>
#include <limits>
#include <vector>

namespace genrelens
{

/// What one start of k-means, or one try to better it, came to.
struct Candidate {
    double wcss = std::numeric_limits<double>::infinity();
    std::size_t number = 0;
    std::size_t iterations = 0;
    bool converged = false;
    std::vector<float> centres;
    std::vector<double> removalCosts;
    std::vector<std::int32_t> labels; ///< one a place of the tiles; only of one that was finished
};

/// The starts of k-means side by side, then tries to better the best of them. Of many, the promising are told
/// after a few iterations and only they are finished.
class KMeansSearch
{
public:
    KMeansSearch(const TiledRows &rows, const KMeansOptions &options, Progress &progress);

    /// Runs all starts; false when cancelled, as improve() is.
    bool start();
    bool improve();

    [[nodiscard]] const Candidate &best() const { return m_best; }
    [[nodiscard]] std::size_t improvements() const { return m_improvements; }

private:
    /// Each begins with the centres it has, and ends with those that so many iterations lead to.
    bool runAll(std::vector<Candidate> &tries, std::size_t iterations, bool finish, ProgressCounter &counter);
    bool race(std::vector<Candidate> tries, std::size_t iterations, std::size_t finalists,
              ProgressCounter &counter, Candidate &best);
    [[nodiscard]] std::vector<Candidate> swapTries(std::size_t first, std::size_t count,
                                                   std::size_t failed) const;

    const TiledRows &m_rows;
    const KMeansOptions &m_options;
    Progress &m_progress;
    Candidate m_best;
    std::size_t m_improvements = 0;
};

} // namespace genrelens
