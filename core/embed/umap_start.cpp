#include "core/base/random.h"
#include "core/embed/pca.h"
#include "core/embed/umap.h"
#include "core/embed/umap_spectral.h"

#include <algorithm>
#include <cmath>
#include <string>
#include <utility>

namespace genrelens
{

namespace
{

constexpr float side = 10.0F;  // of the square that a start fills
constexpr double noise = 1e-4; // standard deviation

void addNoise(std::vector<MapPoint> &points, std::uint64_t seed)
{
    Random random(seed, RandomPurpose::UmapNoise, 1);
    for (MapPoint &point : points) {
        point.x += static_cast<float>(noise * random.normal());
        point.y += static_cast<float>(noise * random.normal());
    }
}

// Both axes from 0 to 10; an axis on which nothing differs is left.
void fillSquare(std::vector<MapPoint> &points)
{
    MapPoint least = points.front();
    MapPoint largest = points.front();
    for (const MapPoint &point : points) {
        least = {std::min(least.x, point.x), std::min(least.y, point.y)};
        largest = {std::max(largest.x, point.x), std::max(largest.y, point.y)};
    }
    const auto scaled = [](float x, float low, float high) {
        return high - low > 0.0F ? side * ((x - low) / (high - low)) : 0.5F * side;
    };
    for (MapPoint &point : points)
        point = {scaled(point.x, least.x, largest.x), scaled(point.y, least.y, largest.y)};
}

std::vector<MapPoint> randomPoints(std::size_t rows, std::uint64_t seed)
{
    std::vector<MapPoint> points(rows);
    Random random(seed, RandomPurpose::UmapNoise, 0);
    for (MapPoint &point : points) {
        point.x = static_cast<float>(side * random.uniform());
        point.y = static_cast<float>(side * random.uniform());
    }
    return points;
}

std::string tracks(std::size_t count)
{
    return std::to_string(count) + (count == 1 ? " track" : " tracks");
}

// What the spectrum did not place: parts too small to be tried, and those it did not settle for.
struct PartsLeft {
    std::size_t parts = 0;     // of the graph
    std::size_t unsettled = 0; // of them
    std::size_t rows = 0;      // of the parts that were not placed
};

std::string noteOf(const PartsLeft &left, std::size_t rows)
{
    const std::string fall = "The neighbourhoods fall into " + std::to_string(left.parts) + " parts";
    if (left.rows == 0)
        return {};
    if (left.rows < rows)
        return fall + ", and " + tracks(left.rows) +
               " in parts without a spectral start begin at their principal components.";
    if (left.unsettled > 0)
        return "The spectral start did not settle, so the map starts from principal components.";
    return (left.parts == 1 ? "A spectral start takes more than " + tracks(rows)
                            : fall + ", all too small for a spectral start") +
           ", so the map starts from principal components.";
}

// Large parts by their spectrum, each at its place among the others; says what is not so.
void placeParts(const UmapGraph &graph, UmapStartLayout &start, Progress &progress)
{
    const std::vector<std::vector<std::uint32_t>> parts = componentsOf(graph, progress);
    PartsLeft left;
    left.parts = parts.size();
    for (const std::vector<std::uint32_t> &part : parts) {
        if (progress.cancelled())
            return;
        progress.report(0.5, "Finding the spectrum of the neighbourhoods");
        const SpectralPlacing placing = placeBySpectrum(graph, part, start.points, progress);
        left.unsettled += placing == SpectralPlacing::Unsettled ? 1 : 0;
        left.rows += placing == SpectralPlacing::Placed ? 0 : part.size();
    }
    start.note = noteOf(left, start.points.size());
    if (left.rows < start.points.size())
        start.start = UmapStart::Spectral;
}

} // namespace

Result<UmapStartLayout> umapStart(const Features &features, const UmapGraph &graph,
                                  const UmapOptions &options, Progress &progress)
{
    if (features.rows() != graph.rows())
        return Error{"The neighbours are of other tracks than the features", {}, {}, ErrorKind::Failure};
    UmapStartLayout start;
    start.start = options.start;
    if (options.start == UmapStart::Random) {
        start.points = randomPoints(graph.rows(), options.seed);
        return start;
    }
    Result<PcaMap> pca = pcaMap(features, progress);
    if (!pca)
        return pca.error();
    start.points = std::move(pca).value().points;
    start.start = UmapStart::Pca;
    fillSquare(start.points);
    if (options.start == UmapStart::Spectral) {
        placeParts(graph, start, progress);
        if (progress.cancelled())
            return Error::cancelled();
        fillSquare(start.points);
    }
    addNoise(start.points, options.seed);
    return start;
}

} // namespace genrelens
