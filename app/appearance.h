#pragma once

namespace genrelens
{

/// Light, dark, or as the desktop is.
enum class Appearance { System, Light, Dark };

Appearance savedAppearance();
void saveAppearance(Appearance appearance);
/// Gives the whole application that look.
void applyAppearance(Appearance appearance);

} // namespace genrelens
