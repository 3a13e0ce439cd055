#pragma once

#include "core/learn/classifier.h"
#include "core/learn/random_forest.h"

#include <nlohmann/json.hpp>

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace genrelens
{

/// The parameters of every kind of model; each takes those that concern it.
struct ModelOptions {
    std::uint64_t seed = 1;          ///< of models that draw at random
    ForestOptions forest;            ///< its own seed is replaced by the one above
    double varianceSmoothing = 1e-9; ///< of naive Bayes, see naive_bayes.h
};

/// A kind of classifier that can be trained by name.
struct ModelKind {
    std::string name;  ///< "random_forest", in files and on the command line
    std::string title; ///< "Random forest", for people
    Result<std::shared_ptr<const Classifier>> (*train)(const TrainingData &, const ModelOptions &,
                                                       Progress &);
    /// What train() takes from the options, for reports and for the keys of results.
    nlohmann::ordered_json (*parameters)(const ModelOptions &);
};

/// All of them, in the order of menus and of --models all.
const std::vector<ModelKind> &modelCatalogue();

/// The kind of that name, or null.
const ModelKind *findModel(std::string_view name);

} // namespace genrelens
