// How parallel coordinates are painted; parallel_axes.cpp holds what they show, parallel_axes_pointer.cpp
// what the pointer does.
#include "widgets/plots/palette.h"
#include "widgets/plots/parallel_axes.h"
#include "widgets/plots/text.h"

#include <QPainter>
#include <QPainterPath>

#include <algorithm>
#include <cmath>

namespace genrelens
{

namespace
{

constexpr int single = Qt::TextSingleLine | Qt::TextDontClip | Qt::AlignAbsolute;
constexpr double paleness = 0.25;
constexpr double bandOpacity = 0.16;
constexpr std::size_t mostBands = 3; // at a time
constexpr std::size_t fewLines = 16; // are drawn thicker
constexpr std::size_t mostSmoothLines = 2000;
constexpr double nameGap = 6;

// The line in unbroken runs: NaN interrupts it.
template <typename Values>
void drawRuns(QPainter &painter, const ParallelLayout &layout, const Values &values)
{
    QList<QPointF> run;
    const auto finish = [&] {
        if (run.size() == 1)
            painter.drawPoint(run.first());
        else if (!run.isEmpty())
            painter.drawPolyline(run.constData(), static_cast<int>(run.size()));
        run.clear();
    };
    for (std::size_t place = 0; place < layout.axes.size(); ++place) {
        const auto value = static_cast<double>(values[layout.axes[place].index]);
        if (std::isfinite(value))
            run.append(layout.position(place, value));
        else
            finish();
    }
    if (layout.axes.size() == 1 && !run.isEmpty()) // without a line, only a dash can be seen
        run = {run.first() - QPointF(8, 0), run.first() + QPointF(8, 0)};
    finish();
}

QPen roundPen(const QColor &colour, double width)
{
    return {colour, width, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin};
}

} // namespace

void ParallelAxes::drawGround(QPainter &painter, const ParallelLayout &layout, const Theme &theme) const
{
    const QRectF &plot = layout.plot;
    const double line = layout.lineHeight;
    if (layout.axes.empty())
        return;
    const auto yOf = [&](double value) {
        return plot.bottom() - (value - layout.low) / (layout.high - layout.low) * plot.height();
    };
    // A flipped axis reads the numbers at the left from the other side.
    for (int i = 0; i < layout.ticks.count; ++i) {
        const double y = yOf(layout.ticks.at(i));
        painter.setPen(QPen(faded(theme.line, theme.base, 0.6), 1));
        painter.drawLine(QPointF(plot.left(), y), QPointF(plot.right(), y));
        painter.setPen(theme.quiet);
        painter.drawText(
            QRectF(plot.left() - nameGap - layout.tickWidth, y - line / 2, layout.tickWidth, line),
            Qt::AlignRight | Qt::AlignVCenter | single, layout.tickLabels[static_cast<std::size_t>(i)]);
    }
    painter.setPen(QPen(faded(theme.quiet, theme.base, 0.7), 1));
    painter.drawLine(QPointF(plot.left(), yOf(0)), QPointF(plot.right(), yOf(0)));
    painter.setPen(QPen(theme.line, 1));
    for (const ParallelLayout::Axis &axis : layout.axes)
        painter.drawLine(QPointF(axis.x, plot.top()), QPointF(axis.x, plot.bottom()));
    painter.setPen(theme.quiet);
    const double room = plot.right() - layout.area.left();
    painter.drawText(QRectF(layout.area.left(), layout.area.top(), room, line),
                     Qt::AlignLeft | Qt::AlignVCenter | single,
                     elided(m_spec.scaleTitle, painter.font(), room));
    drawNames(painter, layout, theme);
}

void ParallelAxes::drawNames(QPainter &painter, const ParallelLayout &layout, const Theme &theme) const
{
    const double line = layout.lineHeight;
    for (const ParallelLayout::Axis &axis : layout.axes) {
        painter.save();
        painter.translate(axis.x, layout.plot.bottom() + nameGap);
        painter.setPen(theme.quiet);
        if (layout.slanted) {
            painter.rotate(-45);
            painter.drawText(QRectF(-400, -line * 0.3, 400, line), Qt::AlignRight | Qt::AlignVCenter | single,
                             axis.label);
        } else {
            painter.drawText(QRectF(-200, 0, 400, line), Qt::AlignHCenter | Qt::AlignVCenter | single,
                             axis.label);
        }
        painter.restore();
        if (!axis.flipped)
            continue;
        // An arrow at the top: values rise downwards here.
        painter.setPen(Qt::NoPen);
        painter.setBrush(theme.accent);
        const QPointF tip(axis.x, layout.plot.top() + 2);
        painter.drawPolygon(QPolygonF{tip, tip + QPointF(-4.5, -7), tip + QPointF(4.5, -7)});
        painter.setBrush(Qt::NoBrush);
    }
}

void ParallelAxes::drawTraces(QPainter &painter, const ParallelLayout &layout, const Theme &theme) const
{
    for (const ParallelTrace &trace : m_spec.traces) {
        QColor colour = unmappedColour();
        if (trace.line >= 0) {
            const ParallelLine &line = lineOf(trace.line);
            if (!isShown(line))
                continue;
            colour = line.colour;
        }
        colour.setAlphaF(theme.isDark ? 0.22F : 0.16F);
        painter.setPen(roundPen(colour, 0.8));
        drawRuns(painter, layout, trace.values);
    }
}

void ParallelAxes::drawBand(QPainter &painter, const ParallelLayout &layout, const ParallelLine &line) const
{
    if (line.lower.empty())
        return;
    QPolygonF band;
    for (std::size_t place = 0; place < layout.axes.size(); ++place)
        if (const double value = line.lower[layout.axes[place].index]; std::isfinite(value))
            band.append(layout.position(place, value));
    for (std::size_t place = layout.axes.size(); place-- > 0;)
        if (const double value = line.upper[layout.axes[place].index]; std::isfinite(value))
            band.append(layout.position(place, value));
    QColor colour = line.colour;
    colour.setAlphaF(static_cast<float>(bandOpacity));
    painter.setPen(Qt::NoPen);
    painter.setBrush(colour);
    painter.drawPolygon(band);
    painter.setBrush(Qt::NoBrush);
}

void ParallelAxes::drawPlainLines(QPainter &painter, const ParallelLayout &layout, const Theme &theme,
                                  bool pale) const
{
    const std::vector<int> shown = shownLines();
    if (!pale && shown.size() <= mostBands)
        for (const int line : shown)
            drawBand(painter, layout, lineOf(line));
    painter.setRenderHint(QPainter::Antialiasing, shown.size() <= mostSmoothLines);
    for (const int line : shown) {
        const QColor colour = lineOf(line).colour;
        const double few = m_spec.traces.empty() ? 1.8 : 2.6; // above the tracks
        const double plain = shown.size() <= fewLines          ? few
                             : shown.size() <= mostSmoothLines ? 1.0
                                                               : 0.0; // the fastest
        painter.setPen(roundPen(pale ? faded(colour, theme.base, paleness) : colour,
                                pale ? std::min(plain, 1.2) : plain));
        drawRuns(painter, layout, lineOf(line).values);
    }
    painter.setRenderHint(QPainter::Antialiasing);
}

void ParallelAxes::drawSelection(QPainter &painter, const ParallelLayout &layout, const Theme &theme) const
{
    if (!m_spec.selection)
        return;
    for (const auto &[colour, width] : {std::pair(theme.base, 6.5), std::pair(theme.text, 3.2)}) {
        painter.setPen(roundPen(colour, width));
        drawRuns(painter, layout, m_spec.selection->values);
    }
}

void ParallelAxes::drawLegend(QPainter &painter, const ParallelLayout &layout, const Theme &theme,
                              const std::vector<int> &loud) const
{
    for (const ParallelLayout::Entry &entry : layout.entries) {
        QRectF text = entry.rect;
        const bool special = entry.line == ParallelLayout::More || entry.line == ParallelLayout::ShowAll;
        const bool hidden = !special && entry.line >= 0 && !isShown(lineOf(entry.line));
        const bool quiet =
            hidden || (!loud.empty() && std::find(loud.begin(), loud.end(), entry.line) == loud.end());
        if (!special) {
            const QColor own =
                entry.line == ParallelLayout::Selection ? theme.text : lineOf(entry.line).colour;
            const double y = entry.rect.center().y();
            painter.setPen(
                QPen(quiet ? faded(own, theme.base, paleness) : own, 3, Qt::SolidLine, Qt::FlatCap));
            painter.drawLine(QPointF(text.left(), y), QPointF(text.left() + 12, y));
            text.setLeft(text.left() + 18);
        }
        painter.save();
        QFont font = painter.font();
        font.setStrikeOut(hidden);
        painter.setFont(font);
        painter.setPen(entry.line == ParallelLayout::ShowAll ? theme.accent
                       : quiet || special                    ? theme.quiet
                                                             : theme.text);
        painter.drawText(text, Qt::AlignLeft | Qt::AlignVCenter | single, entry.text);
        painter.restore();
    }
}

void ParallelAxes::drawBrush(QPainter &painter, const ParallelLayout &layout, const AxisBrush &brush,
                             const Theme &theme) const
{
    const std::optional<QRectF> rect = brushRect(layout, brush);
    if (!rect)
        return;
    QColor ground = theme.accent;
    ground.setAlphaF(0.22F);
    painter.setPen(QPen(theme.accent, 1));
    painter.setBrush(ground);
    painter.drawRect(*rect);
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(theme.accent, 3, Qt::SolidLine, Qt::FlatCap));
    painter.drawLine(rect->topLeft(), rect->topRight());
    painter.drawLine(rect->bottomLeft(), rect->bottomRight());
    const auto axis = std::find_if(m_spec.axes.begin(), m_spec.axes.end(),
                                   [&](const ParallelAxis &one) { return one.name == brush.axis; });
    // Its numbers in the feature's own unit, above and below it and inside the plot.
    const bool flipped = m_arrangement.flipped.contains(brush.axis);
    const auto note = [&](double value, bool above) {
        if (!std::isfinite(value))
            return;
        const QString text = formatValue(axis->scaling.toOwn(value), 3);
        const double width = textWidth(text, painter.font()) + 4;
        const double line = layout.lineHeight;
        QRectF place(rect->center().x() - width / 2, above ? rect->top() - line - 2 : rect->bottom() + 2,
                     width, line);
        if (place.top() < layout.area.top())
            place.moveTop(rect->top() + 3);
        if (place.bottom() > layout.plot.bottom() + 4)
            place.moveBottom(rect->bottom() - 3);
        QColor shade = theme.base;
        shade.setAlphaF(0.85F);
        painter.fillRect(place, shade);
        painter.setPen(theme.text);
        painter.drawText(place, Qt::AlignCenter | single, text);
    };
    note(brush.high, !flipped);
    note(brush.low, flipped);
}

void ParallelAxes::drawGesture(QPainter &painter, const ParallelLayout &layout, const Theme &theme) const
{
    if (m_gesture.grip != Grip::NameDragged)
        return;
    const ParallelLayout::Axis &axis = layout.axes[static_cast<std::size_t>(m_gesture.place)];
    const QString &name = m_spec.axes[axis.index].name;
    std::size_t place = 0;
    while (place < layout.axes.size() && layout.axes[place].x <= m_gesture.to.x())
        ++place;
    const double x = layout.plot.left() + static_cast<double>(place) * layout.pitch;
    painter.setPen(QPen(theme.accent, 2));
    painter.drawLine(QPointF(x, layout.plot.top()), QPointF(x, layout.plot.bottom()));
    const double width = textWidth(name, painter.font()) + 2 * nameGap;
    QRectF rect(0, 0, width, layout.lineHeight + 4);
    rect.moveCenter({m_gesture.to.x(), layout.plot.bottom() + nameGap + layout.lineHeight / 2});
    rect.moveLeft(std::clamp(rect.left(), layout.area.left(),
                             std::max(layout.area.left(), layout.area.right() - width)));
    painter.setPen(QPen(theme.accent, 1));
    painter.setBrush(theme.base);
    painter.drawRoundedRect(rect, spacing::cornerRadius, spacing::cornerRadius);
    painter.setPen(theme.text);
    painter.drawText(rect, Qt::AlignCenter | single, name);
}

void ParallelAxes::draw(QPainter &painter, const QRectF &area, const Theme &theme) const
{
    if (isEmpty()) {
        drawEmptyText(painter, area, theme);
        return;
    }
    const ParallelLayout layout = layoutIn(area, false);
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setFont(axisFont(font()));
    drawGround(painter, layout, theme);
    drawTraces(painter, layout, theme);
    drawPlainLines(painter, layout, theme, false);
    drawSelection(painter, layout, theme);
    drawLegend(painter, layout, theme, {});
    painter.restore();
}

// All but what follows the pointer.
QPixmap ParallelAxes::picture(const ParallelLayout &layout, const Theme &theme, bool pale) const
{
    const double ratio = viewport()->devicePixelRatioF();
    QPixmap &picture = m_pictures[pale ? 1 : 0];
    if (!picture.isNull() && picture.devicePixelRatio() == ratio)
        return picture;
    picture = QPixmap((QSizeF(viewport()->size()) * ratio).toSize());
    picture.setDevicePixelRatio(ratio);
    picture.fill(theme.base);
    QPainter painter(&picture);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setFont(axisFont(font()));
    drawGround(painter, layout, theme);
    drawTraces(painter, layout, theme);
    drawPlainLines(painter, layout, theme, pale);
    return picture;
}

void ParallelAxes::paint(QPainter &painter, const Theme &theme)
{
    const ParallelLayout layout = windowLayout();
    const std::vector<int> loud = emphasized();
    painter.drawPixmap(0, 0, picture(layout, theme, !loud.empty()));
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setFont(axisFont(font()));
    if (loud.size() <= mostBands)
        for (const int line : loud)
            drawBand(painter, layout, lineOf(line));
    for (const int line : loud) {
        if (line == ParallelLayout::Selection)
            continue;
        painter.setPen(roundPen(lineOf(line).colour, loud.size() <= fewLines ? 3.0 : 1.8));
        drawRuns(painter, layout, lineOf(line).values);
    }
    drawSelection(painter, layout, theme);
    drawLegend(painter, layout, theme, loud);
    for (const AxisBrush &brush : m_brushes)
        drawBrush(painter, layout, brush, theme);
    drawGesture(painter, layout, theme);
    if (!m_hovered || m_hovered->place < 0)
        return;
    const auto place = static_cast<std::size_t>(m_hovered->place);
    const ParallelLine &line = lineOf(m_hovered->line);
    painter.setPen(QPen(theme.base, 2));
    painter.setBrush(m_hovered->line == ParallelLayout::Selection ? theme.text : line.colour);
    painter.drawEllipse(layout.position(place, line.values[layout.axes[place].index]), 5, 5);
}

} // namespace genrelens
