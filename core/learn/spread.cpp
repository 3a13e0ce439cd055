#include "core/learn/spread.h"

#include <cmath>

namespace genrelens
{

Spread spreadOf(std::span<const double> values)
{
    Spread spread;
    const auto count = static_cast<double>(values.size());
    for (const double value : values)
        spread.mean += value / count;
    if (values.size() < 2)
        return spread;
    double squares = 0.0;
    for (const double value : values)
        squares += (value - spread.mean) * (value - spread.mean);
    spread.sd = std::sqrt(squares / (count - 1.0));
    return spread;
}

} // namespace genrelens
