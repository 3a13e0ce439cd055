#pragma once

#include "core/learn/forest_options.h"
#include "core/learn/model_catalogue.h"

namespace genrelens
{

/// The kinds of models that are made of trees with the parameters of ForestOptions, named and standing as in
/// scikit-learn where it has them.
ModelKind randomForestKind();
ModelKind extraTreesKind();
ModelKind decisionTreeKind();

/// The options that values of parameters of one of these kinds stand for; those it lacks have the defaults of
/// ForestOptions.
ForestOptions forestOptions(const Parameters &parameters, std::uint64_t seed);

} // namespace genrelens
