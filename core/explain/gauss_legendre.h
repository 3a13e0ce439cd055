#pragma once

#include <cstddef>
#include <vector>

namespace genrelens
{

/// Gauss-Legendre quadrature on [0, 1]: n points integrate polynomials of degree up to 2n - 1 exactly.
struct Quadrature {
    std::vector<double> points; ///< rising, within 0 and 1
    std::vector<double> weights;
};

Quadrature gaussLegendre(std::size_t points);

} // namespace genrelens
