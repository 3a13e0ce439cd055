#include "tests/bench/stages.h"

#include "core/base/parallel.h"

#include <algorithm>

namespace genrelens::bench
{

const std::vector<Stage> &stages()
{
    static const std::vector<Stage> all{
        {"read", "the file becomes a typed table", readStage},
        {"matrix", "the prepared matrix, every feature standardized, is written to --out FILE", matrixStage},
        {"forest", "a random forest is fitted; its accuracy on the held-out rows is printed", forestStage},
        {"predict", "the forest gives class probabilities for the held-out rows", predictStage},
        {"shap", "the forest's probabilities for --explain held-out rows are explained", shapStage},
        {"xgboost-shap", "a peer: xgboost's random forest is explained instead", xgboostShapStage},
        {"kmeans", "k-means with restarts", kMeansStage},
        {"sweep", "k-means and silhouette for each number of clusters from 2 to --k", sweepStage},
        {"silhouette", "the exact silhouette of --k clusters over all kept rows", silhouetteStage},
        {"frames", "the map is moved, zoomed and brushed with the mouse", framesStage},
        {"neighbours", "the nearest --neighbours rows of each row", neighboursStage},
        {"umap", "a map of the kept rows: neighbours, graph, start and layout", umapStage},
        {"map-quality", "how true the map in --points is is measured and printed", mapQualityStage},
    };
    return all;
}

const Stage *findStage(std::string_view name)
{
    const auto found = std::find_if(stages().begin(), stages().end(),
                                    [&](const Stage &stage) { return stage.name == name; });
    return found == stages().end() ? nullptr : &*found;
}

nlohmann::ordered_json measurement(const BenchOptions &options, std::uint64_t rows, bool drawn,
                                   const Timing &timing)
{
    return {{"stage", options.stage},   {"rows", rows},          {"seconds", timing.seconds},
            {"peak_mb", timing.peakMb}, {"jobs", threadCount()}, {"drawn", drawn}};
}

void addCosts(nlohmann::ordered_json &line, const Timing &timing)
{
    std::vector<double> seconds = timing.seconds;
    std::sort(seconds.begin(), seconds.end());
    const std::size_t half = seconds.size() / 2;
    const double median = seconds.size() % 2 == 1 ? seconds[half] : (seconds[half - 1] + seconds[half]) / 2.0;
    const double aRow = median / line["rows"].get<double>();
    line["ms_a_row"] = aRow * 1e3;
    line["ns_a_row_and_node"] = aRow / line["nodes"].get<double>() * 1e9;
}

} // namespace genrelens::bench
