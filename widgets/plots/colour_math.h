#pragma once

#include <QColor>

namespace genrelens
{

/// OKLab: lightness 0..1, a and b about -0.4..0.4. Equal distances look about equally different.
struct OkLab {
    double l = 0;
    double a = 0;
    double b = 0;
};

/// OKLab in polar form: chroma 0..0.4, hue in radians.
struct OkLch {
    double l = 0;
    double c = 0;
    double h = 0;
};

/// CIE L*a*b* under D65, as CIEDE2000 wants it: lightness 0..100.
struct CieLab {
    double l = 0;
    double a = 0;
    double b = 0;
};

/// How an eye sees colours: all cones, or without the long (protan) or middle (deutan) wave ones.
enum class Vision { Normal, Protan, Deutan };

OkLab toOkLab(const QColor &colour);
OkLch toOkLch(const QColor &colour);
/// The nearest sRGB colour; channels outside the gamut are clipped.
QColor fromOkLab(const OkLab &lab);
/// The sRGB colour of that lightness and hue, with as much of the chroma as the gamut holds.
QColor fromOkLch(const OkLch &lch);
/// Between two colours, evenly in OKLab; t is clamped to 0..1.
QColor mix(const QColor &from, const QColor &to, double t);
double okDistance(const OkLab &x, const OkLab &y);

CieLab toCieLab(const QColor &colour);
/// CIEDE2000 (Sharma, Wu, Dalal 2005): about 1 is just noticeable, 20 is plainly another colour.
double ciede2000(const CieLab &x, const CieLab &y);
double ciede2000(const QColor &x, const QColor &y);

/// The colour as a dichromat sees it (Machado, Oliveira, Fernandes 2009, severity 1).
QColor simulate(const QColor &colour, Vision vision);

/// WCAG 2 relative luminance, 0..1, and the contrast of two opaque colours, 1..21.
double relativeLuminance(const QColor &colour);
double contrastRatio(const QColor &x, const QColor &y);

} // namespace genrelens
