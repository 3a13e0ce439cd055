#pragma once

#include <span>

namespace genrelens
{

/// Mean and sample standard deviation (n - 1) of repeated measurements; the deviation of fewer than two is 0.
struct Spread {
    double mean = 0.0;
    double sd = 0.0;
};

Spread spreadOf(std::span<const double> values);

} // namespace genrelens
