#pragma once

#include <cstddef>

namespace genrelens
{

struct Interval {
    double low = 0.0;
    double high = 0.0;
};

/// Wilson's score interval of a proportion (1927); z = 1.96 gives 95 %. [0, 1] when n is 0.
Interval wilsonInterval(std::size_t correct, std::size_t n, double z = 1.959963984540054);

} // namespace genrelens
