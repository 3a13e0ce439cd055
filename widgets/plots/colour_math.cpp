#include "widgets/plots/colour_math.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>

namespace genrelens
{

namespace
{

using Vec = std::array<double, 3>;
using Matrix = std::array<Vec, 3>;

constexpr double pi = std::numbers::pi;

Vec times(const Matrix &m, const Vec &v)
{
    Vec out{};
    for (std::size_t i = 0; i < 3; ++i)
        out[i] = m[i][0] * v[0] + m[i][1] * v[1] + m[i][2] * v[2];
    return out;
}

double toLinear(double channel)
{
    return channel <= 0.04045 ? channel / 12.92 : std::pow((channel + 0.055) / 1.055, 2.4);
}

double toGamma(double channel)
{
    return channel <= 0.0031308 ? 12.92 * channel : 1.055 * std::pow(channel, 1.0 / 2.4) - 0.055;
}

Vec linearOf(const QColor &colour)
{
    return {toLinear(colour.redF()), toLinear(colour.greenF()), toLinear(colour.blueF())};
}

int toByte(double linear)
{
    return static_cast<int>(std::lround(255.0 * std::clamp(toGamma(std::clamp(linear, 0.0, 1.0)), 0.0, 1.0)));
}

QColor colourOf(const Vec &linear)
{
    return {toByte(linear[0]), toByte(linear[1]), toByte(linear[2])};
}

Vec linearOf(const OkLab &lab)
{
    constexpr Matrix toCones = {{{1.0, 0.3963377774, 0.2158037573},
                                 {1.0, -0.1055613458, -0.0638541728},
                                 {1.0, -0.0894841775, -1.2914855480}}};
    constexpr Matrix toRgb = {{{4.0767416621, -3.3077115913, 0.2309699292},
                               {-1.2684380046, 2.6097574011, -0.3413193965},
                               {-0.0041960863, -0.7034186147, 1.7076147010}}};
    Vec cones = times(toCones, {lab.l, lab.a, lab.b});
    for (double &cone : cones)
        cone = cone * cone * cone;
    return times(toRgb, cones);
}

OkLab labOf(const OkLch &lch)
{
    return {lch.l, lch.c * std::cos(lch.h), lch.c * std::sin(lch.h)};
}

bool inGamut(const Vec &linear)
{
    return std::all_of(linear.begin(), linear.end(), [](double v) { return v >= -1e-4 && v <= 1.0001; });
}

double hueOf(double a, double b)
{
    if (a == 0.0 && b == 0.0)
        return 0.0;
    const double h = std::atan2(b, a);
    return h < 0 ? h + 2 * pi : h;
}

/// Mean hue of two colours as CIEDE2000 defines it; grey has no hue of its own.
double meanHue(double h1, double h2, bool grey)
{
    if (grey)
        return h1 + h2;
    if (std::abs(h1 - h2) <= pi)
        return (h1 + h2) / 2;
    return h1 + h2 < 2 * pi ? (h1 + h2) / 2 + pi : (h1 + h2) / 2 - pi;
}

double hueStep(double h1, double h2, bool grey)
{
    if (grey)
        return 0.0;
    const double step = h2 - h1;
    if (step > pi)
        return step - 2 * pi;
    return step < -pi ? step + 2 * pi : step;
}

} // namespace

OkLab toOkLab(const QColor &colour)
{
    constexpr Matrix toCones = {{{0.4122214708, 0.5363325363, 0.0514459929},
                                 {0.2119034982, 0.6806995451, 0.1073969566},
                                 {0.0883024619, 0.2817188376, 0.6299787005}}};
    constexpr Matrix toLab = {{{0.2104542553, 0.7936177850, -0.0040720468},
                               {1.9779984951, -2.4285922050, 0.4505937099},
                               {0.0259040371, 0.7827717662, -0.8086757660}}};
    Vec cones = times(toCones, linearOf(colour));
    for (double &cone : cones)
        cone = std::cbrt(cone);
    const Vec lab = times(toLab, cones);
    return {lab[0], lab[1], lab[2]};
}

OkLch toOkLch(const QColor &colour)
{
    const OkLab lab = toOkLab(colour);
    return {lab.l, std::hypot(lab.a, lab.b), std::atan2(lab.b, lab.a)};
}

QColor fromOkLab(const OkLab &lab)
{
    return colourOf(linearOf(lab));
}

QColor fromOkLch(const OkLch &lch)
{
    if (inGamut(linearOf(labOf(lch))))
        return fromOkLab(labOf(lch));
    double low = 0.0;
    double high = lch.c;
    for (int i = 0; i < 16; ++i) {
        const double middle = (low + high) / 2;
        (inGamut(linearOf(labOf({lch.l, middle, lch.h}))) ? low : high) = middle;
    }
    return fromOkLab(labOf({lch.l, low, lch.h}));
}

QColor mix(const QColor &from, const QColor &to, double t)
{
    const double u = std::clamp(t, 0.0, 1.0);
    const OkLab x = toOkLab(from);
    const OkLab y = toOkLab(to);
    return fromOkLab({std::lerp(x.l, y.l, u), std::lerp(x.a, y.a, u), std::lerp(x.b, y.b, u)});
}

double okDistance(const OkLab &x, const OkLab &y)
{
    return std::hypot(x.l - y.l, x.a - y.a, x.b - y.b);
}

CieLab toCieLab(const QColor &colour)
{
    constexpr Matrix toXyz = {{{0.4124564, 0.3575761, 0.1804375},
                               {0.2126729, 0.7151522, 0.0721750},
                               {0.0193339, 0.1191920, 0.9503041}}};
    constexpr Vec white = {0.95047, 1.0, 1.08883};
    Vec xyz = times(toXyz, linearOf(colour));
    for (std::size_t i = 0; i < 3; ++i) {
        const double t = xyz[i] / white[i];
        xyz[i] = t > 216.0 / 24389.0 ? std::cbrt(t) : (24389.0 / 27.0 * t + 16.0) / 116.0;
    }
    return {116.0 * xyz[1] - 16.0, 500.0 * (xyz[0] - xyz[1]), 200.0 * (xyz[1] - xyz[2])};
}

double ciede2000(const CieLab &x, const CieLab &y)
{
    constexpr double pow25to7 = 6103515625.0;
    const double meanC = (std::hypot(x.a, x.b) + std::hypot(y.a, y.b)) / 2;
    const double meanC7 = std::pow(meanC, 7);
    const double g = 0.5 * (1 - std::sqrt(meanC7 / (meanC7 + pow25to7)));
    const double a1 = (1 + g) * x.a;
    const double a2 = (1 + g) * y.a;
    const double c1 = std::hypot(a1, x.b);
    const double c2 = std::hypot(a2, y.b);
    const double h1 = hueOf(a1, x.b);
    const double h2 = hueOf(a2, y.b);
    const bool grey = c1 * c2 == 0.0;

    const double dL = y.l - x.l;
    const double dC = c2 - c1;
    const double dH = 2 * std::sqrt(c1 * c2) * std::sin(hueStep(h1, h2, grey) / 2);
    const double l = (x.l + y.l) / 2;
    const double c = (c1 + c2) / 2;
    const double h = meanHue(h1, h2, grey);

    const double t = 1 - 0.17 * std::cos(h - pi / 6) + 0.24 * std::cos(2 * h) +
                     0.32 * std::cos(3 * h + pi / 30) - 0.20 * std::cos(4 * h - 63 * pi / 180);
    const double offset = (h * 180 / pi - 275) / 25;
    const double dTheta = pi / 6 * std::exp(-offset * offset);
    const double c7 = std::pow(c, 7);
    const double rC = 2 * std::sqrt(c7 / (c7 + pow25to7));
    const double l50 = (l - 50) * (l - 50);
    const double termL = dL / (1 + 0.015 * l50 / std::sqrt(20 + l50));
    const double termC = dC / (1 + 0.045 * c);
    const double termH = dH / (1 + 0.015 * c * t);
    const double rT = -std::sin(2 * dTheta) * rC;
    return std::sqrt(termL * termL + termC * termC + termH * termH + rT * termC * termH);
}

double ciede2000(const QColor &x, const QColor &y)
{
    return ciede2000(toCieLab(x), toCieLab(y));
}

QColor simulate(const QColor &colour, Vision vision)
{
    constexpr Matrix protan = {
        {{0.152286, 1.052583, -0.204868}, {0.114503, 0.786281, 0.099216}, {-0.003882, -0.048116, 1.051998}}};
    constexpr Matrix deutan = {
        {{0.367322, 0.860646, -0.227968}, {0.280085, 0.672501, 0.047413}, {-0.011820, 0.042940, 0.968881}}};
    if (vision == Vision::Normal)
        return colour;
    return colourOf(times(vision == Vision::Protan ? protan : deutan, linearOf(colour)));
}

double relativeLuminance(const QColor &colour)
{
    const Vec linear = linearOf(colour);
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2];
}

double contrastRatio(const QColor &x, const QColor &y)
{
    const double lx = relativeLuminance(x);
    const double ly = relativeLuminance(y);
    return (std::max(lx, ly) + 0.05) / (std::min(lx, ly) + 0.05);
}

} // namespace genrelens
