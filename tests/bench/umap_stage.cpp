#include "core/embed/map_quality.h"
#include "core/embed/neighbour_lists.h"
#include "core/embed/umap.h"
#include "core/embed/umap_layout.h"
#include "tests/bench/input.h"
#include "tests/bench/stages.h"

#include <array>
#include <chrono>
#include <fstream>

namespace genrelens::bench
{

namespace
{

constexpr std::size_t judgedNeighbours = 15;
constexpr std::size_t judgedRows = 2000;

struct TimedMap {
    std::vector<MapPoint> points;
    std::array<double, 4> seconds{}; // of neighbours, graph, start and layout
};

UmapOptions umapOptions(const BenchOptions &options)
{
    UmapOptions umap;
    umap.minDist = options.minDist;
    umap.epochs = options.epochs;
    umap.seed = static_cast<std::uint64_t>(options.seed);
    umap.start = options.start == "spectral" ? UmapStart::Spectral
                 : options.start == "random" ? UmapStart::Random
                                             : UmapStart::Pca;
    return umap;
}

Result<TimedMap> makeMap(const Features &features, const BenchOptions &options)
{
    TimedMap map;
    auto last = std::chrono::steady_clock::now();
    const auto lap = [&](std::size_t part) {
        const auto now = std::chrono::steady_clock::now();
        map.seconds[part] = std::chrono::duration<double>(now - last).count();
        last = now;
    };
    NeighbourOptions neighbours;
    neighbours.neighbours = static_cast<std::size_t>(options.neighbours);
    const UmapOptions umap = umapOptions(options);
    const Result<NeighbourLists> lists = nearestNeighbours(features, neighbours, Progress::none());
    if (!lists)
        return lists.error();
    lap(0);
    const Result<UmapGraph> graph = umapGraph(lists.value(), umap, nullptr, Progress::none());
    if (!graph)
        return graph.error();
    lap(1);
    const Result<UmapStartLayout> start = umapStart(features, graph.value(), umap, Progress::none());
    if (!start)
        return start.error();
    lap(2);
    UmapLayout layout(graph.value(), start.value().points, umap);
    while (!layout.isDone())
        layout.step(Progress::none());
    map.points = layout.points();
    lap(3);
    return map;
}

Result<void> addQuality(nlohmann::ordered_json &line, const Features &features,
                        const std::vector<MapPoint> &points)
{
    const Result<MapQuality> quality =
        measureMap(features, points, {judgedNeighbours, Metric::Euclidean, judgedRows}, Progress::none());
    if (!quality)
        return quality.error();
    line["trustworthiness"] = quality.value().trustworthiness;
    line["preservation"] = quality.value().preservation;
    return {};
}

Result<void> writePoints(const std::string &path, const std::vector<MapPoint> &points)
{
    std::vector<double> numbers;
    for (const MapPoint &point : points) {
        numbers.push_back(static_cast<double>(point.x));
        numbers.push_back(static_cast<double>(point.y));
    }
    std::ofstream out(path, std::ios::binary | std::ios::trunc);
    out.write(reinterpret_cast<const char *>(numbers.data()),
              static_cast<std::streamsize>(numbers.size() * sizeof(double)));
    out.close();
    if (!out)
        return Error{"the file cannot be written", path, "Does the folder exist, and may you write there?",
                     ErrorKind::Failure};
    return {};
}

Result<std::vector<MapPoint>> readPoints(const std::string &path, std::size_t rows)
{
    std::vector<double> numbers(2 * rows + 1);
    std::ifstream in(path, std::ios::binary);
    if (!in)
        return Error{"there is no map", path, {}};
    in.read(reinterpret_cast<char *>(numbers.data()),
            static_cast<std::streamsize>(numbers.size() * sizeof(double)));
    if (static_cast<std::size_t>(in.gcount()) != 2 * rows * sizeof(double))
        return Error{"there are not two numbers for each of " + std::to_string(rows) + " rows", path,
                     "Is it of this file's kept rows, as umap --out writes it?"};
    std::vector<MapPoint> points(rows);
    for (std::size_t i = 0; i < rows; ++i)
        points[i] = {static_cast<float>(numbers[2 * i]), static_cast<float>(numbers[2 * i + 1])};
    return points;
}

} // namespace

Result<nlohmann::ordered_json> umapStage(const BenchOptions &options)
{
    const Result<Input> input = openInput(options);
    if (!input)
        return input.error();
    const Features &features = input.value().features();
    const auto made = timed<TimedMap>(options.repeat, [&] { return makeMap(features, options); });
    if (!made)
        return made.error();
    nlohmann::ordered_json line =
        measurement(options, features.rows(), input.value().drawn, made.value().timing);
    const std::array<double, 4> &seconds = made.value().value.seconds;
    line["neighbours"] = options.neighbours;
    line["min_dist"] = options.minDist;
    line["epochs"] = options.epochs;
    line["start"] = options.start;
    line["neighbours_seconds"] = seconds[0];
    line["graph_seconds"] = seconds[1];
    line["start_seconds"] = seconds[2];
    line["layout_seconds"] = seconds[3];
    const std::vector<MapPoint> &points = made.value().value.points;
    if (Result<void> judged = addQuality(line, features, points); !judged)
        return judged.error();
    if (!options.outFile.empty())
        if (Result<void> written = writePoints(options.outFile, points); !written)
            return written.error();
    return line;
}

Result<nlohmann::ordered_json> mapQualityStage(const BenchOptions &options)
{
    if (options.pointsFile.empty())
        return Error{"map-quality needs --points FILE; see genrelens-bench --help", {}, {}, ErrorKind::Usage};
    const Result<Input> input = openInput(options);
    if (!input)
        return input.error();
    const Features &features = input.value().features();
    const Result<std::vector<MapPoint>> points = readPoints(options.pointsFile, features.rows());
    if (!points)
        return points.error();
    nlohmann::ordered_json quality;
    const auto measured = timed<bool>(options.repeat, [&]() -> Result<bool> {
        if (Result<void> judged = addQuality(quality, features, points.value()); !judged)
            return judged.error();
        return true;
    });
    if (!measured)
        return measured.error();
    nlohmann::ordered_json line =
        measurement(options, features.rows(), input.value().drawn, measured.value().timing);
    line.update(quality);
    return line;
}

} // namespace genrelens::bench
