#include "core/learn/forest_options.h"

#include <algorithm>
#include <cmath>
#include <string>

namespace genrelens
{

namespace
{

constexpr const char *place = "random forest";

Error usage(const std::string &what, const std::string &hint)
{
    return Error{what, place, hint, ErrorKind::Usage};
}

Result<void> validateFeatures(const FeaturesToTry &features, std::size_t columns)
{
    if (features.rule == FeaturesToTry::Rule::Number && (features.number == 0 || features.number > columns))
        return usage("the forest should try " + std::to_string(features.number) + " of " +
                         std::to_string(columns) + " features",
                     "Choose from 1 to their number.");
    if (features.rule == FeaturesToTry::Rule::Share && !(features.share > 0.0 && features.share <= 1.0))
        return usage("the share of features to try must lie above 0 and not above 1", "Choose 1 for all.");
    return {};
}

} // namespace

std::size_t FeaturesToTry::of(std::size_t columns) const
{
    const auto all = static_cast<double>(columns);
    double wanted = all;
    switch (rule) {
    case Rule::SquareRoot:
        wanted = std::sqrt(all);
        break;
    case Rule::Log2:
        wanted = std::log2(all);
        break;
    case Rule::All:
        break;
    case Rule::Number:
        wanted = static_cast<double>(number);
        break;
    case Rule::Share:
        wanted = share * all;
        break;
    }
    return std::clamp<std::size_t>(static_cast<std::size_t>(wanted), 1, std::max<std::size_t>(columns, 1));
}

Result<void> ForestOptions::validate(std::size_t columns, std::size_t classes) const
{
    if (trees == 0)
        return usage("a forest needs at least one tree", "The usual number is 100.");
    if (minSamplesLeaf == 0)
        return usage("a leaf needs at least one sample", "The usual number is 1.");
    if (minSamplesSplit < 2)
        return usage("a node to be split needs at least two samples", "The usual number is 2.");
    if (sampling != TreeSampling::All && !(sampleShare > 0.0 && sampleShare <= 1.0))
        return usage("the share of tracks drawn for a tree must lie above 0 and not above 1",
                     "The usual share is 1.");
    if (!classWeights.empty() && classWeights.size() != classes)
        return usage(std::to_string(classWeights.size()) + " class weights for " + std::to_string(classes) +
                         " classes",
                     "Give one to each class.");
    if (!std::all_of(classWeights.begin(), classWeights.end(),
                     [](double w) { return w > 0.0 && std::isfinite(w); }))
        return usage("a class weight is not a positive number",
                     "Leave the weights out, or choose them above 0.");
    return validateFeatures(features, columns);
}

} // namespace genrelens
