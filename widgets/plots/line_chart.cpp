#include "widgets/plots/line_chart.h"

#include "widgets/plots/palette.h"
#include "widgets/plots/text.h"

#include <QMouseEvent>
#include <QPainter>

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

namespace genrelens
{

namespace
{

constexpr double pointReach = 12; // pixels
constexpr double lineReach = 6;

double distanceTo(const QPointF &position, const QPointF &from, const QPointF &to)
{
    const QPointF along = to - from;
    const double length = QPointF::dotProduct(along, along);
    const double t =
        length > 0 ? std::clamp(QPointF::dotProduct(position - from, along) / length, 0.0, 1.0) : 0.0;
    const QPointF away = position - (from + t * along);
    return std::hypot(away.x(), away.y());
}

} // namespace

LineChart::LineChart(QWidget *parent) : Plot(parent)
{
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
}

void LineChart::setSpec(LineChartSpec spec)
{
    m_spec = std::move(spec);
    setTitle(m_spec.title);
    m_hovered.reset();
    m_pressed.reset();
    m_highlighted = -1;
    m_markedX.reset();
    refresh();
}

void LineChart::setHighlighted(int series)
{
    const int valid = series < static_cast<int>(m_spec.series.size()) ? std::max(-1, series) : -1;
    if (valid == m_highlighted)
        return;
    m_highlighted = valid;
    refresh();
}

void LineChart::setMarkedX(std::optional<double> x, const QString &text)
{
    m_markedX = x;
    m_markText = text;
    refresh();
}

bool LineChart::isEmpty() const
{
    return std::all_of(m_spec.series.begin(), m_spec.series.end(), [](const LineSeries &series) {
        return std::none_of(series.points.begin(), series.points.end(), [](const QPointF &point) {
            return std::isfinite(point.x()) && std::isfinite(point.y());
        });
    });
}

QSize LineChart::naturalSize() const
{
    return {560, 340};
}

QRectF LineChart::windowArea() const
{
    return QRectF(viewport()->rect())
        .adjusted(spacing::medium, spacing::medium, -spacing::medium, -spacing::medium);
}

LineLayout LineChart::windowLayout() const
{
    return LineLayout::make(windowArea(), m_spec, axisFont(font()));
}

QPointF LineChart::valueOf(ChartPoint point) const
{
    return m_spec.series.at(static_cast<std::size_t>(point.series))
        .points.at(static_cast<std::size_t>(point.point));
}

std::optional<ChartPoint> LineChart::pointAt(const QPointF &position) const
{
    const LineLayout layout = windowLayout();
    if (isEmpty() ||
        !layout.plot.adjusted(-pointReach, -pointReach, pointReach, pointReach).contains(position))
        return std::nullopt;
    std::optional<ChartPoint> nearest;
    std::optional<ChartPoint> onLine;
    double pointDistance = pointReach;
    double lineDistance = lineReach;
    for (std::size_t s = 0; s < m_spec.series.size(); ++s) {
        const std::vector<QPointF> &points = m_spec.series[s].points;
        for (std::size_t i = 0; i < points.size(); ++i) {
            const QPointF here = layout.position(points[i]);
            const double away = std::hypot(here.x() - position.x(), here.y() - position.y());
            if (away < pointDistance) { // never true for NaN
                pointDistance = away;
                nearest = ChartPoint{static_cast<int>(s), static_cast<int>(i)};
            }
            if (i == 0)
                continue;
            const QPointF before = layout.position(points[i - 1]);
            const double beside = distanceTo(position, before, here);
            if (beside < lineDistance) {
                lineDistance = beside;
                const bool first = std::abs(before.x() - position.x()) < std::abs(here.x() - position.x());
                onLine = ChartPoint{static_cast<int>(s), static_cast<int>(first ? i - 1 : i)};
            }
        }
    }
    return nearest ? nearest : onLine;
}

QString LineChart::pointTooltip(ChartPoint point) const
{
    const LineSeries &series = m_spec.series.at(static_cast<std::size_t>(point.series));
    if (static_cast<std::size_t>(point.point) < series.tips.size())
        return tooltipText(series.name, series.tips[static_cast<std::size_t>(point.point)]);
    const QPointF value = valueOf(point);
    QString x = formatValue(value.x(), 6);
    if (!m_spec.xTitle.isEmpty())
        x = tr("%1 %2", "k 8").arg(m_spec.xTitle, x);
    QString y = formatValue(value.y(), 6);
    if (!m_spec.yTitle.isEmpty())
        y = tr("%1 %2", "250,000 within-cluster sum of squares").arg(y, m_spec.yTitle);
    const QString detail = tr("%1: %2", "k 8: 250,000").arg(x, y);
    return series.name.isEmpty() ? tooltipText(x, y) : tooltipText(series.name, detail);
}

// A bar of a pixel can be pointed at as well.
QString LineChart::barTooltip(const QPointF &position) const
{
    const LineLayout layout = windowLayout();
    if (isEmpty() || !layout.plot.contains(position))
        return {};
    for (std::size_t i = 0; i < std::min(m_spec.bars.size(), m_spec.barTips.size()); ++i) {
        const QRectF bar = barRect(layout, i).adjusted(0, -lineReach, 0, 0);
        if (bar.contains(position))
            return tooltipText(m_spec.barsTitle, m_spec.barTips[i]);
    }
    return {};
}

QRectF LineChart::barRect(const LineLayout &layout, std::size_t bar) const
{
    const QPointF &place = m_spec.bars[bar];
    const double left = layout.position({place.x() - m_spec.barWidth / 2, 0}).x();
    const double right = layout.position({place.x() + m_spec.barWidth / 2, 0}).x();
    const double height = place.y() * layout.plot.height();
    return {left + 1, layout.plot.bottom() - height, right - left - 2, height};
}

void LineChart::draw(QPainter &painter, const QRectF &area, const Theme &theme) const
{
    if (isEmpty()) {
        drawEmptyText(painter, area, theme);
        return;
    }
    const LineLayout layout = LineLayout::make(area, m_spec, axisFont(font()));
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setFont(axisFont(font()));
    drawGround(painter, layout, theme);
    drawLines(painter, layout, theme);
    drawPoints(painter, layout, theme);
    drawMarkedX(painter, layout, theme);
    drawAxes(painter, layout, theme);
    drawLegend(painter, layout, theme);
    painter.restore();
}

void LineChart::paint(QPainter &painter, const Theme &theme)
{
    const double ratio = viewport()->devicePixelRatioF();
    if (m_cache.isNull() || m_cache.devicePixelRatio() != ratio) {
        m_cache = QPixmap((QSizeF(viewport()->size()) * ratio).toSize());
        m_cache.setDevicePixelRatio(ratio);
        m_cache.fill(theme.base);
        QPainter cached(&m_cache);
        draw(cached, windowArea(), theme);
    }
    painter.drawPixmap(0, 0, m_cache);
    if (!m_hovered)
        return;
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(theme.base, 2));
    painter.setBrush(m_spec.series.at(static_cast<std::size_t>(m_hovered->series)).colour);
    painter.drawEllipse(windowLayout().position(valueOf(*m_hovered)), 5, 5);
}

void LineChart::relayout()
{
    m_cache = QPixmap();
}

void LineChart::refresh()
{
    relayout();
    viewport()->update();
}

void LineChart::setHovered(std::optional<ChartPoint> point)
{
    if (point == m_hovered)
        return;
    m_hovered = point;
    viewport()->setCursor(point ? Qt::PointingHandCursor : Qt::ArrowCursor);
    viewport()->update();
}

void LineChart::mouseMoveEvent(QMouseEvent *event)
{
    const std::optional<ChartPoint> point = pointAt(event->position());
    const QString bar = point ? QString() : barTooltip(event->position());
    if (point || m_hovered || !m_spec.bars.empty())
        showTip(event->globalPosition().toPoint(), point ? pointTooltip(*point) : bar);
    setHovered(point);
}

void LineChart::mousePressEvent(QMouseEvent *event)
{
    m_pressed.reset();
    if (event->button() == Qt::LeftButton)
        m_pressed = pointAt(event->position());
}

void LineChart::mouseReleaseEvent(QMouseEvent *event)
{
    const std::optional<ChartPoint> pressed = std::exchange(m_pressed, std::nullopt);
    if (event->button() == Qt::LeftButton && pressed && pointAt(event->position()) == pressed)
        emit pointClicked(pressed->series, pressed->point, event->modifiers());
}

bool LineChart::viewportEvent(QEvent *event)
{
    if (event->type() == QEvent::Leave)
        setHovered(std::nullopt);
    return Plot::viewportEvent(event);
}

} // namespace genrelens
