#include "core/model_file/portable_model.h"

#include <algorithm>
#include <cmath>

namespace genrelens
{

namespace
{

bool changesNothing(const FeatureScaling &scaling)
{
    return !scaling.standardized && !scaling.logarithm && std::isnan(scaling.median);
}

} // namespace

ModelInputs inputsOf(const Features &features)
{
    ModelInputs inputs{features.names(), features.scalings()};
    if (std::all_of(inputs.scalings.begin(), inputs.scalings.end(), changesNothing))
        inputs.scalings.clear();
    return inputs;
}

} // namespace genrelens
