#include "widgets/plots/theme.h"

#include "widgets/plots/calm_style.h"
#include "widgets/plots/colour_math.h"

#include <QApplication>
#include <QFontInfo>
#include <QStyle>
#include <QStyleFactory>
#include <QToolTip>

#include <algorithm>
#include <memory>

namespace genrelens
{

namespace
{

QColor rgb(QRgb value)
{
    return QColor::fromRgb(value);
}

/// True for the palette Fusion has when the desktop says nothing.
bool isUndecided(const QPalette &palette)
{
    static const std::unique_ptr<QStyle> fusion(QStyleFactory::create(QStringLiteral("Fusion")));
    const QPalette plain = fusion ? fusion->standardPalette() : QPalette();
    return palette.color(QPalette::Window) == plain.color(QPalette::Window) &&
           palette.color(QPalette::Base) == plain.color(QPalette::Base);
}

/// Takes over the desktop's colours where text on them stays readable.
Theme adopted(const QPalette &palette, Theme theme)
{
    const auto colour = [&palette](QPalette::ColorRole role) {
        return palette.color(QPalette::Active, role).toRgb();
    };
    const QColor window = colour(QPalette::Window);
    const QColor base = colour(QPalette::Base);
    const QColor text = colour(QPalette::Text);
    const QColor accent = colour(QPalette::Highlight);
    if (contrastRatio(text, base) >= 4.5 && contrastRatio(text, window) >= 4.5) {
        theme.window = window;
        theme.base = base;
        theme.text = text;
        theme.line = mix(base, text, 0.16);
        theme.quiet = mix(base, text, 0.66);
        while (contrastRatio(theme.quiet, window) < 4.5 && theme.quiet != text)
            theme.quiet = mix(theme.quiet, text, 0.2);
    }
    if (contrastRatio(accent, theme.base) >= 3) {
        theme.accent = accent;
        theme.onAccent = contrastRatio(Qt::white, accent) >= 4.5 ? QColor(Qt::white) : QColor(Qt::black);
    }
    return theme;
}

} // namespace

Theme Theme::light()
{
    Theme theme;
    theme.window = rgb(0xf5f6f8);
    theme.base = rgb(0xffffff);
    theme.text = rgb(0x22262b);
    theme.quiet = rgb(0x667080);
    theme.line = rgb(0xd5d9de);
    theme.accent = rgb(0x2f6fde);
    theme.onAccent = rgb(0xffffff);
    theme.warning = rgb(0x7a5200);
    theme.warningGround = rgb(0xfff6dd);
    theme.tooltip = rgb(0x22262b);
    theme.onTooltip = rgb(0xf5f6f8);
    return theme;
}

Theme Theme::dark()
{
    Theme theme;
    theme.window = rgb(0x1e2126);
    theme.base = rgb(0x16181c);
    theme.text = rgb(0xe4e7eb);
    theme.quiet = rgb(0x98a2b0);
    theme.line = rgb(0x343a42);
    theme.accent = rgb(0x6ea0ff);
    theme.onAccent = rgb(0x10131a);
    theme.warning = rgb(0xf0c05a);
    theme.warningGround = rgb(0x332a14);
    theme.tooltip = rgb(0x343a42);
    theme.onTooltip = rgb(0xf5f6f8);
    theme.isDark = true;
    return theme;
}

Theme Theme::of(const QPalette &palette)
{
    const QColor window = palette.color(QPalette::Window);
    for (const Theme &ours : {light(), dark()}) {
        if (window.rgb() == ours.window.rgb() && palette.color(QPalette::Base).rgb() == ours.base.rgb())
            return ours;
    }
    const bool darkDesktop =
        relativeLuminance(window) < relativeLuminance(palette.color(QPalette::WindowText));
    const Theme ours = darkDesktop ? dark() : light();
    return isUndecided(palette) ? ours : adopted(palette, ours);
}

QPalette Theme::palette() const
{
    QPalette result;
    const auto set = [&result](QPalette::ColorRole role, const QColor &colour) {
        result.setColor(role, colour);
    };
    set(QPalette::Window, window);
    set(QPalette::WindowText, text);
    set(QPalette::Base, base);
    set(QPalette::AlternateBase, mix(base, window, 0.5));
    set(QPalette::Text, text);
    set(QPalette::Button, base);
    set(QPalette::ButtonText, text);
    set(QPalette::BrightText, onAccent);
    set(QPalette::PlaceholderText, quiet);
    set(QPalette::Highlight, accent);
    set(QPalette::HighlightedText, onAccent);
    set(QPalette::Link, accent);
    set(QPalette::LinkVisited, accent);
    set(QPalette::ToolTipBase, tooltip);
    set(QPalette::ToolTipText, onTooltip);
    set(QPalette::Light, mix(base, window, 0.5));
    set(QPalette::Midlight, mix(window, line, 0.5));
    set(QPalette::Mid, line);
    set(QPalette::Dark, mix(line, quiet, 0.4));
    set(QPalette::Shadow, mix(line, quiet, 0.7));
    const QColor disabled = mix(window, quiet, 0.6);
    for (const QPalette::ColorRole role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText})
        result.setColor(QPalette::Disabled, role, disabled);
    result.setColor(QPalette::Disabled, QPalette::Highlight, line);
    result.setColor(QPalette::Disabled, QPalette::HighlightedText, disabled);
    return result;
}

QFont scaledFont(const QFont &base, double factor)
{
    constexpr double smallest = 8.0;
    QFont font = base;
    const double points = base.pointSizeF() > 0 ? base.pointSizeF() : QFontInfo(base).pointSizeF();
    font.setPointSizeF(std::max(smallest, points * factor));
    return font;
}

QFont axisFont(const QFont &base)
{
    return scaledFont(base, 0.9);
}

QFont semiBoldFont(const QFont &base)
{
    QFont font = scaledFont(base, 1.0);
    font.setWeight(QFont::DemiBold);
    return font;
}

QFont headlineFont(const QFont &base)
{
    QFont font = scaledFont(base, 1.6);
    font.setWeight(QFont::DemiBold);
    return font;
}

void applyTheme(QApplication &application, const Theme &theme)
{
    if (QApplication::style()->objectName() != CalmStyle::styleName())
        QApplication::setStyle(new CalmStyle); // the application owns it
    const QPalette palette = theme.palette();
    QApplication::setPalette(palette);
    QToolTip::setPalette(palette);
    // Selected rows are pale, so that their numbers and swatches keep their colours.
    QPalette rows = palette;
    rows.setColor(QPalette::Highlight, mix(theme.base, theme.accent, 0.18));
    rows.setColor(QPalette::HighlightedText, theme.text);
    QApplication::setPalette(rows, "QAbstractItemView");
    QApplication::setFont(semiBoldFont(application.font()), "QHeaderView");
}

} // namespace genrelens
