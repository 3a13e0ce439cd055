#include "core/base/parallel.h"
#include "core/base/random.h"
#include "core/embed/rows_among.h"
#include "core/embed/umap.h"
#include "core/embed/umap_curve.h"
#include "core/embed/umap_memberships.h"
#include "core/embed/umap_moves.h"

#include <algorithm>
#include <utility>

namespace genrelens
{

namespace
{

constexpr std::size_t rowsAtOnce = 256;
constexpr double slower = 0.25;     // learning rate against that of a map
constexpr int fewerEpochs = 3;      // so many times
constexpr std::size_t padding = 64; // entries behind the last edge, for whole vectors

// The edges of the new rows, as UmapMoves wants them.
struct AddedEdges {
    std::vector<std::size_t> begins;
    std::vector<std::uint32_t> ends;
    std::vector<std::uint32_t> rates;
};

AddedEdges edgesOf(const NeighbourLists &lists, const std::vector<float> &weights, int epochs)
{
    AddedEdges edges;
    const float largest = weights.empty() ? 1.0F : *std::max_element(weights.begin(), weights.end());
    for (std::size_t e = 0; e < weights.size(); ++e) {
        if (e % lists.neighbours == 0)
            edges.begins.push_back(edges.ends.size());
        // With one neighbour all may weigh nothing: its logarithm, which they are to add up to, is 0.
        if (!(weights[e] > 0.0F) || weights[e] < largest / static_cast<float>(epochs))
            continue;
        edges.ends.push_back(lists.rows[e]);
        edges.rates.push_back(umapRate(weights[e], largest));
    }
    edges.begins.push_back(edges.ends.size());
    edges.ends.resize(edges.ends.size() + padding, 0);
    edges.rates.resize(edges.rates.size() + padding, 0);
    return edges;
}

// The weighted middle of a row's neighbours; right at the nearest when that is the same row.
MapPoint middleOf(std::span<const std::uint32_t> neighbours, std::span<const float> distances,
                  std::span<const float> weights, std::span<const MapPoint> points)
{
    double x = 0.0;
    double y = 0.0;
    double sum = 0.0;
    for (std::size_t j = 0; j < neighbours.size() && distances.front() > 0.0F; ++j) {
        const auto weight = static_cast<double>(weights[j]);
        x += weight * static_cast<double>(points[neighbours[j]].x);
        y += weight * static_cast<double>(points[neighbours[j]].y);
        sum += weight;
    }
    return sum > 0.0 ? MapPoint{static_cast<float>(x / sum), static_cast<float>(y / sum)}
                     : points[neighbours.front()];
}

// All epochs of all new rows, which do not see each other.
void moveAdded(UmapMoves moves, const UmapOptions &options, int epochs, std::vector<MapPoint> &points,
               const Progress &progress)
{
    std::vector<std::uint32_t> keys;
    for (int epoch = 0; epoch <= epochs; ++epoch)
        keys.push_back(umapKey(options.seed, RandomPurpose::UmapAdded, epoch));
    parallelBlocks(points.size(), rowsAtOnce, [&](std::size_t begin, std::size_t end) {
        UmapMoves now = moves;
        now.own = points.data();
        std::vector<MapPoint> moved(end - begin);
        for (int epoch = 0; epoch < epochs && !progress.cancelled(); ++epoch) {
            const double left = 1.0 - static_cast<double>(epoch) / static_cast<double>(epochs);
            now.learningRate = static_cast<float>(options.learningRate * slower * left);
            now.epoch = static_cast<std::uint32_t>(epoch + 1);
            now.key = keys[static_cast<std::size_t>(epoch)];
            moveUmapPoints(now, begin, end, moved.data());
            std::copy(moved.begin(), moved.end(), points.begin() + static_cast<std::ptrdiff_t>(begin));
        }
    });
}

} // namespace

Result<std::vector<MapPoint>> umapTransform(const UmapPlaced &placed, const Features &added,
                                            const UmapOptions &options, Progress &progress)
{
    if (placed.points.size() != placed.features.rows())
        return Error{"the map has other tracks than the features", "map", {}, ErrorKind::Failure};
    SubProgress ofNeighbours(progress, 0.0, 0.5);
    const Result<NeighbourLists> lists =
        rowsAmong(placed.features, added, placed.neighbours, placed.metric, ofNeighbours);
    if (!lists)
        return lists.error();
    const Result<std::vector<float>> weights =
        umapMemberships(lists.value().distances, lists.value().neighbours, false, progress);
    if (!weights)
        return weights.error();
    std::vector<MapPoint> points(added.rows());
    for (std::size_t i = 0; i < points.size(); ++i)
        points[i] = middleOf(lists.value().of(i), lists.value().distancesOf(i),
                             std::span(weights.value()).subspan(i * lists.value().neighbours), placed.points);
    const int epochs = std::max(epochsOf(options, placed.points.size()) / fewerEpochs, 1);
    const AddedEdges edges = edgesOf(lists.value(), weights.value(), epochs);
    UmapMoves moves = umapMoves(options);
    moves.points = placed.points.data();
    moves.count = static_cast<std::uint32_t>(placed.points.size());
    moves.begins = edges.begins.data();
    moves.ends = edges.ends.data();
    moves.rates = edges.rates.data();
    moves.pullsFromEnds = false; // no old row has an edge to a new one
    progress.report(0.5, "Placing tracks");
    moveAdded(moves, options, epochs, points, progress);
    if (progress.cancelled())
        return Error::cancelled();
    progress.report(1.0, "Placing tracks");
    return points;
}

} // namespace genrelens
