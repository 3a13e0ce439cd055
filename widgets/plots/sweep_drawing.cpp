// How a sweep is painted; sweep_plot.cpp holds what it shows and what the pointer does.
#include "widgets/plots/palette.h"
#include "widgets/plots/sweep_plot.h"
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
constexpr double dotPitch = 7; // below it points would run into each other
constexpr double dot = 2.5;
constexpr double markedDot = 4.5;

QColor curveColour()
{
    return classColour(0);
}

// The unbroken runs of the known values, in places of the picture: first, one behind the last.
std::vector<std::pair<int, int>> runsOf(const std::vector<double> &values)
{
    std::vector<std::pair<int, int>> runs;
    for (int i = 0; i < static_cast<int>(values.size()); ++i) {
        if (!std::isfinite(values[static_cast<std::size_t>(i)]))
            continue;
        if (!runs.empty() && runs.back().second == i)
            ++runs.back().second;
        else
            runs.emplace_back(i, i + 1);
    }
    return runs;
}

double valueAt(const std::vector<double> &values, int index)
{
    return values[static_cast<std::size_t>(index)];
}

} // namespace

void SweepPlot::drawPanels(QPainter &painter, const SweepLayout &layout, const std::vector<int> &panels,
                           int cursor, const Theme &theme) const
{
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setFont(axisFont(font()));
    for (std::size_t i = 0; i < panels.size(); ++i) {
        const SweepPanel &panel = m_spec.panels[static_cast<std::size_t>(panels[i])];
        const SweepLayout::Panel &place = layout.panels[i];
        const int index = static_cast<int>(i);
        drawTitle(painter, place, panel, cursor > 0 ? readout(panels[i], cursor) : panel.note, theme);
        drawAxes(painter, layout, index, theme);
        if (place.labels.empty()) { // nothing is known
            painter.setPen(theme.quiet);
            painter.drawText(place.field, Qt::AlignCenter | Qt::TextWordWrap, panel.emptyText);
            continue;
        }
        drawUprights(painter, layout, index, cursor, theme);
        drawSpread(painter, layout, index, panel, theme);
        drawCurve(painter, layout, index, panel, theme);
        drawPoints(painter, layout, index, panel, cursor, theme);
    }
    painter.setPen(theme.quiet);
    painter.drawText(layout.kTitle, Qt::AlignHCenter | Qt::AlignVCenter | single, tr("Number of clusters k"));
}

// What is read out stands where the note was, so that nothing moves.
void SweepPlot::drawTitle(QPainter &painter, const SweepLayout::Panel &place, const SweepPanel &panel,
                          const QString &note, const Theme &theme) const
{
    const QFont plain = painter.font();
    painter.setPen(theme.text);
    painter.setFont(semiBoldFont(plain));
    painter.drawText(place.title, Qt::AlignLeft | Qt::AlignVCenter | single,
                     elided(panel.title, painter.font(), place.title.width()));
    painter.setFont(plain);
    painter.setPen(note == panel.note ? theme.quiet : theme.text);
    painter.drawText(place.note, Qt::AlignLeft | Qt::AlignVCenter | single,
                     elided(note, plain, place.note.width()));
}

void SweepPlot::drawAxes(QPainter &painter, const SweepLayout &layout, int place, const Theme &theme) const
{
    const SweepLayout::Panel &panel = layout.panels[static_cast<std::size_t>(place)];
    const QRectF &field = panel.field;
    const double line = layout.lineHeight;
    for (std::size_t i = 0; i < panel.labels.size(); ++i) {
        const double y = layout.y(place, panel.ticks.at(static_cast<int>(i)));
        painter.setPen(QPen(theme.line, 1));
        painter.drawLine(QPointF(field.left(), y), QPointF(field.right(), y));
        painter.setPen(theme.quiet);
        const QRectF label(panel.whole.left(), y - line / 2, field.left() - 6 - panel.whole.left(), line);
        painter.drawText(label, Qt::AlignRight | Qt::AlignVCenter | single, panel.labels[i]);
    }
    painter.setPen(QPen(faded(theme.quiet, theme.base, 0.7), 1));
    painter.drawLine(field.bottomLeft(), field.bottomRight());
    painter.setPen(theme.quiet);
    for (std::size_t i = 0; i < layout.kLabels.size(); ++i) {
        const double x =
            layout.x(place, static_cast<int>(std::lround(layout.kTicks.at(static_cast<int>(i)))));
        painter.drawText(QRectF(x - 100, field.bottom() + 3, 200, line), Qt::AlignCenter | single,
                         layout.kLabels[i]);
    }
}

void SweepPlot::drawUprights(QPainter &painter, const SweepLayout &layout, int place, int cursor,
                             const Theme &theme) const
{
    const QRectF &field = layout.panels[static_cast<std::size_t>(place)].field;
    const auto upright = [&](int k) {
        const double x = std::floor(layout.x(place, k)) + 0.5; // a pixel's middle, so that it is sharp
        painter.drawLine(QPointF(x, field.top()), QPointF(x, field.bottom()));
    };
    if (m_spec.current >= m_spec.first && m_spec.current <= m_spec.last) {
        painter.setPen(QPen(theme.accent, 1.5, Qt::DashLine));
        upright(m_spec.current);
    }
    if (cursor > 0) {
        painter.setPen(QPen(theme.quiet, 1));
        upright(cursor);
    }
}

void SweepPlot::drawCurve(QPainter &painter, const SweepLayout &layout, int place, const SweepPanel &panel,
                          const Theme &theme) const
{
    const auto draw = [&](const std::vector<double> &values, double scale, const QPen &pen) {
        painter.setPen(pen);
        for (const auto &[begin, end] : runsOf(values)) {
            QPolygonF points;
            for (int i = begin; i < end; ++i)
                points.append(
                    {layout.x(place, m_spec.first + i), layout.y(place, scale * valueAt(values, i))});
            painter.drawPolyline(points);
        }
    };
    painter.setBrush(Qt::NoBrush);
    draw(panel.expected, panel.expectedScale, QPen(theme.quiet, 1.5, Qt::DotLine));
    draw(panel.values, 1.0, QPen(curveColour(), 1.5, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
}

void SweepPlot::drawSpread(QPainter &painter, const SweepLayout &layout, int place, const SweepPanel &panel,
                           const Theme &theme) const
{
    std::vector<double> known = panel.values;
    known.resize(std::min(known.size(), panel.spread.size()));
    for (std::size_t i = 0; i < known.size(); ++i)
        if (!(panel.spread[i] > 0.0))
            known[i] = std::nan("");
    const auto end = [&](int i, double sign) {
        return QPointF(
            layout.x(place, m_spec.first + i),
            layout.y(place, std::min(panel.most, valueAt(known, i) + sign * valueAt(panel.spread, i))));
    };
    for (const auto &[first, last] : runsOf(known)) {
        if (panel.band && last - first > 1) {
            QPolygonF stripe;
            for (int i = first; i < last; ++i)
                stripe.append(end(i, 1.0));
            for (int i = last - 1; i >= first; --i)
                stripe.append(end(i, -1.0));
            painter.setPen(Qt::NoPen);
            painter.setBrush(faded(curveColour(), theme.base, 0.25));
            painter.drawPolygon(stripe);
            continue;
        }
        painter.setPen(QPen(faded(curveColour(), theme.base, 0.7), 1.2, Qt::SolidLine, Qt::FlatCap));
        for (int i = first; i < last; ++i)
            painter.drawLine(end(i, -1.0), end(i, 1.0));
    }
}

void SweepPlot::drawPoints(QPainter &painter, const SweepLayout &layout, int place, const SweepPanel &panel,
                           int cursor, const Theme &theme) const
{
    const bool all = m_spec.last <= m_spec.first || layout.pitch(place) >= dotPitch;
    for (int i = 0; i < static_cast<int>(panel.values.size()); ++i) {
        const double value = valueAt(panel.values, i);
        const int k = m_spec.first + i;
        // A value without neighbours would not be seen at all.
        const bool lonely =
            (i == 0 || std::isnan(valueAt(panel.values, i - 1))) &&
            (i + 1 == static_cast<int>(panel.values.size()) || std::isnan(valueAt(panel.values, i + 1)));
        if (!std::isfinite(value) || (!all && !lonely && k != panel.marked && k != cursor))
            continue;
        const QPointF point(layout.x(place, k), layout.y(place, value));
        const bool marked = k == panel.marked;
        painter.setPen(QPen(k == cursor ? theme.text : curveColour(), 1.5));
        painter.setBrush(marked ? curveColour() : theme.base);
        const double radius = marked ? markedDot : k == cursor ? markedDot - 1 : dot;
        painter.drawEllipse(point, radius, radius);
    }
}

} // namespace genrelens
