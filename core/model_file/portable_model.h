#pragma once

#include "core/learn/classifier.h"
#include "core/prepare/features.h"

#include <memory>
#include <string>
#include <vector>

namespace genrelens
{

/// What a model asks of a track, by name.
struct ModelInputs {
    std::vector<std::string> features; ///< all different
    /// How each feature's own value becomes what the model takes; empty: it takes them as they are.
    std::vector<FeatureScaling> scalings;
};

/// A trained classifier with all that it takes to judge tracks of another file.
struct PortableModel {
    ModelInputs inputs;
    std::vector<std::string> classes;
    std::shared_ptr<const Classifier> classifier;
};

/// The inputs of a model that was trained on these features.
ModelInputs inputsOf(const Features &features);

} // namespace genrelens
