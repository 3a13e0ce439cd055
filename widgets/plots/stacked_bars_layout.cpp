#include "widgets/plots/stacked_bars_layout.h"

#include "widgets/plots/text.h"
#include "widgets/plots/theme.h"

#include <QCoreApplication>

#include <algorithm>
#include <cmath>
#include <numeric>

namespace genrelens
{

namespace
{

constexpr double gap = 8;
constexpr double swatch = 10;
constexpr double widestEntry = 150;     // of the legend
constexpr double legendShare = 0.28;    // of the height, at most
constexpr std::size_t manyClasses = 30; // of which a legend tells the largest
constexpr double fewLines = 2;
constexpr double leastPlot = 70; // pixels for the bars, before texts beside them are left out
constexpr double tickDistance = 48;
constexpr double lowestBar = 5; // of a group
constexpr double naturalBar = 7;
constexpr double stackedRow = 22;

QString othersText(std::size_t count)
{
    return count == 1 ? QCoreApplication::translate("StackedBars", "1 other")
                      : QCoreApplication::translate("StackedBars", "%1 others")
                            .arg(formatCount(static_cast<qint64>(count)));
}

double groupHeight(const StackedBarsSpec &spec, double bar)
{
    return static_cast<double>(spec.classes.size()) * bar + gap / 2;
}

} // namespace

double StackedRow::sum() const
{
    return std::accumulate(values.begin(), values.end(), 0.0);
}

double lowestStackedRow(const StackedBarsSpec &spec, double line)
{
    const bool grouped = spec.form == StackedBarsSpec::Form::Grouped;
    return grouped ? std::max(line, groupHeight(spec, lowestBar)) : line;
}

double naturalStackedRow(const StackedBarsSpec &spec, double line)
{
    const bool grouped = spec.form == StackedBarsSpec::Form::Grouped;
    return std::max(lowestStackedRow(spec, line), grouped ? groupHeight(spec, naturalBar) : stackedRow);
}

StackedBarsLayout::StackedBarsLayout(const StackedBarsSpec &spec, const QRectF &inside, const QFont &small)
    : area(inside)
    , line(lineHeight(small))
{
    placeLegend(spec, small);
    placeColumns(spec, small);
    const double top = axisTop + 2 * line + spacing::small;
    plot.setTop(top);
    plot.setBottom(std::max(top + 1, area.bottom()));
    double largest = 0;
    for (const StackedRow &one : spec.rows) {
        if (spec.form == StackedBarsSpec::Form::Stacked) {
            largest = std::max({largest, one.sum(), one.total ? one.total->high : 0.0});
            continue;
        }
        for (const double value : one.values)
            largest = std::max(largest, value);
        for (const BarRange &range : one.ranges)
            largest = std::max(largest, range.high);
    }
    limit = largest > 0 ? largest * 1.02 : 1.0;
    ticks = ticksWithin(0.0, limit, std::max(3, static_cast<int>(plot.width() / tickDistance)));
    const auto rows = static_cast<double>(std::max<std::size_t>(spec.rows.size(), 1));
    row = std::clamp(plot.height() / rows, lowestStackedRow(spec, line), 1.5 * naturalStackedRow(spec, line));
    const auto fits = static_cast<std::size_t>(std::floor(plot.height() / row + 1e-6));
    shown = spec.rows.size() <= fits ? spec.rows.size() : std::max<std::size_t>(fits, 1) - 1;
}

// Entries flow into lines; where there is not room for all, the last says how many there are besides.
void StackedBarsLayout::placeLegend(const StackedBarsSpec &spec, const QFont &small)
{
    axisTop = area.top();
    if (spec.classes.size() < 2 && spec.unlisted == 0)
        return;
    const double share = std::floor(legendShare * area.height() / line);
    const double lines = std::clamp(share, 1.0, spec.classes.size() > manyClasses ? fewLines : share + 1);
    const auto flow = [&](std::size_t count) {
        std::vector<StackedLegendEntry> entries;
        double x = area.left();
        double y = area.top();
        const auto place = [&](int index, const QString &text, double width) {
            if (x > area.left() && x + width > area.right()) {
                x = area.left();
                y += line;
            }
            entries.push_back({QRectF(x, y, std::min(width, area.right() - x), line), index, text});
            x += width + gap + spacing::small;
        };
        for (std::size_t i = 0; i < count; ++i) {
            const std::size_t c = spec.legendOrder.empty() ? i : spec.legendOrder[i];
            const QString text = elided(spec.classes[c].name, small, widestEntry);
            place(static_cast<int>(c), text, swatch + spacing::small + textWidth(text, small) + 1);
        }
        if (const std::size_t others = spec.classes.size() - count + spec.unlisted; others > 0)
            place(-1, othersText(others), textWidth(othersText(others), small) + 1);
        return entries;
    };
    // No more are tried than could stand there.
    const auto most = static_cast<std::size_t>(lines * std::ceil(area.width() / (swatch + gap)));
    std::size_t low = 0;
    std::size_t high = std::min(spec.classes.size(), most);
    while (low < high) {
        const std::size_t middle = (low + high + 1) / 2;
        const bool fits = flow(middle).back().rect.bottom() <= area.top() + lines * line + 0.5;
        (fits ? low : high) = fits ? middle : middle - 1;
    }
    legend = flow(low);
    if (!legend.empty())
        axisTop = legend.back().rect.bottom() + spacing::small;
}

void StackedBarsLayout::placeColumns(const StackedBarsSpec &spec, const QFont &small)
{
    double names = 0;
    for (const QString &title : spec.columns)
        columnWidths.push_back(textWidth(title, small) + 1);
    for (const StackedRow &one : spec.rows) {
        names = std::max(names, textWidth(one.name, small) + 1);
        if (spec.form == StackedBarsSpec::Form::Stacked)
            valueWidth = std::max(valueWidth, textWidth(formatDecimals(one.sum(), 1), small) + 1);
        for (std::size_t c = 0; c < columnWidths.size() && c < static_cast<std::size_t>(one.cells.size());
             ++c)
            columnWidths[c] =
                std::max(columnWidths[c], textWidth(one.cells[static_cast<qsizetype>(c)], small) + 1);
    }
    nameWidth = std::min(names, 0.4 * area.width());
    double room = area.width() - nameWidth - gap;
    double columns = 0;
    for (const double width : columnWidths)
        columns += width + gap + spacing::small;
    if (room - columns < leastPlot) {
        columnWidths.clear();
        columns = 0;
    }
    room -= columns;
    if (room - valueWidth - gap < leastPlot)
        valueWidth = 0;
    else
        room -= valueWidth > 0 ? valueWidth + gap : 0.0;
    plot.setLeft(area.left() + nameWidth + gap);
    plot.setWidth(std::max(1.0, room));
}

double StackedBarsLayout::columnsLeft() const
{
    return plot.right() + (valueWidth > 0 ? valueWidth + gap : 0.0) + gap + spacing::small;
}

QRectF StackedBarsLayout::barRect(const StackedBarsSpec &spec, std::size_t rowIndex,
                                  std::size_t classIndex) const
{
    const StackedRow &one = spec.rows[rowIndex];
    const QRectF rect = rowAt(rowIndex);
    if (spec.form == StackedBarsSpec::Form::Grouped) {
        const double height = (row - gap / 2) / static_cast<double>(spec.classes.size());
        const double top = rect.top() + gap / 4 + static_cast<double>(classIndex) * height;
        return {plot.left(), top, x(one.values[classIndex]) - plot.left(), std::max(1.0, height - 1)};
    }
    const auto end = one.values.begin() + static_cast<std::ptrdiff_t>(classIndex);
    const double before = std::accumulate(one.values.begin(), end, 0.0);
    const QRectF whole = stackRect(rowIndex);
    return {x(before), whole.top(), x(before + *end) - x(before), whole.height()};
}

QRectF StackedBarsLayout::stackRect(std::size_t rowIndex) const
{
    const double inset = std::max(1.5, 0.16 * row);
    return {plot.left(), rowAt(rowIndex).top() + inset, plot.width(), row - 2 * inset};
}

// Short bars of a group are hit beside them, too.
std::optional<std::size_t> StackedBarsLayout::classAt(const StackedBarsSpec &spec, std::size_t rowIndex,
                                                      const QPointF &position) const
{
    const std::vector<double> &values = spec.rows[rowIndex].values;
    if (position.x() < plot.left() || position.x() > plot.right())
        return std::nullopt;
    if (spec.form == StackedBarsSpec::Form::Grouped) {
        const double height = (row - gap / 2) / static_cast<double>(values.size());
        const double c = std::floor((position.y() - rowAt(rowIndex).top() - gap / 4) / height);
        return c >= 0 && c < static_cast<double>(values.size()) ? std::optional(static_cast<std::size_t>(c))
                                                                : std::nullopt;
    }
    double sum = 0.0;
    for (std::size_t c = 0; c < values.size(); ++c) {
        sum += values[c];
        if (position.x() < x(sum))
            return c;
    }
    return std::nullopt;
}

} // namespace genrelens
