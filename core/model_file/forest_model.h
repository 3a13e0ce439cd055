#pragma once

#include "core/learn/random_forest.h"
#include "core/model_file/portable_model.h"

#include <memory>
#include <string>
#include <vector>

namespace genrelens
{

/// A forest as it stands in a file; see resources/help/model_files.md.
struct ForestModel {
    ModelInputs inputs;
    std::vector<std::string> classes;
    std::shared_ptr<const RandomForest> forest;
    std::string model;      ///< "random_forest"; may be empty, as all below
    std::string labels;     ///< the label set it learned: "super_genre"
    std::string madeWith;   ///< "Genrelens 0.1.0"
    std::string parameters; ///< what it was trained with, JSON; written, and not read back

    [[nodiscard]] PortableModel portable() const { return {inputs, classes, forest}; }
};

} // namespace genrelens
