#pragma once

#include "core/base/progress.h"
#include "core/base/result.h"
#include "core/embed/map_point.h"
#include "core/embed/neighbour_lists.h"
#include "core/labels/label_set.h"
#include "core/prepare/features.h"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <vector>

namespace genrelens
{

enum class UmapStart { Pca, Spectral, Random };

/// Of UMAP (McInnes, Healy & Melville 2018), but for the neighbours and their metric. As in the paper, a row
/// is no neighbour of its own: 15 neighbours here are n_neighbors=16 of umap-learn, which counts the row.
struct UmapOptions {
    double minDist = 0.1;
    double spread = 1.0;
    int epochs = 0; ///< 0: 500 for up to 10,000 rows, 200 beyond
    int negatives = 5;
    double learningRate = 1.0;
    double repulsion = 1.0;
    UmapStart start = UmapStart::Pca;
    double labelWeight = 0.0; ///< of the labels against the features, 0 to 1; needs labels above 0
    std::uint64_t seed = 1;

    bool operator==(const UmapOptions &) const = default;
};

int epochsOf(const UmapOptions &options, std::size_t rows);

/// The fuzzy graph of the neighbourhoods: how much each two rows belong together, 0 to 1. Symmetric, each
/// edge in both directions; a row's edges in the order of the other ends.
struct UmapGraph {
    std::vector<std::size_t> begins; ///< of each row's edges, and behind the last
    std::vector<std::uint32_t> ends;
    std::vector<float> weights;

    [[nodiscard]] std::size_t rows() const { return begins.empty() ? 0 : begins.size() - 1; }
    [[nodiscard]] std::span<const std::uint32_t> endsOf(std::size_t row) const
    {
        return {ends.data() + begins[row], begins[row + 1] - begins[row]};
    }
    [[nodiscard]] std::span<const float> weightsOf(std::size_t row) const
    {
        return {weights.data() + begins[row], begins[row + 1] - begins[row]};
    }
};

/// Smooth distances, so that each row's own memberships add up to log2 of the number of its neighbours and
/// the nearest has 1 (local connectivity 1), then the fuzzy union of both directions. labels, which may be
/// null, count with options.labelWeight: edges between classes fade, as in umap-learn's supervised mode.
/// Errors: no rows, labels of other rows, cancelled.
Result<UmapGraph> umapGraph(const NeighbourLists &lists, const UmapOptions &options, const LabelSet *labels,
                            Progress &progress);

/// Where the rows are before the first epoch.
struct UmapStartLayout {
    std::vector<MapPoint> points;
    UmapStart start = UmapStart::Pca; ///< that was made
    std::string note; ///< a sentence when it is another than asked for, or not whole; else empty
};

/// Either axis from 0 to 10, as umap-learn scales it, and a little noise, so that equal rows can part.
/// Errors: features and graph of different rows, cancelled.
Result<UmapStartLayout> umapStart(const Features &features, const UmapGraph &graph,
                                  const UmapOptions &options, Progress &progress);

struct UmapMap {
    std::vector<MapPoint> points; ///< one a row
    int epochs = 0;
    UmapStart start = UmapStart::Pca;
    std::string startNote; ///< see UmapStartLayout
};

/// Is told the points after an epoch (counted from 1).
using UmapWatcher = std::function<void(int epoch, const std::vector<MapPoint> &points)>;

/// Graph, start and all epochs. watcher may be empty; it costs a copy of the points an epoch.
Result<UmapMap> umapMap(const Features &features, const NeighbourLists &lists, const LabelSet *labels,
                        const UmapOptions &options, Progress &progress, const UmapWatcher &watcher = {});

/// What new rows are put beside.
struct UmapPlaced {
    Features features;
    std::span<const MapPoint> points; ///< one a row
    std::size_t neighbours = 15;      ///< of each new row among the old ones
    Metric metric = Metric::Euclidean;
};

/// Places new rows (of the same features, scaled alike) on a map that stays as it is: each begins in the
/// weighted middle of its neighbours, an exact copy of an old row right at it, and makes a third of the
/// epochs at a quarter of the learning rate. Errors: other features, no old rows, cancelled.
Result<std::vector<MapPoint>> umapTransform(const UmapPlaced &placed, const Features &added,
                                            const UmapOptions &options, Progress &progress);

} // namespace genrelens
