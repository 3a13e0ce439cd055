#pragma once

#include "core/base/result.h"
#include "tests/bench/options.h"
#include "tests/bench/stopwatch.h"

#include <nlohmann/json.hpp>

#include <cstdint>
#include <string_view>
#include <vector>

namespace genrelens::bench
{

/// One step of the program that can be measured.
struct Stage {
    std::string_view name;
    std::string_view description;
    Result<nlohmann::ordered_json> (*run)(const BenchOptions &);
};

/// All stages in the order in which the program takes them. A new stage is a function and a line here.
const std::vector<Stage> &stages();

/// The stage of that name, or null.
const Stage *findStage(std::string_view name);

Result<nlohmann::ordered_json> readStage(const BenchOptions &options);
Result<nlohmann::ordered_json> matrixStage(const BenchOptions &options);
Result<nlohmann::ordered_json> forestStage(const BenchOptions &options);
Result<nlohmann::ordered_json> predictStage(const BenchOptions &options);
Result<nlohmann::ordered_json> shapStage(const BenchOptions &options);
Result<nlohmann::ordered_json> xgboostShapStage(const BenchOptions &options);
Result<nlohmann::ordered_json> kMeansStage(const BenchOptions &options);
Result<nlohmann::ordered_json> sweepStage(const BenchOptions &options);
Result<nlohmann::ordered_json> silhouetteStage(const BenchOptions &options);
Result<nlohmann::ordered_json> framesStage(const BenchOptions &options);
Result<nlohmann::ordered_json> neighboursStage(const BenchOptions &options);
Result<nlohmann::ordered_json> umapStage(const BenchOptions &options);
Result<nlohmann::ordered_json> mapQualityStage(const BenchOptions &options);

/// What every stage prints, for the stage to add to. drawn: the rows come from the generator.
nlohmann::ordered_json measurement(const BenchOptions &options, std::uint64_t rows, bool drawn,
                                   const Timing &timing);

/// Adds what explaining the rows of a line cost: ms_a_row and ns_a_row_and_node, of the median time. The line
/// has its nodes.
void addCosts(nlohmann::ordered_json &line, const Timing &timing);

} // namespace genrelens::bench
