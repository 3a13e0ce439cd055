#pragma once

#include "core/base/progress.h"
#include "core/base/result.h"
#include "core/prepare/features.h"

#include <cstddef>
#include <cstdint>
#include <vector>

namespace genrelens
{

/// How rows are clustered of which there are too many to look at all of them again and again.
struct MiniBatchOptions {
    std::size_t sampleRows = 200'000; ///< first clustered exactly, drawn with replacement
    std::size_t rows = 16'384;        ///< of a batch, drawn with replacement
    std::size_t batches = 1'000;      ///< at most; fewer when so many rows were shown as there are
};

struct KMeansOptions {
    std::size_t clusters = 8;
    std::size_t restarts = 50; ///< starts; the half that is best after 12 iterations is finished
    /// Of many more rows than these, samples of so many (one for each three starts, at most eight) stand for
    /// all in the starts, and only the best centres of each are finished on all rows. 0: all rows, always.
    std::size_t startRows = 16'384;
    std::size_t maxIterations = 300; ///< of each start; most reach their fixed point long before
    std::uint64_t seed = 1;
    /// Tries, at most, to better the best start by another place for a centre that is hardly missed. 0 leaves
    /// that start as it is.
    std::size_t swaps = 64;
    /// Of these, rounds of four in a row that may fail before it is given up.
    std::size_t patience = 2;
    /// More rows than these are clustered by mini-batches instead.
    std::size_t exactUpTo = 1'000'000;
    MiniBatchOptions miniBatch = {};

    [[nodiscard]] Result<void> validate() const;
};

struct KMeansResult {
    std::vector<std::int32_t> labels; ///< one a row; clusters are numbered by size, the largest 0
    std::vector<double> centres;      ///< clusters x features: the means of their rows
    std::vector<std::size_t> sizes;   ///< rows of each cluster, falling; 0 for one that stayed empty
    double wcss = 0.0;                ///< sum of squared distances of all rows from their centres
    std::size_t iterations = 0;       ///< of the start that was kept; batches, when there were any
    bool converged = false;           ///< whether it reached its fixed point: never with mini-batches
    bool miniBatch = false;           ///< whether mini-batches were used
    std::size_t bestRestart = 0;      ///< its number; the first of equals
    std::size_t restarts = 0;
    std::size_t improvements = 0; ///< centres that then found a better place
};

/// k-means over all rows: Lloyd's iteration (1982) to its fixed point, exactly in double, from greedy
/// k-means++ starts (Arthur & Vassilvitskii 2007, with scikit-learn's 2 + log k candidates a centre), with
/// Hamerly's bounds (2010). The best start is bettered by swaps of centres (Fränti 2018). Of many rows a
/// sample stands for all until then (Bradley & Fayyad 1998). A cluster that runs empty takes the row farthest
/// from its centre; only when there are fewer distinct rows than clusters may some stay empty. Above
/// options.exactUpTo rows see core/cluster/mini_batch.h.
Result<KMeansResult> kMeans(const Features &features, const KMeansOptions &options, Progress &progress);

} // namespace genrelens
