#include "core/embed/umap_edges.h"

#include "core/base/parallel.h"
#include "core/base/random.h"
#include "core/embed/umap_moves.h"

#include <algorithm>
#include <numeric>
#include <utility>

namespace genrelens
{

namespace
{

constexpr std::size_t rowsAtOnce = 4096;
constexpr std::size_t padding = 64; // entries behind the last edge, for whole vectors

// Where a point is along Morton's curve through 65536 x 65536 cells.
std::uint32_t along(std::uint32_t x, std::uint32_t y)
{
    const auto spread = [](std::uint32_t v) {
        v = (v | (v << 8)) & 0x00ff00ffU;
        v = (v | (v << 4)) & 0x0f0f0f0fU;
        v = (v | (v << 2)) & 0x33333333U;
        return (v | (v << 1)) & 0x55555555U;
    };
    return spread(x) | (spread(y) << 1);
}

std::vector<std::uint32_t> rowsAlongCurve(const std::vector<MapPoint> &points)
{
    MapPoint least = points.front();
    MapPoint largest = points.front();
    for (const MapPoint &point : points) {
        least = {std::min(least.x, point.x), std::min(least.y, point.y)};
        largest = {std::max(largest.x, point.x), std::max(largest.y, point.y)};
    }
    const auto cell = [](float x, float low, float high) {
        const float share = high > low ? (x - low) / (high - low) : 0.0F;
        return static_cast<std::uint32_t>(std::clamp(share, 0.0F, 1.0F) * 65535.0F);
    };
    std::vector<std::pair<std::uint32_t, std::uint32_t>> order(points.size());
    for (std::size_t i = 0; i < points.size(); ++i)
        order[i] = {along(cell(points[i].x, least.x, largest.x), cell(points[i].y, least.y, largest.y)),
                    static_cast<std::uint32_t>(i)};
    std::sort(order.begin(), order.end());
    std::vector<std::uint32_t> rows(points.size());
    for (std::size_t i = 0; i < rows.size(); ++i)
        rows[i] = order[i].second;
    return rows;
}

// Deals each 16 rows in turn to the blocks, every time in another order.
void dealToBlocks(UmapEdges &edges, const std::vector<std::uint32_t> &rows, std::uint64_t seed)
{
    std::array<std::uint32_t, umapBlocks> hand{};
    std::iota(hand.begin(), hand.end(), 0U);
    Random random(seed, RandomPurpose::UmapBlocks);
    std::array<std::vector<std::uint32_t>, umapBlocks> blocks;
    for (std::size_t i = 0; i < rows.size(); ++i) {
        const std::size_t turn = i % umapBlocks;
        if (turn == 0)
            for (std::uint32_t left = umapBlocks; left > 1; --left)
                std::swap(hand[left - 1], hand[random.below(left)]);
        blocks[hand[turn]].push_back(rows[i]);
    }
    for (std::size_t block = 0; block < umapBlocks; ++block) {
        edges.rows.insert(edges.rows.end(), blocks[block].begin(), blocks[block].end());
        edges.blocks[block + 1] = edges.rows.size();
    }
}

} // namespace

UmapEdges umapEdges(const UmapGraph &graph, const std::vector<MapPoint> &start, int epochs,
                    std::uint64_t seed, const Progress &progress)
{
    UmapEdges edges;
    const std::size_t rows = graph.rows();
    edges.begins.assign(rows + 1, 0);
    if (rows == 0 || progress.cancelled())
        return edges;
    dealToBlocks(edges, rowsAlongCurve(start), seed);
    if (progress.cancelled())
        return edges;
    std::vector<std::uint32_t> numbers(rows); // of the layout, by row
    for (std::size_t i = 0; i < rows; ++i)
        numbers[edges.rows[i]] = static_cast<std::uint32_t>(i);
    const float largest =
        graph.weights.empty() ? 1.0F : *std::max_element(graph.weights.begin(), graph.weights.end());
    const float least = largest / static_cast<float>(epochs);
    const auto isDrawn = [&](float weight) { return weight > 0.0F && weight >= least; };

    parallelBlocks(rows, rowsAtOnce, [&](std::size_t begin, std::size_t end) {
        for (std::size_t i = begin; i < end && !progress.cancelled(); ++i) {
            const std::span<const float> weights = graph.weightsOf(edges.rows[i]);
            edges.begins[i + 1] =
                static_cast<std::size_t>(std::count_if(weights.begin(), weights.end(), isDrawn));
        }
    });
    std::partial_sum(edges.begins.begin(), edges.begins.end(), edges.begins.begin());
    edges.ends.assign(edges.begins.back() + padding, 0);
    edges.rates.assign(edges.begins.back() + padding, 0);
    parallelBlocks(rows, rowsAtOnce, [&](std::size_t begin, std::size_t end) {
        for (std::size_t i = begin; i < end && !progress.cancelled(); ++i) {
            std::size_t to = edges.begins[i];
            const std::span<const float> weights = graph.weightsOf(edges.rows[i]);
            const std::span<const std::uint32_t> ends = graph.endsOf(edges.rows[i]);
            for (std::size_t e = 0; e < weights.size(); ++e) {
                if (!isDrawn(weights[e]))
                    continue;
                edges.ends[to] = numbers[ends[e]];
                edges.rates[to++] = umapRate(weights[e], largest);
            }
        }
    });
    return edges;
}

} // namespace genrelens
