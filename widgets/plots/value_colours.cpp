#include "widgets/plots/value_colours.h"

#include "widgets/plots/palette.h"

#include <QPainter>

#include <algorithm>
#include <cmath>
#include <limits>
#include <vector>

namespace genrelens
{

namespace
{

constexpr double cut = 0.05; // of the values lie below low, and above high

} // namespace

double ValueScale::place(double value) const
{
    if (std::isnan(value))
        return std::numeric_limits<double>::quiet_NaN();
    return high > low ? std::clamp((value - low) / (high - low), 0.0, 1.0) : 0.5;
}

QColor ValueScale::colour(double value) const
{
    return featureColour(place(value));
}

ValueScale valueScale(std::span<const float> values)
{
    std::vector<float> known;
    known.reserve(values.size());
    std::copy_if(values.begin(), values.end(), std::back_inserter(known),
                 [](float value) { return !std::isnan(value); });
    if (known.empty())
        return {};
    const auto quantile = [&](double share) {
        const auto place = std::lround(share * static_cast<double>(known.size() - 1));
        std::nth_element(known.begin(), known.begin() + place, known.end());
        return static_cast<double>(known[static_cast<std::size_t>(place)]);
    };
    const ValueScale scale{quantile(cut), quantile(1.0 - cut)};
    if (scale.high > scale.low)
        return scale;
    const auto [smallest, largest] = std::minmax_element(known.begin(), known.end());
    return {static_cast<double>(*smallest), static_cast<double>(*largest)};
}

void drawValueColours(QPainter &painter, const QRectF &area, bool upright)
{
    const double length = upright ? area.height() : area.width();
    const int steps = std::max(1, static_cast<int>(std::ceil(length)));
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing, false);
    for (int i = 0; i < steps; ++i) {
        const double from = i * length / steps;
        const double size = length / steps + 0.5; // no gaps between them in a scaled picture
        const QRectF slice = upright ? QRectF(area.left(), area.bottom() - from - size, area.width(), size)
                                     : QRectF(area.left() + from, area.top(), size, area.height());
        painter.fillRect(slice & area, featureColour((i + 0.5) / steps));
    }
    painter.restore();
}

} // namespace genrelens
