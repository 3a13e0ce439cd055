#include "core/explain/gauss_legendre.h"

#include <cmath>
#include <numbers>
#include <utility>

namespace genrelens
{

namespace
{

// The Legendre polynomial of degree n and its derivative, by Bonnet's recursion.
std::pair<double, double> legendre(std::size_t n, double x)
{
    double before = 1.0;
    double value = x;
    for (std::size_t k = 2; k <= n; ++k) {
        const auto degree = static_cast<double>(k);
        before = std::exchange(value, ((2.0 * degree - 1.0) * x * value - (degree - 1.0) * before) / degree);
    }
    return {value, static_cast<double>(n) * (x * value - before) / (x * x - 1.0)};
}

} // namespace

Quadrature gaussLegendre(std::size_t points)
{
    constexpr int newtonSteps = 10; // it takes five; more change nothing
    Quadrature rule{std::vector<double>(points), std::vector<double>(points)};
    for (std::size_t i = 0; i < points; ++i) {
        const double place = static_cast<double>(points - i) - 0.25;
        double x = std::cos(std::numbers::pi * place / (static_cast<double>(points) + 0.5));
        for (int step = 0; step < newtonSteps; ++step) {
            const auto [value, slope] = legendre(points, x);
            x -= value / slope;
        }
        const double slope = legendre(points, x).second;
        rule.points[i] = (x + 1.0) / 2.0;
        rule.weights[i] = 1.0 / ((1.0 - x * x) * slope * slope);
    }
    return rule;
}

} // namespace genrelens
