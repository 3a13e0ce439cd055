// How a line chart is painted; line_chart.cpp holds what it shows and what the pointer does.
#include "widgets/plots/line_chart.h"
#include "widgets/plots/palette.h"
#include "widgets/plots/text.h"

#include <QChart>
#include <QGraphicsLayout>
#include <QGraphicsScene>
#include <QLegend>
#include <QLineSeries>
#include <QPainter>
#include <QValueAxis>

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

namespace genrelens
{

namespace
{

QValueAxis *makeAxis(double low, double high, const Ticks &ticks, const Theme &theme)
{
    auto *axis = new QValueAxis;
    axis->setRange(low, high);
    axis->setTickType(QValueAxis::TicksDynamic);
    axis->setTickAnchor(ticks.first);
    axis->setTickInterval(ticks.step);
    axis->setLabelsVisible(false);
    axis->setLineVisible(false);
    axis->setGridLinePen(QPen(theme.line, 1));
    return axis;
}

/// The unbroken runs of a line: NaN interrupts it.
std::vector<QList<QPointF>> runsOf(const std::vector<QPointF> &points)
{
    std::vector<QList<QPointF>> runs(1);
    for (const QPointF &point : points) {
        if (std::isfinite(point.x()) && std::isfinite(point.y()))
            runs.back().append(point);
        else if (!runs.back().isEmpty())
            runs.emplace_back();
    }
    return runs;
}

// An upright line through each point, as long as its spread.
void drawSpread(QPainter &painter, const LineLayout &layout, const LineSeries &series, const QColor &colour)
{
    painter.save();
    QPen pen(colour, 1.2);
    pen.setCapStyle(Qt::FlatCap);
    painter.setPen(pen);
    for (std::size_t i = 0; i < std::min(series.spread.size(), series.points.size()); ++i) {
        const QPointF &point = series.points[i];
        if (!(series.spread[i] > 0.0) || !std::isfinite(point.y()))
            continue;
        painter.drawLine(layout.position({point.x(), point.y() - series.spread[i]}),
                         layout.position({point.x(), point.y() + series.spread[i]}));
    }
    painter.restore();
}

} // namespace

QColor LineChart::seriesColour(int series, const Theme &theme) const
{
    const QColor colour = m_spec.series[static_cast<std::size_t>(series)].colour;
    return m_highlighted < 0 || m_highlighted == series ? colour : faded(colour, theme.base, 0.25);
}

void LineChart::drawGround(QPainter &painter, const LineLayout &layout, const Theme &theme) const
{
    if (m_spec.band) {
        const double low = layout.position({layout.xLow, m_spec.band->low}).y();
        const double high = layout.position({layout.xLow, m_spec.band->high}).y();
        painter.fillRect(QRectF(layout.plot.left(), high, layout.plot.width(), low - high),
                         faded(theme.accent, theme.base, 0.15));
    }
    drawBars(painter, layout, theme);
}

// Their title stands in the upper left corner, which a rising line leaves free.
void LineChart::drawBars(QPainter &painter, const LineLayout &layout, const Theme &theme) const
{
    const QColor colour = faded(theme.quiet, theme.base, 0.25);
    for (std::size_t i = 0; i < m_spec.bars.size(); ++i)
        painter.fillRect(barRect(layout, i), colour);
    if (m_spec.bars.empty() || m_spec.barsTitle.isEmpty())
        return;
    const double side = std::round(0.6 * layout.lineHeight);
    const QRectF line(layout.plot.left() + spacing::medium, layout.plot.top() + spacing::small,
                      layout.plot.width() - 2 * spacing::medium, layout.lineHeight);
    painter.fillRect(QRectF(line.left(), line.center().y() - side / 2, side, side), colour);
    painter.setPen(theme.quiet);
    const double left = side + spacing::small;
    painter.drawText(line.adjusted(left, 0, 0, 0), Qt::AlignVCenter | Qt::AlignLeft | Qt::TextSingleLine,
                     elided(m_spec.barsTitle, painter.font(), line.width() - left));
}

void LineChart::drawLines(QPainter &painter, const LineLayout &layout, const Theme &theme) const
{
    QGraphicsScene scene;
    auto *chart = new QChart; // the scene's
    chart->setBackgroundVisible(false);
    chart->setPlotAreaBackgroundVisible(false);
    chart->setMargins({});
    chart->legend()->hide();
    QValueAxis *x = makeAxis(layout.xLow, layout.xHigh, layout.xTicks, theme);
    QValueAxis *y = makeAxis(layout.yTicks.first, layout.yTicks.last(), layout.yTicks, theme);
    chart->addAxis(x, Qt::AlignBottom);
    chart->addAxis(y, Qt::AlignLeft);

    std::vector<int> order(m_spec.series.size());
    std::iota(order.begin(), order.end(), 0);
    if (m_highlighted >= 0) { // drawn last
        order.erase(order.begin() + m_highlighted);
        order.push_back(m_highlighted);
    }
    for (const int index : order) {
        const double plain = m_spec.series.size() <= 16 ? 1.8 : 1.0;
        const double width = m_highlighted < 0 ? plain : m_highlighted == index ? 3.0 : 1.2;
        QPen pen(seriesColour(index, theme), width);
        pen.setCapStyle(Qt::RoundCap);
        pen.setJoinStyle(Qt::RoundJoin);
        const LineSeries &series = m_spec.series[static_cast<std::size_t>(index)];
        if (series.dashed)
            pen.setStyle(Qt::DashLine);
        for (const QList<QPointF> &run :
             series.connected ? runsOf(series.points) : std::vector<QList<QPointF>>()) {
            auto *line = new QLineSeries; // the chart's
            line->append(run);
            line->setPen(pen);
            chart->addSeries(line);
            line->attachAxis(x);
            line->attachAxis(y);
        }
    }
    scene.addItem(chart);
    chart->setPlotArea(layout.plot.translated(-layout.area.topLeft()));
    chart->resize(layout.area.size());
    chart->layout()->activate();
    scene.render(&painter, layout.area, QRectF(QPointF(0, 0), layout.area.size()), Qt::IgnoreAspectRatio);
}

void LineChart::drawPoints(QPainter &painter, const LineLayout &layout, const Theme &theme) const
{
    painter.setPen(Qt::NoPen);
    for (std::size_t i = 0; i < m_spec.series.size(); ++i) {
        painter.setBrush(seriesColour(static_cast<int>(i), theme));
        const LineSeries &series = m_spec.series[i];
        const std::vector<QPointF> &points = series.points;
        drawSpread(painter, layout, series, seriesColour(static_cast<int>(i), theme));
        // Without a line, only a dot can be seen.
        const bool marked = points.size() == 1 || !series.connected || (m_spec.pointMarks && !series.dashed);
        for (const QPointF &point : marked ? points : std::vector<QPointF>()) {
            if (std::isfinite(point.x()) && std::isfinite(point.y()))
                painter.drawEllipse(layout.position(point), 3, 3);
        }
    }
}

void LineChart::drawAxes(QPainter &painter, const LineLayout &layout, const Theme &theme) const
{
    const QRectF &plot = layout.plot;
    const double line = layout.lineHeight;
    constexpr int single = Qt::TextSingleLine | Qt::TextDontClip | Qt::AlignAbsolute;
    painter.setPen(QPen(faded(theme.quiet, theme.base, 0.7), 1));
    painter.drawLine(plot.bottomLeft(), plot.bottomRight());

    painter.setPen(theme.quiet);
    for (int i = 0; i < layout.yTicks.count; ++i) {
        const double y = layout.position({layout.xLow, layout.yTicks.at(i)}).y();
        painter.drawText(QRectF(plot.left() - 6 - layout.yLabelWidth, y - line / 2, layout.yLabelWidth, line),
                         Qt::AlignRight | Qt::AlignVCenter | single,
                         layout.yLabels[static_cast<std::size_t>(i)]);
    }
    for (int i = 0; i < layout.xTicks.count; ++i) {
        const double x = layout.position({layout.xTicks.at(i), layout.yTicks.first}).x();
        painter.drawText(QRectF(x - 200, plot.bottom() + 6, 400, line),
                         Qt::AlignHCenter | Qt::AlignVCenter | single,
                         layout.xLabels[static_cast<std::size_t>(i)]);
    }
    if (!m_spec.yTitle.isEmpty())
        painter.drawText(
            QRectF(layout.area.left(), layout.area.top(), plot.right() - layout.area.left(), line),
            Qt::AlignLeft | Qt::AlignVCenter | single,
            elided(m_spec.yTitle, painter.font(), plot.right() - layout.area.left()));
    if (!m_spec.xTitle.isEmpty())
        painter.drawText(QRectF(plot.left(), plot.bottom() + 6 + line, plot.width(), line),
                         Qt::AlignHCenter | Qt::AlignVCenter | single,
                         elided(m_spec.xTitle, painter.font(), plot.width()));
}

void LineChart::drawMarkedX(QPainter &painter, const LineLayout &layout, const Theme &theme) const
{
    if (!m_markedX || *m_markedX < layout.xLow || *m_markedX > layout.xHigh)
        return;
    const double x = layout.position({*m_markedX, layout.yTicks.first}).x();
    painter.setPen(QPen(theme.accent, 1.5, Qt::DashLine));
    painter.drawLine(QPointF(x, layout.plot.top()), QPointF(x, layout.plot.bottom()));
    if (m_markText.isEmpty())
        return;
    const double width = textWidth(m_markText, painter.font()) + 2;
    const bool right = x + 6 + width <= layout.plot.right();
    const QRectF rect(right ? x + 6 : x - 6 - width, layout.plot.top(), width, layout.lineHeight);
    painter.fillRect(rect, theme.base);
    painter.setPen(theme.accent);
    painter.drawText(rect, Qt::AlignCenter | Qt::TextSingleLine | Qt::TextDontClip, m_markText);
}

void LineChart::drawLegend(QPainter &painter, const LineLayout &layout, const Theme &theme) const
{
    for (const LineLayout::Entry &entry : layout.entries) {
        QRectF text = entry.rect;
        if (entry.series >= 0) {
            const double y = entry.rect.center().y();
            const bool dashed = m_spec.series[static_cast<std::size_t>(entry.series)].dashed;
            painter.setPen(QPen(seriesColour(entry.series, theme), dashed ? 2 : 3,
                                dashed ? Qt::DotLine : Qt::SolidLine, Qt::FlatCap));
            painter.drawLine(QPointF(entry.rect.left(), y), QPointF(entry.rect.left() + 12, y));
            text.setLeft(text.left() + 18);
        }
        const bool quiet = entry.series < 0 || (m_highlighted >= 0 && m_highlighted != entry.series);
        painter.setPen(quiet ? theme.quiet : theme.text);
        painter.drawText(text,
                         Qt::AlignLeft | Qt::AlignVCenter | Qt::AlignAbsolute | Qt::TextSingleLine |
                             Qt::TextDontClip,
                         entry.text);
    }
}

} // namespace genrelens
