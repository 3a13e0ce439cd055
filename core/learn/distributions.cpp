#include "core/learn/distributions.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace genrelens
{

namespace
{

// The continued fraction of I_x(a, b) by Lentz's method, in steps as even and odd terms come (Abramowitz &
// Stegun 26.5.8); it converges fast where x < (a + 1) / (a + b + 2).
double betaFraction(double a, double b, double x)
{
    constexpr double tiny = 1e-300;
    constexpr double enough = 1e-16;
    const auto notZero = [](double value) { return std::abs(value) < tiny ? tiny : value; };
    double c = 1.0;
    double d = 1.0 / notZero(1.0 - (a + b) * x / (a + 1.0));
    double fraction = d;
    // The terms needed grow as the square root of max(a, b).
    const double most = 1000.0 + 10.0 * std::sqrt(std::max(a, b));
    for (double m = 1.0; m < most; m += 1.0) {
        const double even = m * (b - m) * x / ((a + 2.0 * m - 1.0) * (a + 2.0 * m));
        d = 1.0 / notZero(1.0 + even * d);
        c = notZero(1.0 + even / c);
        fraction *= d * c;
        const double odd = -(a + m) * (a + b + m) * x / ((a + 2.0 * m) * (a + 2.0 * m + 1.0));
        d = 1.0 / notZero(1.0 + odd * d);
        c = notZero(1.0 + odd / c);
        fraction *= d * c;
        if (std::abs(d * c - 1.0) < enough)
            break;
    }
    return fraction;
}

// std::lgamma writes to a global (signgam); the arguments here are positive.
double logGamma(double x)
{
#if defined(__GLIBC__)
    int sign = 0;
    return lgamma_r(x, &sign);
#else
    return std::lgamma(x);
#endif
}

} // namespace

double regularizedBeta(double a, double b, double x)
{
    if (x <= 0.0)
        return 0.0;
    if (x >= 1.0)
        return 1.0;
    const double front =
        std::exp(logGamma(a + b) - logGamma(a) - logGamma(b) + a * std::log(x) + b * std::log1p(-x));
    if (x < (a + 1.0) / (a + b + 2.0))
        return front * betaFraction(a, b, x) / a;
    return 1.0 - front * betaFraction(b, a, 1.0 - x) / b;
}

double studentTwoSided(double t, double freedom)
{
    if (std::isinf(t))
        return 0.0;
    return regularizedBeta(freedom / 2.0, 0.5, freedom / (freedom + t * t));
}

double studentQuantile(double confidence, double freedom)
{
    // The p-value falls with t: double until it is passed, then halve to the last bits.
    const double wanted = 1.0 - confidence;
    double low = 0.0;
    double high = 1.0;
    while (studentTwoSided(high, freedom) > wanted && high < 1e150) {
        low = high;
        high *= 2.0;
    }
    for (int i = 0; i < 200 && high - low > 1e-15 * high; ++i) {
        const double middle = (low + high) / 2.0;
        (studentTwoSided(middle, freedom) > wanted ? low : high) = middle;
    }
    return (low + high) / 2.0;
}

double fairCoinTwoSided(std::size_t few, std::size_t total)
{
    if (2 * few >= total)
        return 1.0;
    // P(X <= few) = I_1/2(total - few, few + 1)
    const double below =
        regularizedBeta(static_cast<double>(total - few), static_cast<double>(few) + 1.0, 0.5);
    return std::min(1.0, 2.0 * below);
}

double chiSquareAbove(double x)
{
    return std::erfc(std::sqrt(std::max(x, 0.0) / 2.0));
}

} // namespace genrelens
