#include "widgets/plots/small_multiples_layout.h"

#include <algorithm>
#include <cmath>

namespace genrelens
{

namespace
{

constexpr double narrowestPanel = 120;
constexpr double gap = 12;      // between panels
constexpr double barPart = 0.7; // of a row's pitch
constexpr int naturalColumns = 4;

double naturalPanelHeight(const MultiplesLayout::Needs &needs)
{
    const double pitch = std::max(12.0, std::ceil(needs.lineHeight * 0.95));
    return 2 * needs.lineHeight + needs.bars * pitch + gap;
}

} // namespace

MultiplesLayout MultiplesLayout::make(const QRectF &area, const Needs &needs, int columns, double panelHeight)
{
    MultiplesLayout layout;
    layout.area = area;
    layout.needs = needs;
    layout.columns = std::max(1, columns);
    layout.panelWidth = std::max(1.0, (area.width() - needs.nameWidth) / layout.columns);
    layout.panelHeight = panelHeight;
    const double margin = needs.high > needs.low ? 0.04 * (needs.high - needs.low) : 1.0;
    layout.low = needs.low - margin;
    layout.high = needs.high + margin;
    layout.ticks = ticksWithin(layout.low, layout.high, layout.panelWidth < 200 ? 4 : 7);
    layout.contentHeight = panelHeight * layout.rows();
    return layout;
}

int MultiplesLayout::rows() const
{
    return (needs.panels + columns - 1) / columns;
}

MultiplesLayout MultiplesLayout::scrolling(const QRectF &area, const Needs &needs)
{
    const double room = area.width() - needs.nameWidth;
    const int most = std::max(1, static_cast<int>(room / narrowestPanel));
    int columns = std::clamp(needs.panels, 1, most);
    const int rows = (std::max(1, needs.panels) + columns - 1) / columns;
    columns = (std::max(1, needs.panels) + rows - 1) / rows; // 8 panels stand as 4 + 4, not as 5 + 3
    const double height = std::max(naturalPanelHeight(needs), std::floor(area.height() / rows));
    return make(area, needs, columns, height);
}

MultiplesLayout MultiplesLayout::fitted(const QRectF &area, const Needs &needs)
{
    int best = 1;
    double bestFit = 0;
    const double wanted = naturalPanelHeight(needs);
    for (int columns = 1; columns <= std::max(1, needs.panels); ++columns) {
        const int rows = (std::max(1, needs.panels) + columns - 1) / columns;
        const double width = (area.width() - needs.nameWidth) / columns / (1.4 * narrowestPanel);
        const double fit = std::min(width, area.height() / rows / wanted);
        if (fit > bestFit) {
            bestFit = fit;
            best = columns;
        }
    }
    const int rows = (std::max(1, needs.panels) + best - 1) / best;
    return make(area, needs, best, area.height() / rows);
}

QSizeF MultiplesLayout::naturalSize(const Needs &needs)
{
    const int most = needs.panels > 4 * naturalColumns ? 2 * naturalColumns : naturalColumns;
    const int columns = std::clamp(needs.panels, 1, most);
    const int rows = (std::max(1, needs.panels) + columns - 1) / columns;
    return {needs.nameWidth + columns * 1.4 * narrowestPanel, rows * naturalPanelHeight(needs)};
}

QRectF MultiplesLayout::panel(int index) const
{
    return {area.left() + needs.nameWidth + (index % columns) * panelWidth,
            area.top() + (index / columns) * panelHeight - needs.scroll, panelWidth, panelHeight};
}

QRectF MultiplesLayout::field(int index) const
{
    const double below = std::min(needs.lineHeight + gap, panelHeight / 3);
    const double above = std::min(needs.lineHeight, panelHeight / 3);
    return panel(index).adjusted(gap / 2, above, -gap / 2, -below);
}

double MultiplesLayout::x(int panel, double value) const
{
    const QRectF place = field(panel);
    const double share = (std::clamp(value, low, high) - low) / (high - low);
    return place.left() + share * place.width();
}

QRectF MultiplesLayout::barRow(int panel, int bar) const
{
    const QRectF place = field(panel);
    const double pitch = place.height() / std::max(1, needs.bars);
    return {place.left(), place.top() + bar * pitch, place.width(), pitch};
}

QRectF MultiplesLayout::bar(int panel, int bar, double value) const
{
    const QRectF row = barRow(panel, bar);
    const double nought = x(panel, 0);
    const double end = x(panel, value);
    const double height = row.height() * barPart;
    return {std::min(nought, end), row.center().y() - height / 2, std::abs(end - nought), height};
}

QRectF MultiplesLayout::name(int panel, int bar) const
{
    const QRectF row = barRow(panel, bar);
    return {area.left(), row.center().y() - needs.lineHeight / 2, needs.nameWidth - 6, needs.lineHeight};
}

} // namespace genrelens
