#pragma once

#include "widgets/plots/theme.h"

#include <QColor>

#include <cstdint>
#include <vector>

namespace genrelens
{

/// The colour of the class with that index in its label set: eight chosen ones, safe for colour-blind eyes on
/// both grounds, then generated ones as far from all before them as possible. The same index always has the
/// same colour; none repeats among the first `distinctClassColours`; negative is `unmappedColour`.
QColor classColour(int index);
std::vector<QColor> classColours(int count);
inline constexpr int distinctClassColours = 256;

/// 0xRRGGBB, as settings and label sets hold colours.
std::uint32_t rgbOf(const QColor &colour);

/// Rows without a class, and "other".
QColor unmappedColour();

/// The index-th of count lightness steps of one hue: the genres inside a super-genre, dark to light.
QColor shade(const QColor &base, int index, int count);

/// Amounts, 0 to 1: even steps of one hue from the ground to the accent, which is
/// deepened on a light ground.
QColor magnitudeColour(double t, const Theme &theme);
/// Differences, -1 to 1: blue, neutral, red.
QColor signedColour(double t, const Theme &theme);
/// The value of a feature, 0 (low) to 1 (high): blue to rose through violet, in even steps of about the same
/// lightness. Grey for NaN. See value_colours.h for what is low and high.
QColor featureColour(double t);

/// Text that reads on that ground with a contrast of at least 4.5.
QColor textOn(const QColor &ground);

/// The colour laid over the ground at that opacity: what is pale without being transparent.
QColor faded(const QColor &colour, const QColor &ground, double opacity);

} // namespace genrelens
