#pragma once

#include "core/base/progress.h"
#include "core/base/result.h"
#include "core/embed/map_point.h"
#include "core/embed/umap.h"
#include "core/embed/umap_moves.h"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <vector>

namespace genrelens
{

struct UmapEdges;

/// The layout of a UMAP as it comes about, epoch by epoch. Every row owns its point and alone moves it: along
/// its edges, each of which pulls from both of its ends, and away from points drawn at random. In an epoch
/// the rows move in 16 blocks, one after the other; within a block all see the others where they were before
/// it. What is drawn follows from (seed, epoch, row), so that the points have the same bits for any number of
/// threads and any processor. A copy is a snapshot that can be stepped on; copies share the edges.
class UmapLayout
{
public:
    /// start: a point for each row of the graph. Edges too weak to be drawn in any epoch are left out. Takes
    /// a second for a million rows.
    UmapLayout(const UmapGraph &graph, const std::vector<MapPoint> &start, const UmapOptions &options);
    /// The same, but it can be cancelled.
    static Result<UmapLayout> make(const UmapGraph &graph, const std::vector<MapPoint> &start,
                                   const UmapOptions &options, const Progress &progress);

    /// Makes the next epoch, if there is one; false when cancelled, within 100 ms: the next call goes on
    /// where this one stopped, as if it had not.
    bool step(const Progress &progress);

    [[nodiscard]] int epoch() const { return m_epoch; } ///< epochs that are made
    [[nodiscard]] int epochs() const { return m_epochs; }
    [[nodiscard]] bool isDone() const { return m_epoch >= m_epochs; }
    [[nodiscard]] std::size_t rows() const { return m_points.size(); }
    /// One a row.
    [[nodiscard]] std::vector<MapPoint> points() const;

private:
    UmapLayout(std::shared_ptr<const UmapEdges> edges, const std::vector<MapPoint> &start,
               const UmapOptions &options);
    void moveBlock(std::size_t block);

    std::shared_ptr<const UmapEdges> m_edges;
    std::vector<MapPoint> m_points; ///< in the order of the edges
    std::vector<MapPoint> m_moved;  ///< those of a block
    UmapOptions m_options;
    UmapMoves m_moves; ///< without what changes
    int m_epochs = 0;
    int m_epoch = 0;
    std::size_t m_block = 0; ///< the next of this epoch
};

} // namespace genrelens
