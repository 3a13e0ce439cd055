#include "core/embed/umap_curve.h"

#include <array>
#include <cmath>
#include <cstddef>

namespace genrelens
{

namespace
{

constexpr std::size_t samples = 300;
constexpr int mostSteps = 200;

struct Target {
    std::array<double, samples> x;
    std::array<double, samples> y;
};

// The normal equations of the linearized problem and the sum of squares.
struct Normal {
    double aa = 0.0;
    double ab = 0.0;
    double bb = 0.0;
    double ga = 0.0;
    double gb = 0.0;
    double squares = 0.0;
};

// At a spread of 1.
Target targetOf(double minDist)
{
    Target target;
    for (std::size_t i = 0; i < samples; ++i) {
        const double x = 3.0 * static_cast<double>(i) / static_cast<double>(samples - 1);
        target.x[i] = x;
        target.y[i] = x < minDist ? 1.0 : std::exp(-(x - minDist));
    }
    return target;
}

Normal normalAt(const Target &target, const UmapCurve &curve)
{
    Normal normal;
    for (std::size_t i = 0; i < samples; ++i) {
        const double x = target.x[i];
        const double power = x > 0.0 ? std::pow(x, 2.0 * curve.b) : 0.0;
        const double f = 1.0 / (1.0 + curve.a * power);
        const double residual = target.y[i] - f;
        const double da = -f * f * power;
        const double db = x > 0.0 ? -f * f * curve.a * power * 2.0 * std::log(x) : 0.0;
        normal.aa += da * da;
        normal.ab += da * db;
        normal.bb += db * db;
        normal.ga += da * residual;
        normal.gb += db * residual;
        normal.squares += residual * residual;
    }
    return normal;
}

// Levenberg and Marquardt: Gauss and Newton's step, shortened while it makes things worse.
UmapCurve fitted(const Target &target)
{
    UmapCurve curve;
    Normal normal = normalAt(target, curve);
    double damping = 1e-3;
    for (int i = 0; i < mostSteps; ++i) {
        const double aa = normal.aa * (1.0 + damping);
        const double bb = normal.bb * (1.0 + damping);
        const double determinant = aa * bb - normal.ab * normal.ab;
        if (!(determinant > 0.0))
            break;
        const double stepA = (bb * normal.ga - normal.ab * normal.gb) / determinant;
        const double stepB = (aa * normal.gb - normal.ab * normal.ga) / determinant;
        const UmapCurve next{curve.a + stepA, curve.b + stepB};
        const bool isCurve = next.a > 0.0 && next.b > 0.0;
        const Normal there = isCurve ? normalAt(target, next) : Normal{};
        if (!isCurve || !(there.squares <= normal.squares)) {
            damping *= 10.0;
            if (damping > 1e12)
                break;
            continue;
        }
        const bool isDone = std::abs(stepA) <= 1e-12 * curve.a && std::abs(stepB) <= 1e-12 * curve.b;
        curve = next;
        normal = there;
        damping /= 10.0;
        if (isDone)
            break;
    }
    return curve;
}

} // namespace

// In units of the spread the curve is the same one for any: a (d / spread)^2b is (a / spread^2b) d^2b. Fitted
// as they are given, a and b would differ by so many powers of ten that no step mends both.
UmapCurve umapCurve(double minDist, double spread)
{
    UmapCurve curve = fitted(targetOf(minDist / spread));
    curve.a *= std::pow(spread, -2.0 * curve.b);
    return curve;
}

} // namespace genrelens
