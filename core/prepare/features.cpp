#include "core/prepare/features.h"

#include <cassert>

namespace genrelens
{

Features::Features(std::vector<std::string> names, std::vector<FeatureScaling> scalings,
                   std::vector<float> values, std::vector<std::uint32_t> sourceRows)
{
    assert(names.size() == scalings.size());
    assert(values.size() == names.size() * sourceRows.size());
    KeyBuilder key;
    for (const std::string &name : names)
        key.add(name);
    for (const FeatureScaling &scaling : scalings) // equal z-scores of another unit are another matrix
        key.add(scaling.mean)
            .add(scaling.sd)
            .add(scaling.standardized)
            .add(scaling.logarithm)
            .add(scaling.median);
    key.add(std::span<const float>(values)).add(std::span<const std::uint32_t>(sourceRows));
    m_data = std::make_shared<const Data>(
        Data{std::move(names), std::move(scalings), std::move(values), std::move(sourceRows), key.key()});
}

std::span<const float> Features::values() const
{
    if (!m_data)
        return {};
    return m_data->values;
}

} // namespace genrelens
