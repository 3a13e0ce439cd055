#pragma once

#include "widgets/plots/theme.h"

#include <QColor>
#include <QRectF>
#include <QString>

#include <span>

class QPainter;

namespace genrelens
{

/// Which values of a feature are shown as low and which as high.
struct ValueScale {
    double low = 0.0;
    double high = 0.0;

    /// 0 at low, 1 at high or beyond; the middle where there is but one value; NaN for NaN.
    [[nodiscard]] double place(double value) const;
    /// See featureColour().
    [[nodiscard]] QColor colour(double value) const;

    bool operator==(const ValueScale &) const = default;
};

/// From the 5th to the 95th percentile, so that a few extreme values do not take all the colours; the whole
/// range where these are the same. NaN is left out.
ValueScale valueScale(std::span<const float> values);

/// The colours as a bar over the area, low at its left, or at its bottom when it is upright.
void drawValueColours(QPainter &painter, const QRectF &area, bool upright);

} // namespace genrelens
