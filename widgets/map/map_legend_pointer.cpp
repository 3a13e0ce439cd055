#include "widgets/map/map_legend.h"

#include "widgets/map/legend_header.h"
#include "widgets/plots/text.h"

#include <QHelpEvent>
#include <QPainter>
#include <QScrollBar>
#include <QToolTip>
#include <QWheelEvent>

#include <algorithm>
#include <cmath>
#include <utility>

/// How the legend of a map looks in the window, and what the pointer and the keys do with it.

namespace genrelens
{

namespace
{

constexpr double widest = 220.0;
constexpr double largestWidth = 1.0 / 3; // of the area's: the points below can be neither seen nor brushed
constexpr double largestHeight = 0.6;
constexpr int narrowestPart = 120; // of the area's width, however narrow that is
constexpr int fewestRows = 3;      // however low the area is
constexpr double mostShare = 0.25; // of the area's width with numbers of points
constexpr Qt::KeyboardModifiers isolating = Qt::ControlModifier | Qt::AltModifier;

} // namespace

const LegendLayout &MapLegend::layout() const
{
    if (!m_layout)
        m_layout.emplace(m_spec, font(), widest, m_counts);
    return *m_layout;
}

QPointF MapLegend::toLayout(const QPointF &position) const
{
    return position + QPointF(0, verticalScrollBar()->value());
}

std::size_t MapLegend::entryAt(const QPointF &position) const
{
    return viewport()->rect().contains(position.toPoint()) ? layout().entryAt(toLayout(position))
                                                           : m_spec.entries.size();
}

bool MapLegend::isOnSwatch(const QPointF &position, std::size_t entry) const
{
    constexpr double slack = 3.0;
    return LegendLayout::swatch(layout().row(entry))
        .adjusted(-slack, -slack, slack, slack)
        .contains(toLayout(position));
}

QRectF MapLegend::rowOf(std::uint16_t code) const
{
    const std::size_t entry = entryOf(code);
    if (entry == m_spec.entries.size())
        return {};
    return layout().row(entry).translated(0, -verticalScrollBar()->value());
}

int MapLegend::headerHeight() const
{
    return m_header->sizeHint().height();
}

QSize MapLegend::sizeHint() const
{
    const QSize header = m_header->sizeHint();
    if (m_folded)
        return header;
    const QSizeF rows = layout().size();
    return {std::max(static_cast<int>(std::ceil(rows.width())) + 2 * frameWidth(), header.width()),
            static_cast<int>(std::ceil(rows.height())) + header.height() + spacing::cornerRadius};
}

QSize MapLegend::unfoldedSize(const QSize &area)
{
    const auto wantedSize = [this](bool counts) {
        m_counts = counts;
        m_layout.reset();
        return sizeHint();
    };
    QSize wanted = wantedSize(true);
    if (wanted.width() > mostShare * area.width())
        wanted = wantedSize(false);
    const double fewest = headerHeight() + fewestRows * layout().rowHeight() + spacing::cornerRadius;
    const int highest = static_cast<int>(std::max(largestHeight * area.height(), fewest));
    if (wanted.height() > highest)
        wanted.rwidth() += verticalScrollBar()->sizeHint().width();
    return {wanted.width(), std::min(wanted.height(), highest)};
}

void MapLegend::placeIn(const QRect &area)
{
    m_area = area;
    const int widestPart = std::max(narrowestPart, static_cast<int>(largestWidth * area.width()));
    const QSize wanted = m_folded ? sizeHint() : unfoldedSize(area.size());
    const QSize size = wanted.boundedTo({widestPart, wanted.height()}).boundedTo(area.size());
    setGeometry(QRect(QPoint(area.right() + 1 - size.width(), area.top()), size));
    viewport()->update();
}

void MapLegend::layOut()
{
    const LegendLayout &parts = layout();
    const int height = viewport()->height();
    verticalScrollBar()->setSingleStep(static_cast<int>(parts.rowHeight()));
    verticalScrollBar()->setPageStep(height);
    verticalScrollBar()->setRange(0,
                                  std::max(0, static_cast<int>(std::ceil(parts.size().height())) - height));
}

// The frame goes around the header and the scroll bar as well.
bool MapLegend::event(QEvent *event)
{
    switch (event->type()) {
    case QEvent::Paint: {
        QPainter painter(this);
        const Theme theme = Theme::of(palette());
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setPen(QPen(theme.line, 1));
        painter.setBrush(theme.base);
        painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), spacing::cornerRadius,
                                spacing::cornerRadius);
        return true;
    }
    case QEvent::MouseButtonPress: // on the header or frame: nothing here is for the map below
    case QEvent::MouseButtonDblClick:
    case QEvent::ContextMenu:
    case QEvent::Wheel:
        event->accept();
        return true;
    case QEvent::Resize:
        m_header->setGeometry(0, 0, width(), headerHeight());
        break;
    default:
        break;
    }
    return QAbstractScrollArea::event(event);
}

void MapLegend::paintEvent(QPaintEvent *)
{
    QPainter painter(viewport());
    const Theme theme = Theme::of(palette());
    painter.setFont(font());
    painter.translate(0, -verticalScrollBar()->value());
    LegendLayout parts = layout();
    parts.setWidth(viewport()->width());
    drawLegendHead(painter, m_spec, parts, theme);
    const double top = verticalScrollBar()->value();
    for (std::size_t i = 0; i < m_spec.entries.size(); ++i) {
        const QRectF row = parts.row(i);
        if (row.bottom() < top || row.top() > top + viewport()->height())
            continue;
        drawLegendRow(painter, m_spec.entries[i], row,
                      {!m_hidden.contains(m_spec.entries[i].name), m_counts, i == m_hovered,
                       hasFocus() && i == m_current},
                      theme);
    }
}

void MapLegend::resizeEvent(QResizeEvent *event)
{
    QAbstractScrollArea::resizeEvent(event);
    layOut();
}

void MapLegend::changeEvent(QEvent *event)
{
    QAbstractScrollArea::changeEvent(event);
    if (event->type() == QEvent::FontChange || event->type() == QEvent::StyleChange ||
        event->type() == QEvent::LocaleChange) {
        m_layout.reset();
        showFolded(); // the header may be of another height
        layOut();
        updateGeometry();
        if (m_area.isValid())
            placeIn(m_area);
    }
    viewport()->update();
}

void MapLegend::mousePressEvent(QMouseEvent *event)
{
    event->accept(); // nothing here is for the map below
    m_pressed = m_spec.entries.size();
    const std::size_t entry = entryAt(event->position());
    if (event->button() != Qt::LeftButton || entry >= m_spec.entries.size())
        return;
    m_pressed = entry;
    m_hiddenAtPress = m_hidden;
    setCurrent(entry);
}

void MapLegend::mouseReleaseEvent(QMouseEvent *event)
{
    event->accept();
    const std::size_t pressed = std::exchange(m_pressed, m_spec.entries.size());
    if (event->button() != Qt::LeftButton || pressed >= m_spec.entries.size() ||
        entryAt(event->position()) != pressed)
        return;
    const LegendEntry entry = m_spec.entries[pressed];
    if ((event->modifiers() & isolating) != 0)
        isolate(entry.code);
    else if (entry.recolourable && isOnSwatch(event->position(), pressed))
        changeColour(entry);
    else
        toggle(entry.code);
}

// The first of the two clicks has toggled it: what counts is what was shown before.
void MapLegend::mouseDoubleClickEvent(QMouseEvent *event)
{
    event->accept();
    const std::size_t entry = entryAt(event->position());
    const bool onSwatch = entry < m_spec.entries.size() && m_spec.entries[entry].recolourable &&
                          isOnSwatch(event->position(), entry);
    if (event->button() != Qt::LeftButton || entry >= m_spec.entries.size() || onSwatch ||
        (event->modifiers() & isolating) != 0) {
        mousePressEvent(event); // a click like any other
        return;
    }
    m_hidden = m_hiddenAtPress;
    isolate(m_spec.entries[entry].code);
}

void MapLegend::mouseMoveEvent(QMouseEvent *event)
{
    const std::size_t entry = entryAt(event->position());
    setHovered(entry);
    const bool onSwatch = entry < m_spec.entries.size() && m_spec.entries[entry].recolourable &&
                          isOnSwatch(event->position(), entry);
    viewport()->setCursor(onSwatch ? Qt::PointingHandCursor : Qt::ArrowCursor);
}

// A legend at its end does not zoom the map below.
void MapLegend::wheelEvent(QWheelEvent *event)
{
    QAbstractScrollArea::wheelEvent(event);
    event->accept();
    setHovered(entryAt(event->position()));
}

void MapLegend::contextMenuEvent(QContextMenuEvent *event)
{
    const bool byKey = event->reason() == QContextMenuEvent::Keyboard;
    const std::size_t entry = byKey ? m_current : entryAt(viewport()->mapFromGlobal(event->globalPos()));
    if (entry >= m_spec.entries.size())
        return;
    const QPointF below = rowOf(m_spec.entries[entry].code).bottomLeft();
    showMenu(entry, byKey ? viewport()->mapToGlobal(below.toPoint()) : event->globalPos());
}

void MapLegend::setCurrent(std::size_t entry)
{
    m_current = entry;
    const QRectF row = layout().row(entry);
    const int top = verticalScrollBar()->value();
    if (row.top() < top)
        verticalScrollBar()->setValue(static_cast<int>(entry == 0 ? 0.0 : row.top()));
    else if (row.bottom() > top + viewport()->height())
        verticalScrollBar()->setValue(static_cast<int>(std::ceil(row.bottom())) - viewport()->height() +
                                      spacing::small);
    describe();
    viewport()->update();
}

void MapLegend::keyPressEvent(QKeyEvent *event)
{
    const std::size_t count = m_spec.entries.size();
    if (count == 0)
        return QAbstractScrollArea::keyPressEvent(event);
    const auto page =
        static_cast<std::size_t>(std::max(1.0, std::floor(viewport()->height() / layout().rowHeight()) - 1));
    const auto go = [&](std::size_t entry) {
        setCurrent(entry);
        emit classHovered(m_spec.entries[entry].code);
    };
    const std::uint16_t code = m_spec.entries[std::min(m_current, count - 1)].code;
    switch (event->key()) {
    case Qt::Key_Up:
        return go(m_current == 0 ? 0 : m_current - 1);
    case Qt::Key_Down:
        return go(std::min(m_current + 1, count - 1));
    case Qt::Key_PageUp:
        return go(m_current < page ? 0 : m_current - page);
    case Qt::Key_PageDown:
        return go(std::min(m_current + page, count - 1));
    case Qt::Key_Home:
        return go(0);
    case Qt::Key_End:
        return go(count - 1);
    case Qt::Key_Space:
        return (event->modifiers() & isolating) != 0 ? isolate(code) : toggle(code);
    case Qt::Key_Return:
    case Qt::Key_Enter:
        return isolate(code);
    case Qt::Key_F2:
        return changeColour(m_spec.entries[std::min(m_current, count - 1)]);
    default:
        QAbstractScrollArea::keyPressEvent(event);
    }
}

void MapLegend::focusInEvent(QFocusEvent *event)
{
    QAbstractScrollArea::focusInEvent(event);
    viewport()->update();
}

void MapLegend::focusOutEvent(QFocusEvent *event)
{
    QAbstractScrollArea::focusOutEvent(event);
    const std::optional<std::uint16_t> code = hoveredCode();
    emit classHovered(code ? *code : -1);
    viewport()->update();
}

bool MapLegend::viewportEvent(QEvent *event)
{
    if (event->type() == QEvent::Leave)
        setHovered(m_spec.entries.size());
    if (event->type() != QEvent::ToolTip)
        return QAbstractScrollArea::viewportEvent(event);
    const auto *help = static_cast<QHelpEvent *>(event);
    const std::size_t entry = entryAt(help->pos());
    if (entry >= m_spec.entries.size()) {
        QToolTip::hideText();
        return true;
    }
    const QString hint = m_spec.entries[entry].recolourable
                             ? tr("Click: hide or show. Double click: only this. Square: colour.")
                             : tr("Click: hide or show. Double click: only this.");
    // Below the legend, where it covers no entry.
    const bool scrolls = verticalScrollBar()->maximum() > 0;
    const QPoint below = viewport()->mapToGlobal(QPoint(0, viewport()->height() - spacing::large));
    QToolTip::showText(scrolls ? help->globalPos() : below, tooltipText(entryTip(entry), hint), viewport());
    return true;
}

} // namespace genrelens
