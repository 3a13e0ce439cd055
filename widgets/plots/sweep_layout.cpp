#include "widgets/plots/sweep_layout.h"

#include "widgets/plots/text.h"

#include <algorithm>
#include <cmath>

namespace genrelens
{

namespace
{

constexpr int mostColumns = 3;
constexpr double narrowest = 190; // that can be read, as the next
constexpr double fewestLines = 8;
constexpr double gap = 12; // between panels
constexpr double labelGap = 6;
constexpr double inset = 8; // of the first and last k

double heightOf(const QFont &font)
{
    return std::ceil(lineHeight(font));
}

int rowsOf(int panels, int columns)
{
    return (panels + columns - 1) / columns;
}

// How large the panels become, as a part of the smallest that can be read.
double fit(const QSizeF &area, int panels, int columns, double line)
{
    const double width = area.width() / columns;
    const double height = (area.height() - line) / rowsOf(panels, columns);
    return std::min(width / narrowest, height / (fewestLines * line));
}

int bestColumns(const QSizeF &area, int panels, double line)
{
    int best = 1;
    for (int columns = 2; columns <= std::min(mostColumns, panels); ++columns)
        if (fit(area, panels, columns, line) > fit(area, panels, best, line))
            best = columns;
    return best;
}

double longest(const std::vector<QString> &texts, const QFont &font)
{
    double width = 0;
    for (const QString &text : texts)
        width = std::max(width, textWidth(text, font) + 1);
    return width;
}

std::vector<QString> tickTexts(const Ticks &ticks)
{
    std::vector<QString> texts;
    for (int i = 0; i < ticks.count; ++i)
        texts.push_back(formatTick(ticks.at(i), ticks.step));
    return texts;
}

} // namespace

SweepLayout SweepLayout::make(const QRectF &area, const Needs &needs)
{
    SweepLayout layout;
    layout.needs = needs;
    layout.lineHeight = heightOf(needs.font);
    const double line = layout.lineHeight;
    layout.kTitle = QRectF(area.left(), area.bottom() - line, area.width(), line);
    const int count = static_cast<int>(needs.panels.size());
    if (count == 0)
        return layout;
    layout.columns = bestColumns(area.size(), count, line);
    const int rows = rowsOf(count, layout.columns);
    const double width = (area.width() - gap * (layout.columns - 1)) / layout.columns;
    const double height = (area.height() - line - gap * (rows - 1)) / rows;
    const double fieldHeight = height - 3.5 * line - labelGap;
    const int most = std::clamp(static_cast<int>(fieldHeight / (1.9 * line)) + 1, 2, 7);
    std::vector<double> labelWidths(static_cast<std::size_t>(layout.columns), 0.0);
    for (int i = 0; i < count; ++i) {
        Panel panel;
        const double left = area.left() + (i % layout.columns) * (width + gap);
        const double top = area.top() + (i / layout.columns) * (height + gap);
        panel.whole = QRectF(left, top, std::max(1.0, width), std::max(1.0, height));
        const Range &range = needs.panels[static_cast<std::size_t>(i)];
        panel.ticks = ticksAround(range.low, range.high, most);
        if (std::isfinite(range.low))
            panel.labels = tickTexts(panel.ticks);
        double &widest = labelWidths[static_cast<std::size_t>(i % layout.columns)];
        widest = std::max(widest, longest(panel.labels, needs.font));
        layout.panels.push_back(std::move(panel));
    }
    for (int i = 0; i < count; ++i)
        layout.placePanel(layout.panels[static_cast<std::size_t>(i)],
                          labelWidths[static_cast<std::size_t>(i % layout.columns)]);
    layout.placeK();
    return layout;
}

// Panels above each other have their fields above each other: labelWidth is that of their column.
void SweepLayout::placePanel(Panel &panel, double labelWidth) const
{
    const QRectF &whole = panel.whole;
    panel.title = QRectF(whole.left(), whole.top(), whole.width(), lineHeight);
    panel.note = panel.title.translated(0, lineHeight);
    const double top = whole.top() + 2.5 * lineHeight; // half a line for the uppermost number
    const double left = whole.left() + (labelWidth > 0 ? labelWidth + labelGap : 0.0);
    panel.field = QRectF(left, top, std::max(1.0, whole.right() - left),
                         std::max(1.0, whole.bottom() - lineHeight - labelGap - top));
}

void SweepLayout::placeK()
{
    double width = panels.front().field.width();
    for (const Panel &panel : panels)
        width = std::min(width, panel.field.width());
    for (int most = std::max(2, static_cast<int>(width / 36)); most >= 2; --most) {
        kTicks = ticksWithin(needs.first, needs.last, most, true);
        kLabels = tickTexts(kTicks);
        const double between = (width - 2 * inset) * kTicks.step / std::max(1, needs.last - needs.first);
        if (longest(kLabels, needs.font) + 2 * labelGap <= between)
            break;
    }
}

bool SweepLayout::fits(const QSizeF &area, int panels, const QFont &font)
{
    if (panels < 2)
        return true;
    const double line = heightOf(font);
    return fit(area, panels, bestColumns(area, panels, line), line) >= 1.0;
}

QSizeF SweepLayout::naturalSize(int panels, const QFont &font)
{
    const double line = heightOf(font);
    const int columns = panels > 4 ? mostColumns : std::clamp(panels, 1, 2);
    const int rows = std::max(1, rowsOf(panels, columns));
    const double width = panels == 1 ? 480 : 300;
    return {columns * width + (columns - 1) * gap, rows * (panels == 1 ? 320.0 : 220.0) + line};
}

double SweepLayout::x(int panel, int k) const
{
    const QRectF &field = panels[static_cast<std::size_t>(panel)].field;
    if (needs.last <= needs.first)
        return field.center().x();
    const double room = std::max(0.0, field.width() - 2 * inset);
    return field.left() + inset + room * (k - needs.first) / (needs.last - needs.first);
}

double SweepLayout::y(int panel, double value) const
{
    const Panel &of = panels[static_cast<std::size_t>(panel)];
    const double share = (value - of.ticks.first) / (of.ticks.last() - of.ticks.first);
    return of.field.bottom() - share * of.field.height();
}

double SweepLayout::pitch(int panel) const
{
    return needs.last <= needs.first ? 0.0 : x(panel, needs.first + 1) - x(panel, needs.first);
}

std::optional<SweepLayout::Place> SweepLayout::placeAt(const QPointF &position) const
{
    for (std::size_t i = 0; i < panels.size(); ++i) {
        if (!panels[i].whole.contains(position))
            continue;
        const double step = pitch(static_cast<int>(i));
        const double away = position.x() - x(static_cast<int>(i), needs.first);
        const int k = needs.first + (step > 0 ? static_cast<int>(std::lround(away / step)) : 0);
        return Place{static_cast<int>(i), std::clamp(k, needs.first, needs.last)};
    }
    return std::nullopt;
}

} // namespace genrelens
