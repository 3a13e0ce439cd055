#include "widgets/plots/palette.h"

#include "widgets/plots/colour_math.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <numbers>

namespace genrelens
{

namespace
{

constexpr std::array<QRgb, 8> chosenColours = {0xff0a84fa, 0xff944552, 0xfffa3e98, 0xffc29e05,
                                               0xff3e7d05, 0xffaa95c0, 0xffc5886e, 0xff770be6};

/// A colour that might become a class's, as each kind of eye sees it.
struct Candidate {
    explicit Candidate(const QColor &c)
        : colour(c)
        , seen{toOkLab(c), toOkLab(simulate(c, Vision::Protan)), toOkLab(simulate(c, Vision::Deutan))}
    {
    }

    QColor colour;
    std::array<OkLab, 3> seen;
    double nearest = std::numeric_limits<double>::max();
};

/// OKLab spans lightness wider than hue; twice the weight on a and b comes close to CIEDE2000 at a fraction
/// of its cost. What only colour-blind eyes confuse counts too, but less, or whole hues would be given up.
double distance(const Candidate &x, const Candidate &y)
{
    const auto apart = [&](std::size_t eye) {
        const OkLab &u = x.seen[eye];
        const OkLab &v = y.seen[eye];
        return std::hypot(u.l - v.l, 2 * (u.a - v.a), 2 * (u.b - v.b));
    };
    return std::min({apart(0), 2.5 * apart(1), 2.5 * apart(2)});
}

bool readable(const QColor &colour)
{
    static const QColor light = Theme::light().base;
    static const QColor dark = Theme::dark().base;
    return contrastRatio(colour, light) >= 2.5 && contrastRatio(colour, dark) >= 2.5;
}

std::vector<Candidate> candidates()
{
    std::vector<Candidate> all;
    for (int level = 0; level < 12; ++level) {
        const double l = 0.45 + 0.025 * level;
        for (const double c : {0.07, 0.10, 0.14, 0.18, 0.24}) { // below lies grey, which is no class's
            for (int step = 0; step < 40; ++step) {
                const double h = 2 * std::numbers::pi * step / 40;
                const QColor colour = fromOkLch({l, c, h});
                if (readable(colour))
                    all.emplace_back(colour);
            }
        }
    }
    return all;
}

// Round the wheel from blue to rose, through violet: the straight way in OKLab would pass grey. Lightness
// hardly changes, and each step looks as large as any other.
std::vector<QColor> featureScale()
{
    constexpr int fine = 4096;
    constexpr std::size_t steps = 256;
    const OkLch low = toOkLch(QColor(0x1e, 0x88, 0xe5));
    OkLch high = toOkLch(QColor(0xff, 0x0d, 0x57));
    high.h += high.h < low.h ? 2 * std::numbers::pi : 0.0;
    const auto on = [&](int i) {
        const double u = static_cast<double>(i) / fine;
        return OkLch{std::lerp(low.l, high.l, u), std::lerp(low.c, high.c, u), std::lerp(low.h, high.h, u)};
    };
    const auto seen = [](const OkLch &lch) {
        return OkLab{lch.l, lch.c * std::cos(lch.h), lch.c * std::sin(lch.h)};
    };
    std::vector<double> way(1, 0.0); // from the beginning
    for (int i = 1; i <= fine; ++i)
        way.push_back(way.back() + okDistance(seen(on(i - 1)), seen(on(i))));
    std::vector<QColor> scale;
    int at = 0;
    while (scale.size() < steps) {
        const double wanted = way.back() * static_cast<double>(scale.size()) / (steps - 1);
        while (at < fine && way[static_cast<std::size_t>(at)] < wanted)
            ++at;
        scale.push_back(fromOkLch(on(at)));
    }
    scale.back() = QColor(0xff, 0x0d, 0x57);
    return scale;
}

/// Each next colour is the candidate farthest from all chosen before it.
std::vector<QColor> generateColours()
{
    std::vector<Candidate> free = candidates();
    std::vector<QColor> colours;
    const auto take = [&](const Candidate &taken) {
        colours.push_back(taken.colour);
        for (Candidate &candidate : free)
            candidate.nearest = std::min(candidate.nearest, distance(candidate, taken));
    };
    for (const QRgb rgb : chosenColours)
        take(Candidate(QColor(rgb)));
    while (colours.size() < distinctClassColours) {
        const auto farthest = std::max_element(
            free.begin(), free.end(), [](const auto &x, const auto &y) { return x.nearest < y.nearest; });
        take(Candidate(*farthest));
    }
    return colours;
}

} // namespace

QColor classColour(int index)
{
    if (index < 0)
        return unmappedColour();
    const auto position = static_cast<std::size_t>(index);
    if (position < chosenColours.size())
        return chosenColours[position];
    static const std::vector<QColor> colours = generateColours();
    return colours[position % colours.size()];
}

std::vector<QColor> classColours(int count)
{
    std::vector<QColor> colours;
    for (int i = 0; i < count; ++i)
        colours.push_back(classColour(i));
    return colours;
}

std::uint32_t rgbOf(const QColor &colour)
{
    return colour.rgb() & 0xFFFFFFU;
}

QColor unmappedColour()
{
    return {0x8a, 0x92, 0x9c};
}

QColor shade(const QColor &base, int index, int count)
{
    if (count <= 1)
        return base;
    constexpr double darkest = 0.46;
    constexpr double lightest = 0.75;
    const double t = std::clamp(static_cast<double>(index) / (count - 1), 0.0, 1.0);
    OkLch lch = toOkLch(base);
    lch.l = std::lerp(darkest, lightest, t);
    return fromOkLch(lch);
}

QColor magnitudeColour(double t, const Theme &theme)
{
    // On a light ground the accent itself is too light for the end: a step deeper carries white text earlier.
    OkLch end = toOkLch(theme.accent);
    if (!theme.isDark)
        end.l = std::min(end.l, 0.43);
    return mix(theme.base, fromOkLch(end), std::isnan(t) ? 0.0 : t);
}

QColor signedColour(double t, const Theme &theme)
{
    static const QColor blue(0x2b, 0x66, 0xc4);
    static const QColor red(0xc8, 0x34, 0x3f);
    const QColor neutral = theme.isDark ? QColor(0x2a, 0x2e, 0x35) : QColor(0xf2, 0xf3, 0xf5);
    const double u = std::isnan(t) ? 0.0 : t;
    return mix(neutral, u < 0 ? blue : red, std::abs(u));
}

QColor featureColour(double t)
{
    static const std::vector<QColor> scale = featureScale();
    if (std::isnan(t))
        return unmappedColour();
    const auto last = static_cast<double>(scale.size() - 1);
    return scale[static_cast<std::size_t>(std::lround(std::clamp(t, 0.0, 1.0) * last))];
}

QColor textOn(const QColor &ground)
{
    static const QColor soft = Theme::light().text;
    for (const QColor &text : {soft, QColor(Qt::white)}) {
        if (contrastRatio(text, ground) >= 4.5)
            return text;
    }
    return QColor(Qt::black);
}

QColor faded(const QColor &colour, const QColor &ground, double opacity)
{
    const auto channel = [opacity](int over, int under) {
        return static_cast<int>(std::lround(std::lerp(double(under), double(over), opacity)));
    };
    return {channel(colour.red(), ground.red()), channel(colour.green(), ground.green()),
            channel(colour.blue(), ground.blue())};
}

} // namespace genrelens
