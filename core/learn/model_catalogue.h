#pragma once

#include "core/learn/classifier.h"
#include "core/learn/model_parameters.h"

#include <nlohmann/json_fwd.hpp>

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace genrelens
{

/// What decides a model besides its kind and the data.
struct ModelOptions {
    std::uint64_t seed = 1; ///< of every model that draws
    ParameterValues values; ///< of the kind's parameters; the others have their standard
};

/// One kind of classifier as the program offers it.
struct ModelKind {
    std::string name;   ///< "random_forest": in files and on the command line
    std::string title;  ///< "Random forest": for people
    bool draws = false; ///< its result depends on the seed
    std::vector<Parameter> parameters;
    Result<std::shared_ptr<const Classifier>> (*fit)(const TrainingData &, const Parameters &,
                                                     std::uint64_t seed, Progress &);

    /// Checks the options and fits.
    [[nodiscard]] Result<std::shared_ptr<const Classifier>>
    train(const TrainingData &data, const ModelOptions &options, Progress &progress) const;
};

/// All kinds in the order in which they are shown. A new classifier is a file of its own and a line here.
const std::vector<ModelKind> &modelCatalogue();

/// The kind of that name, or null.
const ModelKind *findModel(std::string_view name);

/// All parameters of a model with their values, and its seed if it draws: for reports and result keys.
nlohmann::ordered_json parametersJson(const ModelKind &kind, const ModelOptions &options);

} // namespace genrelens
