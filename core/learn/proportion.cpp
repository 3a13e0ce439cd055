#include "core/learn/proportion.h"

#include <algorithm>
#include <cmath>

namespace genrelens
{

Interval wilsonInterval(std::size_t correct, std::size_t n, double z)
{
    if (n == 0)
        return {0.0, 1.0};
    const auto total = static_cast<double>(n);
    const double share = static_cast<double>(correct) / total;
    const double squared = z * z;
    const double centre = (share + squared / (2.0 * total)) / (1.0 + squared / total);
    const double half = z * std::sqrt(share * (1.0 - share) / total + squared / (4.0 * total * total)) /
                        (1.0 + squared / total);
    // The interval reaches the share itself where that is 0 or 1; rounding must not keep it from there.
    return {std::clamp(centre - half, 0.0, share), std::clamp(centre + half, share, 1.0)};
}

} // namespace genrelens
