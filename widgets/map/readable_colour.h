#pragma once

#include "widgets/plots/theme.h"

#include <QColor>

namespace genrelens
{

/// The colour, moved towards that of text as far as it takes to stand out from the theme's ground.
/// contrast: 4.5 for text, 3 for marks.
QColor readableColour(const QColor &colour, const Theme &theme, double contrast);

} // namespace genrelens
