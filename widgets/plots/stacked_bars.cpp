#include "widgets/plots/stacked_bars.h"

#include "widgets/plots/text.h"

#include <QKeyEvent>
#include <QMouseEvent>
#include <QScrollBar>

#include <algorithm>
#include <cmath>

namespace genrelens
{

StackedBars::StackedBars(QWidget *parent) : Plot(parent)
{
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
}

void StackedBars::setSpec(StackedBarsSpec spec)
{
    if (spec == m_spec)
        return;
    m_spec = std::move(spec);
    setTitle(m_spec.title);
    relayout();
    viewport()->update();
}

void StackedBars::setMarked(int id)
{
    if (id == m_marked)
        return;
    m_marked = id;
    viewport()->update();
}

int StackedBars::markedRow() const
{
    const auto found = std::find_if(m_spec.rows.begin(), m_spec.rows.end(),
                                    [this](const StackedRow &row) { return row.id == m_marked; });
    return m_marked < 0 || found == m_spec.rows.end() ? -1 : static_cast<int>(found - m_spec.rows.begin());
}

QSize StackedBars::naturalSize() const
{
    const double line = lineHeight(axisFont(font()));
    const double rows = naturalStackedRow(m_spec, line) * static_cast<double>(m_spec.rows.size());
    const double legend = std::min(4.0, std::ceil(static_cast<double>(m_spec.classes.size()) / 5.0)) * line;
    // The legend has a share of the height, see StackedBarsLayout.
    return {720, static_cast<int>(std::clamp(rows + legend + 4 * line, 160.0, 4000.0))};
}

StackedBarsLayout StackedBars::windowLayout() const
{
    const QRectF inside = QRectF(viewport()->rect())
                              .adjusted(spacing::small, spacing::small, -spacing::medium, -spacing::small);
    StackedBarsLayout layout(m_spec, inside, axisFont(font()));
    layout.shown = m_spec.rows.size(); // they scroll
    layout.scroll = verticalScrollBar()->value();
    return layout;
}

void StackedBars::relayout()
{
    const StackedBarsLayout layout = windowLayout();
    const double rows = layout.row * static_cast<double>(m_spec.rows.size());
    verticalScrollBar()->setRange(0, std::max(0, static_cast<int>(std::ceil(rows - layout.plot.height()))));
    verticalScrollBar()->setSingleStep(static_cast<int>(layout.row));
    verticalScrollBar()->setPageStep(static_cast<int>(layout.plot.height()));
}

void StackedBars::draw(QPainter &painter, const QRectF &area, const Theme &theme) const
{
    if (isEmpty())
        drawEmptyText(painter, area, theme);
    else
        drawAll(painter, StackedBarsLayout(m_spec, area, axisFont(font())), theme, Marks::None);
}

void StackedBars::paint(QPainter &painter, const Theme &theme)
{
    drawAll(painter, windowLayout(), theme, Marks::Shown);
}

std::optional<StackedPart> StackedBars::partAt(const QPointF &position) const
{
    if (isEmpty())
        return std::nullopt;
    const StackedBarsLayout layout = windowLayout();
    const double row = std::floor((position.y() - layout.plot.top() + layout.scroll) / layout.row);
    if (position.y() < layout.plot.top() || row >= static_cast<double>(m_spec.rows.size()))
        return std::nullopt;
    const auto index = static_cast<std::size_t>(row);
    return StackedPart{index, layout.classAt(m_spec, index, position)};
}

QString StackedBars::partTooltip(const StackedPart &part) const
{
    const StackedRow &row = m_spec.rows[part.row];
    QStringList lines;
    const QString unit = m_spec.unit.isEmpty() ? QString() : QChar(QChar::Nbsp) + m_spec.unit;
    const auto measured = [&unit](const QString &what, double value, const BarRange *range) {
        const QString text =
            tr("%1: %2", "a class or all, its value").arg(what, formatValue(value, 4) + unit);
        return range == nullptr
                   ? text
                   : tr("%1 (%2 to %3)").arg(text, formatValue(range->low, 4), formatValue(range->high, 4));
    };
    if (part.classIndex) {
        const std::size_t c = *part.classIndex;
        lines << measured(m_spec.classes[c].name, row.values[c],
                          c < row.ranges.size() ? &row.ranges[c] : nullptr);
    }
    if (m_spec.form == StackedBarsSpec::Form::Stacked && (m_spec.classes.size() > 1 || !part.classIndex))
        lines << measured(m_spec.classes.size() > 1 ? tr("all classes") : m_spec.classes.front().name,
                          row.sum(), row.total ? &*row.total : nullptr);
    if (!row.tooltip.isEmpty())
        lines << row.tooltip;
    return tooltipText(row.name, lines.join(u'\n'));
}

const StackedLegendEntry *StackedBars::entryAt(const StackedBarsLayout &layout, const QPointF &position) const
{
    const auto found =
        std::find_if(layout.legend.begin(), layout.legend.end(), [&](const StackedLegendEntry &entry) {
            return entry.classIndex >= 0 && entry.rect.contains(position);
        });
    return found == layout.legend.end() ? nullptr : &*found;
}

void StackedBars::mouseMoveEvent(QMouseEvent *event)
{
    const StackedBarsLayout layout = windowLayout();
    const StackedLegendEntry *entry = entryAt(layout, event->position());
    const std::optional<StackedPart> part = partAt(event->position());
    viewport()->setCursor(entry != nullptr || part ? Qt::PointingHandCursor : Qt::ArrowCursor);
    QString tip;
    if (entry != nullptr)
        tip = tooltipText(m_spec.classes[static_cast<std::size_t>(entry->classIndex)].name, {});
    else if (part)
        tip = partTooltip(*part);
    showTip(event->globalPosition().toPoint(), tip);
}

void StackedBars::mouseReleaseEvent(QMouseEvent *event)
{
    if (event->button() != Qt::LeftButton)
        return;
    const StackedBarsLayout layout = windowLayout();
    if (const StackedLegendEntry *entry = entryAt(layout, event->position()))
        emit classClicked(m_spec.classes[static_cast<std::size_t>(entry->classIndex)].id);
    else if (const std::optional<StackedPart> part = partAt(event->position()))
        emit rowClicked(m_spec.rows[part->row].id);
}

void StackedBars::keyPressEvent(QKeyEvent *event)
{
    const int count = static_cast<int>(m_spec.rows.size());
    const int row = markedRow();
    switch (event->key()) {
    case Qt::Key_Up:
    case Qt::Key_Down: {
        if (count == 0)
            return;
        const int next = std::clamp(row + (event->key() == Qt::Key_Down ? 1 : -1), 0, count - 1);
        setMarked(m_spec.rows[static_cast<std::size_t>(next)].id);
        const StackedBarsLayout layout = windowLayout();
        const QRectF line = layout.rowAt(static_cast<std::size_t>(next));
        if (line.top() < layout.plot.top())
            verticalScrollBar()->setValue(verticalScrollBar()->value() -
                                          static_cast<int>(std::ceil(layout.plot.top() - line.top())));
        else if (line.bottom() > layout.plot.bottom())
            verticalScrollBar()->setValue(verticalScrollBar()->value() +
                                          static_cast<int>(std::ceil(line.bottom() - layout.plot.bottom())));
        return;
    }
    case Qt::Key_Return:
    case Qt::Key_Enter:
    case Qt::Key_Space:
        if (row >= 0)
            emit rowClicked(m_marked);
        return;
    default:
        Plot::keyPressEvent(event);
    }
}

} // namespace genrelens
