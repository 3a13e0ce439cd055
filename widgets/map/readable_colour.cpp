#include "widgets/map/readable_colour.h"

#include "widgets/plots/colour_math.h"

namespace genrelens
{

QColor readableColour(const QColor &colour, const Theme &theme, double contrast)
{
    constexpr int steps = 20;
    QColor readable = colour;
    for (int step = 1; step <= steps && contrastRatio(readable, theme.base) < contrast; ++step)
        readable = mix(colour, theme.text, step / double(steps));
    return readable;
}

} // namespace genrelens
