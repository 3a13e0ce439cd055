#include "widgets/plots/accuracy_chart.h"

#include "widgets/plots/palette.h"
#include "widgets/plots/text.h"

#include <QMouseEvent>
#include <QPainter>
#include <QScrollBar>

#include <algorithm>
#include <cmath>

namespace genrelens
{

namespace
{

constexpr int single = Qt::TextSingleLine | Qt::TextDontClip | Qt::AlignAbsolute;
constexpr double largestDot = 3;
constexpr double lowestText = 0.85; // of a line's height: rows that are lower have texts here and there

Qt::Alignment outer(bool mirrored, bool left)
{
    return Qt::AlignVCenter | (left != mirrored ? Qt::AlignLeft : Qt::AlignRight);
}

QRectF inLine(QRectF rect, double height)
{
    const double room = std::max(height, rect.height());
    rect.setTop(rect.center().y() - room / 2);
    rect.setHeight(room);
    return rect;
}

} // namespace

AccuracyChart::AccuracyChart(QWidget *parent) : Plot(parent)
{
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
}

void AccuracyChart::setGroups(std::vector<AccuracyGroup> groups)
{
    if (groups == m_groups)
        return;
    m_groups = std::move(groups);
    m_points.clear();
    for (const AccuracyGroup &group : m_groups)
        for (const AccuracyPoint &point : group.points)
            m_points.push_back(&point);
    m_current = -1;
    m_hovered = -1;
    relayout();
    viewport()->update();
}

void AccuracyChart::setCurrent(int point)
{
    const int current = point >= 0 && point < static_cast<int>(m_points.size()) ? point : -1;
    if (current == m_current)
        return;
    m_current = current;
    if (m_current >= 0)
        scrollTo(m_current);
    viewport()->update();
}

AccuracyLayout::Needs AccuracyChart::needs() const
{
    AccuracyLayout::Needs needs;
    needs.rowHeight = std::max(20.0, lineHeight(font()) + 4);
    needs.axisHeight = 2 * lineHeight(axisFont(font())) + spacing::small;
    needs.valueWidth = textWidth(formatShare(1.0), font());
    needs.tickWidth = textWidth(formatShare(1.0, 0), axisFont(font())) + 2 * spacing::large;
    needs.mirrored = layoutDirection() == Qt::RightToLeft;
    needs.highest = 0;
    for (const AccuracyGroup &group : m_groups)
        needs.points.push_back(static_cast<int>(group.points.size()));
    for (const AccuracyPoint *point : m_points) {
        needs.nameWidth = std::max(needs.nameWidth, textWidth(point->name, font()) + 1);
        needs.highest = std::max({needs.highest, point->high, point->baseline});
    }
    return needs;
}

AccuracyLayout AccuracyChart::windowLayout() const
{
    const QRectF area =
        QRectF(viewport()->rect()).adjusted(spacing::medium, spacing::small, -spacing::medium, 0);
    return AccuracyLayout::make(area, needs(), verticalScrollBar()->value());
}

QSize AccuracyChart::naturalSize() const
{
    const AccuracyLayout::Needs all = needs();
    const AccuracyLayout layout = AccuracyLayout::make({0, 0, 640, 100}, all);
    return QSizeF(std::max(480.0, all.nameWidth + all.valueWidth + 340),
                  layout.contentHeight + all.axisHeight)
        .toSize();
}

void AccuracyChart::relayout()
{
    const AccuracyLayout layout = windowLayout();
    const double room = layout.rows().height();
    verticalScrollBar()->setPageStep(static_cast<int>(room));
    verticalScrollBar()->setSingleStep(static_cast<int>(layout.needs.rowHeight));
    verticalScrollBar()->setRange(0, std::max(0, static_cast<int>(std::ceil(layout.contentHeight - room))));
}

QString AccuracyChart::pointTooltip(int index) const
{
    const AccuracyPoint &point = *m_points.at(static_cast<std::size_t>(index));
    QString detail = tr("%1 right (%2 to %3), baseline %4")
                         .arg(formatShare(point.accuracy, 2), formatShare(point.low, 2),
                              formatShare(point.high, 2), formatShare(point.baseline, 2));
    if (!point.tooltip.isEmpty())
        detail += u'\n' + point.tooltip;
    return tooltipText(point.name, detail);
}

void AccuracyChart::drawAxis(QPainter &painter, const AccuracyLayout &layout, const Theme &theme) const
{
    const QRectF rows = layout.rows();
    const double bottom = std::min(rows.bottom(), rows.top() + layout.contentHeight - layout.scroll);
    painter.setFont(axisFont(font()));
    const double line = lineHeight(painter.font());
    const double half = layout.needs.tickWidth / 2;
    for (int i = 0; i < layout.ticks.count; ++i) {
        const double x = layout.x(layout.ticks.at(i));
        painter.setPen(QPen(theme.line, 1));
        painter.drawLine(QPointF(x, rows.top()), QPointF(x, bottom));
        painter.setPen(theme.quiet);
        painter.drawText(QRectF(x - half, bottom + spacing::small, 2 * half, line), Qt::AlignCenter | single,
                         formatShare(layout.ticks.at(i), 0));
    }
    const QRectF title(layout.area.left(), bottom + spacing::small + line, layout.area.width(), line);
    QString text = tr("held-out accuracy, 95 % intervals; grey: always the most frequent class");
    if (textWidth(text, painter.font()) > title.width())
        text = tr("held-out accuracy; grey: baseline");
    painter.drawText(title, Qt::AlignCenter | single, elided(text, painter.font(), title.width()));
}

void AccuracyChart::drawGroup(QPainter &painter, const AccuracyLayout &layout, int group,
                              const Theme &theme) const
{
    const QRectF row = layout.groupRow(group);
    if (row.height() < lowestText * lineHeight(font()))
        return;
    painter.setFont(semiBoldFont(font()));
    painter.setPen(theme.text);
    painter.drawText(row, outer(layout.needs.mirrored, true) | single,
                     elided(m_groups[static_cast<std::size_t>(group)].name, painter.font(), row.width()));
}

void AccuracyChart::drawPoint(QPainter &painter, const AccuracyLayout &layout, int index,
                              const Theme &theme) const
{
    const AccuracyPoint &point = *m_points[static_cast<std::size_t>(index)];
    const QRectF row = layout.row(index);
    const double zero = layout.x(0);
    const double base = layout.x(point.baseline);
    painter.fillRect(QRectF(QPointF(zero, row.top()), QPointF(base, row.bottom())).normalized(),
                     faded(theme.quiet, theme.base, 0.16));
    painter.setPen(QPen(theme.quiet, 1));
    painter.drawLine(QPointF(base, row.top()), QPointF(base, row.bottom()));
    const QColor mark = point.outdated ? theme.quiet : theme.accent;
    const double y = row.center().y();
    painter.setPen(QPen(mark, 1.5));
    painter.drawLine(QPointF(base, y), QPointF(layout.x(point.accuracy), y));
    const double dot = std::min(largestDot, 0.3 * row.height());
    const double cap = 1.7 * dot;
    painter.drawLine(QPointF(layout.x(point.low), y), QPointF(layout.x(point.high), y));
    for (const double end : {point.low, point.high})
        painter.drawLine(QPointF(layout.x(end), y - cap), QPointF(layout.x(end), y + cap));
    painter.setBrush(point.outdated ? theme.base : mark);
    painter.drawEllipse(QPointF(layout.x(point.accuracy), y), dot, dot);
}

void AccuracyChart::drawTexts(QPainter &painter, const AccuracyLayout &layout, int index,
                              const Theme &theme) const
{
    const AccuracyPoint &point = *m_points[static_cast<std::size_t>(index)];
    const double line = lineHeight(font());
    const QRectF name = inLine(layout.name(index), line);
    painter.setFont(font());
    painter.setPen(point.outdated ? theme.quiet : theme.text);
    painter.drawText(name, outer(layout.needs.mirrored, true) | single,
                     elided(point.name, painter.font(), name.width()));
    painter.drawText(inLine(layout.value(index), line), outer(layout.needs.mirrored, false) | single,
                     formatShare(point.accuracy));
}

void AccuracyChart::draw(QPainter &painter, const QRectF &area, const Theme &theme) const
{
    if (isEmpty()) {
        drawEmptyText(painter, area, theme);
        return;
    }
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    const AccuracyLayout layout = AccuracyLayout::fitted(area, needs());
    const double needed = lowestText * lineHeight(font());
    drawAxis(painter, layout, theme);
    for (int group = 0; group < static_cast<int>(m_groups.size()); ++group)
        drawGroup(painter, layout, group, theme);
    double free = area.top() - needed; // where the last text ended
    for (int point = 0; point < static_cast<int>(m_points.size()); ++point) {
        drawPoint(painter, layout, point, theme);
        if (layout.row(point).center().y() - free < needed)
            continue;
        free = layout.row(point).center().y();
        drawTexts(painter, layout, point, theme);
    }
    painter.restore();
}

void AccuracyChart::paint(QPainter &painter, const Theme &theme)
{
    painter.setRenderHint(QPainter::Antialiasing);
    const AccuracyLayout layout = windowLayout();
    drawAxis(painter, layout, theme);
    painter.setClipRect(layout.rows().adjusted(-spacing::medium, -spacing::small, spacing::medium, 0));
    const auto ground = [&](int point, double strength) {
        if (point >= 0)
            painter.fillRect(layout.row(point).adjusted(-spacing::medium, 0, spacing::medium, 0),
                             faded(theme.accent, theme.base, strength));
    };
    ground(m_current, 0.18);
    ground(m_hovered == m_current ? -1 : m_hovered, 0.1);
    for (int group = 0; group < static_cast<int>(m_groups.size()); ++group)
        if (layout.groupRow(group).intersects(layout.rows()))
            drawGroup(painter, layout, group, theme);
    for (int point = 0; point < static_cast<int>(m_points.size()); ++point) {
        if (!layout.row(point).intersects(layout.rows()))
            continue;
        drawPoint(painter, layout, point, theme);
        drawTexts(painter, layout, point, theme);
    }
}

void AccuracyChart::setHovered(int point)
{
    if (point == m_hovered)
        return;
    m_hovered = point;
    viewport()->setCursor(point >= 0 ? Qt::PointingHandCursor : Qt::ArrowCursor);
    viewport()->update();
}

void AccuracyChart::scrollTo(int point)
{
    const AccuracyLayout layout = windowLayout();
    const QRectF row = layout.row(point);
    QScrollBar *bar = verticalScrollBar();
    if (row.top() < layout.rows().top())
        bar->setValue(bar->value() + static_cast<int>(std::floor(row.top() - layout.rows().top())));
    else if (row.bottom() > layout.rows().bottom())
        bar->setValue(bar->value() + static_cast<int>(std::ceil(row.bottom() - layout.rows().bottom())));
}

void AccuracyChart::mouseMoveEvent(QMouseEvent *event)
{
    const int point = windowLayout().pointAt(event->position());
    if (point != m_hovered || point >= 0)
        showTip(event->globalPosition().toPoint(), point >= 0 ? pointTooltip(point) : QString());
    setHovered(point);
}

void AccuracyChart::mousePressEvent(QMouseEvent *event)
{
    const int point = windowLayout().pointAt(event->position());
    if (event->button() == Qt::LeftButton && point >= 0)
        emit pointChosen(point);
}

void AccuracyChart::keyPressEvent(QKeyEvent *event)
{
    const int last = static_cast<int>(m_points.size()) - 1;
    int next = m_current;
    switch (event->key()) {
    case Qt::Key_Up:
        next = m_current < 0 ? last : m_current - 1;
        break;
    case Qt::Key_Down:
        next = m_current + 1;
        break;
    case Qt::Key_Home:
        next = 0;
        break;
    case Qt::Key_End:
        next = last;
        break;
    default:
        Plot::keyPressEvent(event);
        return;
    }
    next = std::clamp(next, 0, std::max(0, last));
    if (!isEmpty() && next != m_current)
        emit pointChosen(next);
}

bool AccuracyChart::viewportEvent(QEvent *event)
{
    if (event->type() == QEvent::Leave)
        setHovered(-1);
    return Plot::viewportEvent(event);
}

void AccuracyChart::scrollContentsBy(int, int)
{
    setHovered(-1);
    viewport()->update();
}

} // namespace genrelens
