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
        {"kmeans", "k-means with restarts", kMeansStage},
        {"sweep", "k-means and silhouette for each number of clusters from 2 to --k", sweepStage},
        {"silhouette", "the exact silhouette of --k clusters over all kept rows", silhouetteStage},
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

} // namespace genrelens::bench
