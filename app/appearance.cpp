#include "app/appearance.h"

#include "widgets/plots/theme.h"

#include <QApplication>
#include <QSettings>

namespace genrelens
{

namespace
{

// The desktop's own palette, remembered before ours replaces it.
Theme systemTheme()
{
    static const QPalette desktop = QApplication::palette();
    return desktop.color(QPalette::Window).lightness() < 128 ? Theme::dark() : Theme::light();
}

} // namespace

Appearance savedAppearance()
{
    return static_cast<Appearance>(QSettings().value(QStringLiteral("appearance"), 0).toInt());
}

void saveAppearance(Appearance appearance)
{
    QSettings().setValue(QStringLiteral("appearance"), static_cast<int>(appearance));
}

void applyAppearance(Appearance appearance)
{
    const Theme system = systemTheme();
    const Theme theme = appearance == Appearance::System ? system
                        : appearance == Appearance::Dark ? Theme::dark()
                                                         : Theme::light();
    applyTheme(*qApp, theme);
}

} // namespace genrelens
