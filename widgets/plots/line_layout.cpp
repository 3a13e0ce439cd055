#include "widgets/plots/line_layout.h"

#include "widgets/plots/text.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace genrelens
{

namespace
{

constexpr double gap = 6;
constexpr double legendGap = 16;
constexpr double swatch = 18; // of a legend entry, with the space behind it
constexpr double widestLegend = 150;

double longest(const std::vector<QString> &texts, const QFont &font)
{
    double width = 0;
    for (const QString &text : texts)
        width = std::max(width, textWidth(text, font) + 1);
    return width;
}

} // namespace

void LineLayout::setRanges(const LineChartSpec &spec)
{
    constexpr double infinity = std::numeric_limits<double>::infinity();
    double x0 = infinity;
    double x1 = -infinity;
    double y0 = infinity;
    double y1 = -infinity;
    for (const LineSeries &series : spec.series) {
        for (std::size_t i = 0; i < series.points.size(); ++i) {
            const QPointF &point = series.points[i];
            const double spread = i < series.spread.size() ? series.spread[i] : 0.0;
            if (!std::isfinite(point.x()) || !std::isfinite(point.y()))
                continue;
            x0 = std::min(x0, point.x());
            x1 = std::max(x1, point.x());
            y0 = std::min(y0, point.y() - spread);
            y1 = std::max(y1, point.y() + spread);
        }
    }
    if (spec.band && std::isfinite(x0)) {
        y0 = std::min(y0, spec.band->low);
        y1 = std::max(y1, spec.band->high);
    }
    const bool nothing = !std::isfinite(x0);
    const double padding = x1 > x0 ? 0.02 * (x1 - x0) : 0.5;
    xLow = nothing ? 0 : x0 - padding;
    xHigh = nothing ? 1 : x1 + padding;
    const int most = std::clamp(static_cast<int>(plot.height() / (1.9 * lineHeight)) + 1, 2, 9);
    yTicks = ticksAround(y0, y1, most);
}

void LineLayout::placeLegendRight(const LineChartSpec &spec, const QFont &font, double width, QRectF &room)
{
    legend = Legend::Right;
    const double left = room.right() - width - swatch;
    const auto fits = std::max<std::size_t>(1, static_cast<std::size_t>(room.height() / lineHeight));
    const std::size_t count = spec.series.size();
    const std::size_t shown = count <= fits ? count : fits - 1;
    for (std::size_t i = 0; i < shown; ++i) {
        const QRectF rect(left, room.top() + static_cast<double>(i) * lineHeight, width + swatch, lineHeight);
        entries.push_back({rect, static_cast<int>(i), elided(spec.series[i].name, font, width)});
    }
    if (shown < count) {
        const QRectF rect(left, room.top() + static_cast<double>(shown) * lineHeight, width + swatch,
                          lineHeight);
        entries.push_back(
            {rect, -1, QStringLiteral("+ %1").arg(formatCount(static_cast<qint64>(count - shown)))});
    }
    room.setRight(left - legendGap);
}

void LineLayout::placeLegendBottom(const LineChartSpec &spec, const QFont &font, QRectF &room)
{
    legend = Legend::Bottom;
    const int mostLines = std::max(1, static_cast<int>(0.3 * room.height() / lineHeight));
    const double more = textWidth(QStringLiteral("+ 999"), font) + legendGap;
    double x = room.left();
    int line = 0;
    for (std::size_t i = 0; i < spec.series.size(); ++i) {
        const QString name = elided(spec.series[i].name, font, std::min(widestLegend, room.width() - swatch));
        const double width = textWidth(name, font) + 1 + swatch;
        const bool last = i + 1 == spec.series.size();
        const double reserved = line == mostLines - 1 && !last ? more : 0.0;
        if (x > room.left() && x + width + reserved > room.right()) {
            if (line + 1 == mostLines) {
                const auto left = static_cast<qint64>(spec.series.size() - i);
                entries.push_back({QRectF(x, line * lineHeight, more, lineHeight), -1,
                                   QStringLiteral("+ %1").arg(formatCount(left))});
                break;
            }
            x = room.left();
            ++line;
        }
        entries.push_back({QRectF(x, line * lineHeight, width, lineHeight), static_cast<int>(i), name});
        x += width + legendGap;
    }
    const double top = room.bottom() - (line + 1) * lineHeight;
    for (Entry &entry : entries)
        entry.rect.translate(0, top);
    room.setBottom(top - gap);
}

void LineLayout::placeLegend(const LineChartSpec &spec, const QFont &font, QRectF &room)
{
    if (!spec.legend || spec.series.size() < 2)
        return;
    double width = 0;
    for (const LineSeries &series : spec.series)
        width = std::max(width, textWidth(series.name, font) + 1);
    width = std::min(width, widestLegend);
    if (width <= 1)
        return;
    if (room.width() >= 520)
        placeLegendRight(spec, font, width, room);
    else
        placeLegendBottom(spec, font, room);
}

void LineLayout::placeX(const LineChartSpec &spec, const QFont &font, QRectF &room)
{
    room.adjust(0, 0, 0, -(lineHeight + gap));
    for (int most = std::max(2, static_cast<int>(room.width() / 36)); most >= 2; --most) {
        xTicks = ticksWithin(xLow, xHigh, most, spec.wholeX);
        xLabels.clear();
        for (int i = 0; i < xTicks.count; ++i)
            xLabels.push_back(formatTick(xTicks.at(i), xTicks.step));
        const double pitch = room.width() * xTicks.step / (xHigh - xLow);
        if (longest(xLabels, font) + 2 * gap <= pitch)
            break;
    }
    const double half = longest(xLabels, font) / 2;
    room.setRight(room.right() - std::max(0.0, half - 0.02 * room.width()));
}

void LineLayout::placeY(const LineChartSpec &spec, const QFont &font)
{
    setRanges(spec);
    yLabels.clear();
    for (int i = 0; i < yTicks.count; ++i)
        yLabels.push_back(formatTick(yTicks.at(i), yTicks.step));
    yLabelWidth = longest(yLabels, font);
}

LineLayout LineLayout::make(const QRectF &area, const LineChartSpec &spec, const QFont &font)
{
    LineLayout layout;
    layout.area = area;
    layout.lineHeight = std::ceil(genrelens::lineHeight(font));
    QRectF room = area;
    layout.placeLegend(spec, font, room);
    if (!spec.yTitle.isEmpty())
        room.setTop(room.top() + layout.lineHeight);
    room.setTop(room.top() + layout.lineHeight / 2); // half of the uppermost number
    if (!spec.xTitle.isEmpty())
        room.setBottom(room.bottom() - layout.lineHeight);
    layout.plot = room.adjusted(0, 0, 0, -layout.lineHeight);
    layout.placeY(spec, font);
    room.setLeft(room.left() + layout.yLabelWidth + gap);
    layout.placeX(spec, font, room);
    layout.plot = QRectF(room.left(), room.top(), std::max(1.0, room.width()), std::max(1.0, room.height()));
    // The names below may have taken much of the height: fewer numbers then, and perhaps longer ones.
    const double before = layout.yLabelWidth;
    layout.placeY(spec, font);
    layout.plot.setLeft(
        std::min(layout.plot.left() + std::max(0.0, layout.yLabelWidth - before), layout.plot.right() - 1));
    return layout;
}

QPointF LineLayout::position(const QPointF &value) const
{
    const double x = (value.x() - xLow) / (xHigh - xLow);
    const double y = (value.y() - yTicks.first) / (yTicks.last() - yTicks.first);
    return {plot.left() + x * plot.width(), plot.bottom() - y * plot.height()};
}

QPointF LineLayout::value(const QPointF &position) const
{
    const double x = (position.x() - plot.left()) / plot.width();
    const double y = (plot.bottom() - position.y()) / plot.height();
    return {xLow + x * (xHigh - xLow), yTicks.first + y * (yTicks.last() - yTicks.first)};
}

} // namespace genrelens
