#include "core/learn/classifier.h"

#include <algorithm>

namespace genrelens
{

std::int32_t Probabilities::predicted(std::size_t i) const
{
    const std::span<const float> shares = row(i);
    return static_cast<std::int32_t>(std::max_element(shares.begin(), shares.end()) - shares.begin());
}

} // namespace genrelens
