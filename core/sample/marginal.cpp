#include "core/sample/marginal.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>

namespace genrelens::sample
{

namespace
{

constexpr double ln2High = 0x1.62e42fefa3800p-1; // ends in zeros, so that a small multiple of it is exact
constexpr double ln2Low = 0x1.ef35793c76730p-45;

// Quadrature over the normal: equal steps converge fast on smooth functions, and eight deviations hold the
// second moment of the most lopsided marginals.
constexpr double step = 0.25;
constexpr std::size_t nodeCount = 65;

struct Node {
    double z;
    double weight;
};

const std::array<Node, nodeCount> &nodes()
{
    static const std::array<Node, nodeCount> all = [] {
        std::array<Node, nodeCount> made{};
        double sum = 0.0;
        for (std::size_t i = 0; i < nodeCount; ++i) {
            const double z = (static_cast<double>(i) - (nodeCount - 1) / 2.0) * step;
            made[i] = {z, portableExp(-0.5 * z * z)};
            sum += made[i].weight;
        }
        for (Node &node : made)
            node.weight /= sum;
        return made;
    }();
    return all;
}

struct Moments {
    double mean = 0.0;
    double variance = 0.0;
    double slope = 0.0; ///< of the mean, by location
};

Moments momentsOf(const LogitNormal &shape)
{
    Moments moments;
    double squares = 0.0;
    for (const Node &node : nodes()) {
        const double x = shape.at(node.z);
        moments.mean += node.weight * x;
        squares += node.weight * x * x;
        moments.slope += node.weight * x * (1.0 - x);
    }
    moments.variance = squares - moments.mean * moments.mean;
    return moments;
}

// Finds the location that gives the mean at this scale: Newton's method, kept inside a shrinking bracket.
// Returns the variance there.
double meetMean(LogitNormal &shape, double mean)
{
    double low = -300.0;
    double high = 300.0;
    Moments moments = momentsOf(shape);
    for (int i = 0; i < 60 && std::abs(moments.mean - mean) > 1e-10 * mean; ++i) {
        (moments.mean < mean ? low : high) = shape.location;
        const double newton =
            moments.slope > 0.0 ? shape.location + (mean - moments.mean) / moments.slope : low - 1.0;
        shape.location = newton > low && newton < high ? newton : 0.5 * (low + high);
        moments = momentsOf(shape);
    }
    return moments.variance;
}

} // namespace

double portableExp(double x)
{
    x = std::clamp(x, -700.0, 700.0);
    const auto whole = static_cast<std::int64_t>(x * 1.4426950408889634 + (x < 0.0 ? -0.5 : 0.5));
    const double k = static_cast<double>(whole);
    const double r = (x - k * ln2High) - k * ln2Low;
    double sum = 1.0;
    for (int i = 13; i > 0; --i)
        sum = 1.0 + sum * r / i;
    return sum * std::bit_cast<double>(static_cast<std::uint64_t>(whole + 1023) << 52);
}

double portableLog(double x)
{
    const auto bits = std::bit_cast<std::uint64_t>(x);
    auto exponent = static_cast<double>(static_cast<std::int64_t>(bits >> 52) - 1023);
    double m = std::bit_cast<double>((bits & 0xfffffffffffffULL) | 0x3ff0000000000000ULL);
    if (m > 1.4142135623730951) {
        m *= 0.5;
        exponent += 1.0;
    }
    const double t = (m - 1.0) / (m + 1.0);
    const double square = t * t;
    double sum = 0.0;
    for (int i = 21; i > 0; i -= 2)
        sum = sum * square + 1.0 / i;
    return 2.0 * t * sum + exponent * ln2Low + exponent * ln2High;
}

LogitNormal LogitNormal::fit(double mean, double deviation)
{
    const double variance = deviation * deviation;
    LogitNormal shape{portableLog(mean / (1.0 - mean)), 1.0};
    double low = 0.0;
    double high = 12.0;
    for (int i = 0; i < 34; ++i) {
        shape.scale = 0.5 * (low + high);
        (meetMean(shape, mean) < variance ? low : high) = shape.scale;
    }
    return shape;
}

} // namespace genrelens::sample
