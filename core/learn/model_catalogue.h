#pragma once

#include "core/learn/classifier.h"
#include "core/learn/random_forest.h"

#include <nlohmann/json_fwd.hpp>

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace genrelens
{

/// The options of all kinds of models together; each kind takes its own.
struct ModelOptions {
    std::uint64_t seed = 1;          ///< of every model that draws; stands in for forest.seed
    ForestOptions forest;            ///< random_forest
    double varianceSmoothing = 1e-9; ///< gaussian_naive_bayes: share of the largest variance added to all
};

/// One kind of classifier as the program offers it.
struct ModelKind {
    std::string name;  ///< "random_forest": in files and on the command line
    std::string title; ///< "Random forest": for people
    Result<std::shared_ptr<const Classifier>> (*train)(const TrainingData &, const ModelOptions &,
                                                       Progress &);
    /// What decides the trained model besides the data, for reports and result keys.
    nlohmann::ordered_json (*parameters)(const ModelOptions &);
};

/// All kinds in the order in which they are shown. A new classifier is a file of its own and a line here.
const std::vector<ModelKind> &modelCatalogue();

/// The kind of that name, or null.
const ModelKind *findModel(std::string_view name);

} // namespace genrelens
