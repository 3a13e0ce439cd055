#include "core/embed/umap_layout.h"

#include "core/base/parallel.h"
#include "core/embed/umap_edges.h"

#include <algorithm>
#include <cassert>
#include <utility>

namespace genrelens
{

namespace
{

constexpr std::size_t rowsAtOnce =
    512; // of a task: few enough to share a block, enough to sort by their edges

} // namespace

UmapLayout::UmapLayout(const UmapGraph &graph, const std::vector<MapPoint> &start, const UmapOptions &options)
    : UmapLayout(std::make_shared<UmapEdges>(umapEdges(graph, start, epochsOf(options, graph.rows()),
                                                       options.seed, Progress::none())),
                 start, options)
{
}

UmapLayout::UmapLayout(std::shared_ptr<const UmapEdges> edges, const std::vector<MapPoint> &start,
                       const UmapOptions &options)
    : m_edges(std::move(edges))
    , m_options(options)
    , m_moves(umapMoves(options))
    , m_epochs(epochsOf(options, start.size()))
{
    assert(start.size() == m_edges->rows.size());
    m_points.resize(start.size());
    for (std::size_t i = 0; i < start.size(); ++i)
        m_points[i] = start[m_edges->rows[i]];
    std::size_t most = 0;
    for (std::size_t block = 0; block < umapBlocks; ++block)
        most = std::max(most, m_edges->blocks[block + 1] - m_edges->blocks[block]);
    m_moved.resize(most);
}

Result<UmapLayout> UmapLayout::make(const UmapGraph &graph, const std::vector<MapPoint> &start,
                                    const UmapOptions &options, const Progress &progress)
{
    auto edges = std::make_shared<UmapEdges>(
        umapEdges(graph, start, epochsOf(options, graph.rows()), options.seed, progress));
    if (progress.cancelled())
        return Error::cancelled();
    return UmapLayout(std::move(edges), start, options);
}

bool UmapLayout::step(const Progress &progress)
{
    while (!isDone()) {
        if (progress.cancelled())
            return false;
        moveBlock(m_block);
        if (++m_block == umapBlocks) {
            m_block = 0;
            ++m_epoch;
            break;
        }
    }
    return true;
}

void UmapLayout::moveBlock(std::size_t block)
{
    const std::size_t first = m_edges->blocks[block];
    const std::size_t rows = m_edges->blocks[block + 1] - first;
    const double left = 1.0 - static_cast<double>(m_epoch) / static_cast<double>(m_epochs);
    UmapMoves moves = m_moves;
    moves.own = m_points.data();
    moves.points = m_points.data();
    moves.count = static_cast<std::uint32_t>(m_points.size());
    moves.begins = m_edges->begins.data();
    moves.ends = m_edges->ends.data();
    moves.rates = m_edges->rates.data();
    moves.learningRate = static_cast<float>(m_options.learningRate * left);
    moves.epoch = static_cast<std::uint32_t>(m_epoch + 1);
    moves.key = umapKey(m_options.seed, RandomPurpose::UmapNegatives, m_epoch);
    parallelBlocks(rows, rowsAtOnce, [&](std::size_t begin, std::size_t end) {
        moveUmapPoints(moves, first + begin, first + end, m_moved.data() + begin);
    });
    std::copy_n(m_moved.begin(), rows, m_points.begin() + static_cast<std::ptrdiff_t>(first));
}

std::vector<MapPoint> UmapLayout::points() const
{
    std::vector<MapPoint> points(m_points.size());
    for (std::size_t i = 0; i < points.size(); ++i)
        points[m_edges->rows[i]] = m_points[i];
    return points;
}

} // namespace genrelens
