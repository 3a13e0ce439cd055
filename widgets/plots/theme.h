#pragma once

#include <QColor>
#include <QFont>
#include <QPalette>

class QApplication;

namespace genrelens
{

/// Every colour of the interface that is not a class's. A value: drawing takes it as an argument, so the
/// same plot draws light or dark without touching a widget.
struct Theme {
    QColor window;   ///< behind the docks
    QColor base;     ///< the ground of tables and plots
    QColor text;     ///< names and numbers
    QColor quiet;    ///< secondary text, axis labels
    QColor line;     ///< frames and grid
    QColor accent;   ///< what is chosen or may be pressed
    QColor onAccent; ///< text on the accent
    QColor warning;  ///< text and marks of findings
    QColor warningGround;
    QColor tooltip; ///< ground of tooltips, dark in both themes
    QColor onTooltip;
    bool isDark = false;

    static Theme light();
    static Theme dark();
    /// The theme behind a palette: one of ours exactly, otherwise light or dark by the window's lightness
    /// with the desktop's own colours taken over as far as text on them stays readable.
    static Theme of(const QPalette &palette);

    /// A theme's palette gives that theme back through of().
    [[nodiscard]] QPalette palette() const;

    bool operator==(const Theme &) const = default;
};

/// Distances at 100 %, in logical pixels.
namespace spacing
{
inline constexpr int small = 4;
inline constexpr int medium = 8;
inline constexpr int large = 12;
inline constexpr int toolButtonHeight = 28;
inline constexpr int tableRowHeight = 24;
inline constexpr int cornerRadius = 4;
} // namespace spacing

/// Type sizes follow the base font and never fall below 8 pt.
QFont scaledFont(const QFont &base, double factor);
QFont axisFont(const QFont &base);
QFont semiBoldFont(const QFont &base);
QFont headlineFont(const QFont &base);

/// Gives the application our style and the theme's palette; call it again when the desktop changes its mind.
void applyTheme(QApplication &application, const Theme &theme);

} // namespace genrelens
