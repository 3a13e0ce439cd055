#include "widgets/plots/parallel_axes_layout.h"

#include "widgets/plots/text.h"

#include <QCoreApplication>

#include <algorithm>
#include <cmath>
#include <numbers>

namespace genrelens
{

namespace
{

constexpr double gap = 6;
constexpr double legendGap = 16;
constexpr double swatch = 18; // of a legend entry, with the space behind it
constexpr double widestLegend = 150;
constexpr double narrowest = 520; // with a legend at the side
constexpr double slantedCos = std::numbers::sqrt2 / 2;
constexpr double tight = 0.82;        // of a line's height is ink
constexpr double mostOfSelection = 3; // standard deviations

QString entryText(const ParallelSpec &spec, int entry)
{
    switch (entry) {
    case ParallelLayout::Selection:
        return spec.selection ? spec.selection->name : QString();
    case ParallelLayout::ShowAll:
        return QCoreApplication::translate("ParallelLayout", "Show all");
    default:
        return spec.lines[static_cast<std::size_t>(entry)].name;
    }
}

QString moreText(std::size_t count)
{
    return QStringLiteral("+ %1").arg(formatCount(static_cast<qint64>(count)));
}

void extend(double &low, double &high, const std::vector<double> &values)
{
    for (const double value : values)
        if (std::isfinite(value)) {
            low = std::min(low, value);
            high = std::max(high, value);
        }
}

} // namespace

QString ownValueText(const ParallelAxis &axis, double value)
{
    const QString own = formatValue(axis.scaling.toOwn(value), 4);
    return axis.unit.isEmpty()
               ? QCoreApplication::translate("ParallelLayout", "%1 in its own unit").arg(own)
               : QCoreApplication::translate("ParallelLayout", "%1 %2", "120 BPM").arg(own, axis.unit);
}

QStringList ParallelSpec::axisNames() const
{
    QStringList names;
    for (const ParallelAxis &axis : axes)
        names.append(axis.name);
    return names;
}

void ParallelLayout::placeScale(const ParallelSpec &spec, const QFont &font)
{
    low = spec.low;
    high = spec.high;
    for (const ParallelLine &line : spec.lines) {
        extend(low, high, line.values);
        extend(low, high, line.lower);
        extend(low, high, line.upper);
    }
    if (spec.selection) {
        // A few odd tracks must not press the classes flat: what lies further out is drawn at the end.
        std::vector<double> values = spec.selection->values;
        for (double &value : values)
            value = std::clamp(value, -mostOfSelection, mostOfSelection);
        extend(low, high, values);
    }
    // A flipped axis is mirrored at nought, or its means would stand where others have another value.
    const bool mirrored =
        std::any_of(axes.begin(), axes.end(), [](const auto &axis) { return axis.flipped; });
    if (mirrored) {
        high = std::max(std::abs(low), std::abs(high));
        low = -high;
    }
    const double margin = high > low ? 0.04 * (high - low) : 1.0;
    low -= margin;
    high += margin;
    const int most = std::clamp(static_cast<int>(plot.height() / (1.9 * lineHeight)) + 1, 3, 9);
    ticks = ticksWithin(low, high, most);
    tickLabels.clear();
    tickWidth = 0;
    for (int i = 0; i < ticks.count; ++i) {
        const double clean = std::abs(ticks.at(i)) < ticks.step * 1e-6 ? 0.0 : ticks.at(i);
        tickLabels.push_back(formatSigned(clean));
        tickWidth = std::max(tickWidth, textWidth(tickLabels.back(), font) + 1);
    }
}

void ParallelLayout::placeLegendRight(const QStringList &names, const Wanted &wanted, double width,
                                      QRectF &room)
{
    const double left = room.right() - width - swatch;
    const auto fits = std::max<std::size_t>(1, static_cast<std::size_t>(room.height() / lineHeight));
    const std::size_t count = wanted.entries.size();
    const std::size_t shown = count <= fits ? count : fits - 1;
    const auto rectOf = [&](std::size_t i) {
        return QRectF(left, room.top() + static_cast<double>(i) * lineHeight, width + swatch, lineHeight);
    };
    for (std::size_t i = 0; i < shown; ++i)
        entries.push_back({rectOf(i), wanted.entries[i], names[static_cast<qsizetype>(i)]});
    if (shown < count)
        entries.push_back({rectOf(shown), More, moreText(count - shown)});
    room.setRight(left - legendGap);
}

void ParallelLayout::placeLegendBottom(const QStringList &names, const Wanted &wanted, const QFont &font,
                                       QRectF &room)
{
    const int mostLines = std::max(1, static_cast<int>(0.3 * room.height() / lineHeight));
    const double more = textWidth(QStringLiteral("+ 999"), font) + legendGap;
    double x = room.left();
    int line = 0;
    for (std::size_t i = 0; i < wanted.entries.size(); ++i) {
        const double width = textWidth(names[static_cast<qsizetype>(i)], font) + 1 + swatch;
        const bool last = i + 1 == wanted.entries.size();
        const double reserved = line == mostLines - 1 && !last ? more : 0.0;
        if (x > room.left() && x + width + reserved > room.right()) {
            if (line + 1 == mostLines) {
                entries.push_back({QRectF(x, line * lineHeight, more, lineHeight), More,
                                   moreText(wanted.entries.size() - i)});
                break;
            }
            x = room.left();
            ++line;
        }
        entries.push_back({QRectF(x, line * lineHeight, width, lineHeight), wanted.entries[i],
                           names[static_cast<qsizetype>(i)]});
        x += width + legendGap;
    }
    const double top = room.bottom() - (line + 1) * lineHeight;
    for (Entry &entry : entries)
        entry.rect.translate(0, top);
    room.setBottom(top - gap);
}

void ParallelLayout::placeLegend(const Wanted &wanted, const QFont &font, QRectF &room)
{
    const double most = std::min(widestLegend, room.width() - swatch);
    double width = 0;
    QStringList names;
    for (const int entry : wanted.entries) {
        names.append(elided(entryText(wanted.spec, entry), font, most));
        width = std::max(width, textWidth(names.back(), font) + 1);
    }
    if (wanted.entries.empty())
        return;
    if (room.width() >= narrowest)
        placeLegendRight(names, wanted, width, room);
    else
        placeLegendBottom(names, wanted, font, room);
}

void ParallelLayout::placeNames(const ParallelSpec &spec, const QFont &font, QRectF &room)
{
    const auto count = static_cast<double>(axes.size());
    double widest = 0;
    for (Axis &axis : axes) {
        axis.label = spec.axes[axis.index].name;
        widest = std::max(widest, textWidth(axis.label, font) + 1);
    }
    // Half a pitch is left free at either side, for brushes and names.
    pitch = room.width() / std::max(1.0, count);
    if (widest + gap <= pitch || axes.size() <= 1) {
        nameWidth = std::min(widest, room.width());
        room.setBottom(room.bottom() - lineHeight - gap);
        for (Axis &axis : axes)
            axis.label = elided(axis.label, font, room.width());
        return;
    }
    slanted = true;
    nameWidth = std::min({widest, 0.32 * room.height() / slantedCos, 0.35 * room.width()});
    room.setBottom(room.bottom() - (nameWidth + lineHeight) * slantedCos - gap);
    const double overhang = nameWidth * slantedCos - pitch / 2 - tickWidth - gap;
    room.setLeft(room.left() + std::max(0.0, overhang));
    pitch = room.width() / count;
    const auto step = std::max<std::size_t>(
        1, static_cast<std::size_t>(std::ceil(tight * lineHeight / (pitch * slantedCos))));
    for (std::size_t i = 0; i < axes.size(); ++i)
        axes[i].label = i % step == 0 ? elided(axes[i].label, font, nameWidth) : QString();
}

ParallelLayout ParallelLayout::make(const QRectF &area, const Wanted &wanted, const QFont &font)
{
    ParallelLayout layout;
    layout.area = area;
    layout.axes = wanted.axes;
    layout.lineHeight = std::ceil(genrelens::lineHeight(font));
    QRectF room = area;
    layout.placeLegend(wanted, font, room);
    if (!wanted.spec.scaleTitle.isEmpty())
        room.setTop(room.top() + layout.lineHeight);
    room.setTop(room.top() + layout.lineHeight / 2); // half of the uppermost number
    layout.plot = room.adjusted(0, 0, 0, -layout.lineHeight);
    layout.placeScale(wanted.spec, font);
    room.setLeft(room.left() + layout.tickWidth + gap);
    layout.placeNames(wanted.spec, font, room);
    layout.plot = QRectF(room.left(), room.top(), std::max(1.0, room.width()), std::max(1.0, room.height()));
    // Names may have taken much of the height: fewer numbers then, and perhaps longer ones.
    const double before = layout.tickWidth;
    layout.placeScale(wanted.spec, font);
    layout.plot.setLeft(
        std::min(layout.plot.left() + std::max(0.0, layout.tickWidth - before), layout.plot.right() - 1));
    layout.pitch = layout.plot.width() / std::max(1.0, static_cast<double>(layout.axes.size()));
    for (std::size_t i = 0; i < layout.axes.size(); ++i)
        layout.axes[i].x = layout.plot.left() + (static_cast<double>(i) + 0.5) * layout.pitch;
    return layout;
}

QPointF ParallelLayout::position(std::size_t place, double value) const
{
    double share = (std::clamp(value, low, high) - low) / (high - low);
    if (axes[place].flipped)
        share = 1 - share;
    return {axes[place].x, plot.bottom() - share * plot.height()};
}

double ParallelLayout::value(std::size_t place, double y) const
{
    double share = std::clamp((plot.bottom() - y) / plot.height(), 0.0, 1.0);
    if (axes[place].flipped)
        share = 1 - share;
    return low + share * (high - low);
}

bool ParallelLayout::nameContains(std::size_t place, const QPointF &position) const
{
    const QPointF from(position.x() - axes[place].x, position.y() - plot.bottom() - gap);
    if (!slanted)
        return std::abs(from.x()) <= pitch / 2 && from.y() >= -gap / 2 && from.y() <= lineHeight;
    // Turned back by 45 degrees the name lies left of its end.
    const double along = (from.x() - from.y()) * slantedCos;
    const double across = (from.x() + from.y()) * slantedCos;
    const double reach = std::max(lineHeight / 2, std::min(lineHeight, pitch) * slantedCos / 2);
    return along <= lineHeight / 2 && along >= -nameWidth - gap &&
           std::abs(across - lineHeight * 0.2) <= reach;
}

QPointF ParallelLayout::nameCentre(std::size_t place) const
{
    const QPointF end(axes[place].x, plot.bottom() + gap);
    if (!slanted)
        return end + QPointF(0, lineHeight / 2);
    const double away = std::min(20.0, nameWidth / 2) * slantedCos;
    const double down = lineHeight * 0.2 * slantedCos;
    return end + QPointF(down - away, down + away);
}

} // namespace genrelens
