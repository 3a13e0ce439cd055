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
    std::size_t number = 0; ///< names its random numbers
    std::size_t start = 0;  ///< the number of the start that it goes back to
    std::size_t iterations = 0;
    bool converged = false;
    std::vector<float> centres;
    std::vector<double> removalCosts;
    std::vector<std::int32_t> labels; ///< one a place of the tiles; only of the best that was finished
};

/// The starts of k-means side by side, then tries to better the best of them. Of many, the promising are told
/// after a few iterations and only they are finished.
class KMeansSearch
{
public:
    KMeansSearch(const TiledRows &rows, const KMeansOptions &options, Progress &progress);

    /// Runs all starts; false when cancelled, as the others are.
    bool start();
    bool improve();
    /// Instead of start(): from centres that were found before.
    bool finish(std::vector<Candidate> found);

    [[nodiscard]] const Candidate &best() const { return m_leaders.front(); }
    /// The best few that were finished, the best first.
    [[nodiscard]] const std::vector<Candidate> &leaders() const { return m_leaders; }
    [[nodiscard]] std::size_t improvements() const { return m_improvements; }

private:
    /// Each begins with the centres it has, and ends with those that so many iterations lead to.
    bool runAll(std::vector<Candidate> &tries, std::size_t iterations, bool finish, ProgressCounter &counter);
    bool race(std::vector<Candidate> tries, std::size_t iterations, std::size_t finalists, double hopeless,
              ProgressCounter &counter);
    void takeOver(std::vector<Candidate> finished);
    [[nodiscard]] std::vector<Candidate> swapTries(std::size_t first, std::size_t count,
                                                   std::size_t failed) const;

    const TiledRows &m_rows;
    const KMeansOptions &m_options;
    Progress &m_progress;
    std::vector<Candidate> m_leaders;
    std::size_t m_improvements = 0;
};

} // namespace genrelens
