#pragma once

#include "widgets/plots/theme.h"

#include <QIcon>

namespace genrelens
{

enum class ToolGlyph { Pan, Rectangle, Lasso, Brush, Fit, Selection, Contours, Names };

/// A drawn icon, sharp at any size: in the colour of text, on a checked button in that of text on the accent.
QIcon toolIcon(ToolGlyph glyph, const Theme &theme);

} // namespace genrelens
