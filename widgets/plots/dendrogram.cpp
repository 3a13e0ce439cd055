#include "widgets/plots/dendrogram.h"

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

constexpr double branchReach = 5; // pixels
constexpr double chipWidth = 4;
constexpr int mostNamesInTip = 12;

} // namespace

Dendrogram::Dendrogram(QWidget *parent) : Plot(parent)
{
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setFigureName(QStringLiteral("merge_tree"));
    setAccessibleName(tr("Merge tree"));
}

void Dendrogram::setSpec(DendrogramSpec spec)
{
    const auto leaves = static_cast<qsizetype>(spec.tree.leaves);
    m_spec = spec.names.size() == leaves && spec.notes.size() == leaves ? std::move(spec) : DendrogramSpec();
    m_hovered = -1;
    m_pressed = -1;
    m_dragging = false;
    m_colours.clear();
    const int before = m_cut;
    m_cut = -1; // whatever it is now, the groups are others
    setCut(before);
    relayout();
    viewport()->update();
}

void Dendrogram::setCut(int groups)
{
    const int leaves = static_cast<int>(m_spec.tree.leaves);
    const int valid = std::max(2, m_spec.isCut ? std::min(groups, leaves) : leaves);
    if (valid == m_cut)
        return;
    m_cut = valid;
    m_colours.clear();
    for (const std::int32_t group : genrelens::cut(m_spec.tree, static_cast<std::size_t>(m_cut)))
        m_colours.push_back(classColour(group));
    viewport()->update();
    emit cutChanged(m_cut);
}

void Dendrogram::setLeafColours(std::vector<QColor> colours)
{
    if (colours.size() == m_spec.tree.leaves)
        m_colours = std::move(colours);
    viewport()->update();
}

QString Dendrogram::nodeTooltip(int node) const
{
    const auto index = static_cast<std::size_t>(node);
    const MergeTree &tree = m_spec.tree;
    if (index < tree.leaves)
        return tooltipText(m_spec.names.at(node), m_spec.notes.at(node));
    const std::vector<std::size_t> leaves = leavesOf(tree, index);
    QStringList names;
    for (std::size_t i = 0; i < leaves.size() && names.size() < mostNamesInTip; ++i)
        names.append(m_spec.names.at(static_cast<qsizetype>(leaves[i])));
    const auto count = static_cast<qint64>(leaves.size());
    QString detail;
    for (qsizetype i = 0; i < names.size(); ++i)
        detail += (i == 0 ? QString() : i % 4 == 0 ? QStringLiteral(",\n") : QStringLiteral(", ")) + names[i];
    if (count > names.size())
        detail += u'\n' + tr("and %1 more").arg(formatCount(count - names.size()));
    detail += u'\n' + tr("%1: %2", "Ward distance: 12.3")
                          .arg(m_spec.heightTitle, formatValue(tree.merges[index - tree.leaves].height));
    const QString many = m_spec.ofClusters ? tr("%1 clusters") : tr("%1 genres");
    return tooltipText(many.arg(formatCount(count)), detail);
}

DendrogramLayout::Needs Dendrogram::needs() const
{
    DendrogramLayout::Needs needs;
    needs.rowHeight = std::max(18.0, std::ceil(lineHeight(font())) + 2);
    needs.lineHeight = std::ceil(lineHeight(axisFont(font())));
    for (const QString &name : m_spec.names)
        needs.nameWidth = std::max(needs.nameWidth, textWidth(name, font()) + 1);
    return needs;
}

DendrogramLayout Dendrogram::windowLayout() const
{
    const QRectF area =
        QRectF(viewport()->rect()).adjusted(spacing::medium, spacing::small, -spacing::medium, 0);
    return DendrogramLayout::make(area, m_spec.tree, needs(), verticalScrollBar()->value());
}

QSize Dendrogram::naturalSize() const
{
    const DendrogramLayout::Needs need = needs();
    return QSizeF(std::max(640.0, 2.5 * need.nameWidth), DendrogramLayout::heightOf(m_spec.tree.leaves, need))
        .toSize();
}

// Above the cut no group is one colour.
QColor Dendrogram::nodeColour(std::size_t node, const DendrogramLayout &layout, const Theme &theme) const
{
    const MergeTree &tree = m_spec.tree;
    const std::size_t below = tree.leaves - static_cast<std::size_t>(m_cut); // merges
    if (node >= tree.leaves + below)
        return faded(theme.quiet, theme.base, 0.6);
    return m_colours[layout.order[static_cast<std::size_t>(layout.nodePlaces[node])]];
}

void Dendrogram::drawNames(QPainter &painter, const DendrogramLayout &layout, const Theme &theme,
                           int hovered) const
{
    painter.setFont(font());
    const double line = lineHeight(font());
    const std::size_t step =
        static_cast<std::size_t>(std::max(1.0, std::ceil(0.85 * line / layout.rowHeight)));
    for (std::size_t place = 0; place < layout.order.size(); ++place) {
        QRectF rect = layout.name(place);
        if (rect.bottom() < layout.names.top() || rect.top() > layout.names.bottom())
            continue;
        const std::size_t leaf = layout.order[place];
        const double chip = std::max(1.0, rect.height() - 2);
        painter.fillRect(QRectF(rect.right() + spacing::medium - chipWidth / 2, rect.center().y() - chip / 2,
                                chipWidth, chip),
                         m_colours[leaf]);
        if (place % step != 0)
            continue;
        rect = QRectF(rect.left(), rect.center().y() - line / 2, rect.width(), line); // whole letters
        painter.setPen(static_cast<int>(leaf) == hovered ? theme.accent : theme.text);
        painter.drawText(rect, Qt::AlignVCenter | Qt::AlignRight | Qt::TextSingleLine | Qt::TextDontClip,
                         elided(m_spec.names.at(static_cast<qsizetype>(leaf)), font(), rect.width()));
    }
}

void Dendrogram::drawBranches(QPainter &painter, const DendrogramLayout &layout, const Theme &theme,
                              int hovered) const
{
    const MergeTree &tree = m_spec.tree;
    const double cutX = m_spec.isCut ? layout.x(cutHeight(tree, static_cast<std::size_t>(m_cut)))
                                     : layout.branches.right() + 1.0; // beyond all
    const QColor above = nodeColour(tree.leaves + tree.merges.size() - 1, layout, theme);
    std::vector<bool> thick(layout.nodePlaces.size(), false);
    if (hovered >= 0)
        thick[static_cast<std::size_t>(hovered)] = true;
    const auto line = [&](const QColor &colour, std::size_t node, const QPointF &from, const QPointF &to) {
        const double width = (colour == above ? 1.0 : 2.0) + (thick[node] ? 1.0 : 0.0);
        painter.setPen(QPen(colour, width, Qt::SolidLine, Qt::FlatCap));
        painter.drawLine(from, to);
    };
    for (std::size_t i = tree.merges.size(); i-- > 0;) { // from the root, so that what is below is drawn last
        const Merge &merge = tree.merges[i];
        const std::size_t node = tree.leaves + i;
        const double right = layout.x(merge.height);
        for (const std::size_t child : {merge.left, merge.right}) {
            thick[child] = thick[child] || thick[node];
            const QPointF from = layout.node(child);
            const QPointF to(right, from.y());
            const QColor colour = nodeColour(child, layout, theme);
            if (from.x() < cutX && cutX < right) { // a group's own colour ends at the cut
                line(above, child, {cutX, from.y()}, to);
                line(colour, child, from, {cutX, from.y()});
            } else {
                line(colour, child, from, to);
            }
        }
        line(nodeColour(node, layout, theme), node, {right, layout.y(merge.left)},
             {right, layout.y(merge.right)});
    }
}

void Dendrogram::drawAxis(QPainter &painter, const DendrogramLayout &layout, const Theme &theme) const
{
    const QFont small = axisFont(font());
    painter.setFont(small);
    painter.setPen(theme.line);
    painter.drawLine(QPointF(layout.branches.left(), layout.axis.top()),
                     QPointF(layout.branches.right(), layout.axis.top()));
    const double line = lineHeight(small);
    for (int i = 0; i < layout.ticks.count; ++i) {
        const double x = layout.x(layout.ticks.at(i));
        painter.setPen(theme.line);
        painter.drawLine(QPointF(x, layout.axis.top()), QPointF(x, layout.axis.top() + spacing::small));
        painter.setPen(theme.quiet);
        const QString text = formatValue(layout.ticks.at(i), 6);
        const double width = textWidth(text, small) + 1;
        painter.drawText(QRectF(x - width / 2, layout.axis.top() + spacing::small, width, line),
                         Qt::AlignCenter | Qt::TextSingleLine | Qt::TextDontClip, text);
    }
    painter.setPen(theme.quiet);
    painter.drawText(QRectF(layout.branches.left(), layout.axis.top() + spacing::small + line,
                            layout.branches.width(), line),
                     Qt::AlignCenter | Qt::TextSingleLine,
                     elided(m_spec.heightTitle, small, layout.branches.width()));
}

void Dendrogram::drawCut(QPainter &painter, const DendrogramLayout &layout, const Theme &theme) const
{
    const double x = layout.x(cutHeight(m_spec.tree, static_cast<std::size_t>(m_cut)));
    painter.setPen(QPen(theme.accent, 2));
    painter.drawLine(QPointF(x, layout.strip.bottom() - 2), QPointF(x, layout.axis.top()));
    const QFont small = axisFont(font());
    const QString text = tr("%1 groups").arg(formatCount(m_cut));
    const double width = textWidth(text, small) + 2 * spacing::medium;
    const double left = std::clamp(x - width / 2, layout.area.left(),
                                   std::max(layout.area.left(), layout.area.right() - width));
    const QRectF handle(left, layout.strip.top(), width, layout.strip.height() - 2);
    painter.setPen(Qt::NoPen);
    painter.setBrush(theme.accent);
    painter.drawRoundedRect(handle, spacing::cornerRadius, spacing::cornerRadius);
    painter.setBrush(Qt::NoBrush);
    painter.setPen(theme.onAccent);
    painter.setFont(small);
    painter.drawText(handle, Qt::AlignCenter | Qt::TextSingleLine, text);
}

void Dendrogram::drawAll(QPainter &painter, const DendrogramLayout &layout, const Theme &theme,
                         int hovered) const
{
    painter.save();
    painter.setClipRect(QRectF(layout.area.left() - spacing::medium, layout.names.top(),
                               layout.area.width() + 2 * spacing::medium, layout.names.height()),
                        Qt::IntersectClip);
    painter.setRenderHint(QPainter::Antialiasing, false); // upright and level lines are sharper without
    drawNames(painter, layout, theme, hovered);
    drawBranches(painter, layout, theme, hovered);
    painter.restore();
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    drawAxis(painter, layout, theme);
    if (m_spec.isCut)
        drawCut(painter, layout, theme);
    painter.restore();
}

void Dendrogram::draw(QPainter &painter, const QRectF &area, const Theme &theme) const
{
    if (isEmpty())
        drawEmptyText(painter, area, theme);
    else
        drawAll(painter, DendrogramLayout::fitted(area, m_spec.tree, needs()), theme, -1);
}

void Dendrogram::paint(QPainter &painter, const Theme &theme)
{
    drawAll(painter, windowLayout(), theme, m_hovered);
}

void Dendrogram::relayout()
{
    const DendrogramLayout layout = windowLayout();
    const int rows = static_cast<int>(std::ceil(layout.rowHeight * static_cast<double>(m_spec.tree.leaves)));
    const int room = static_cast<int>(layout.names.height());
    verticalScrollBar()->setPageStep(std::max(1, room));
    verticalScrollBar()->setSingleStep(static_cast<int>(layout.rowHeight));
    verticalScrollBar()->setRange(0, std::max(0, rows - room));
}

int Dendrogram::nodeAt(const QPointF &position) const
{
    if (isEmpty())
        return -1;
    const DendrogramLayout layout = windowLayout();
    if (position.x() < layout.branches.left()) {
        const int place = layout.placeAt(position.y());
        return place < 0 ? -1 : static_cast<int>(layout.order[static_cast<std::size_t>(place)]);
    }
    return layout.branchAt(m_spec.tree, position, branchReach);
}

bool Dendrogram::isOnCut(const QPointF &position) const
{
    if (isEmpty() || !m_spec.isCut)
        return false;
    const DendrogramLayout layout = windowLayout();
    const double x = layout.x(cutHeight(m_spec.tree, static_cast<std::size_t>(m_cut)));
    return layout.strip.contains(position) ||
           (layout.axis.contains(position) && position.x() >= layout.branches.left()) ||
           (layout.branches.contains(position) && std::abs(position.x() - x) <= branchReach);
}

void Dendrogram::cutAt(double x)
{
    setCut(static_cast<int>(groupsAt(m_spec.tree, windowLayout().heightAt(x))));
}

void Dendrogram::setHovered(int node)
{
    if (node == m_hovered)
        return;
    m_hovered = node;
    viewport()->update();
}

void Dendrogram::mouseMoveEvent(QMouseEvent *event)
{
    if (m_dragging) {
        cutAt(event->position().x());
        return;
    }
    const bool onCut = isOnCut(event->position());
    const int node = onCut ? -1 : nodeAt(event->position());
    const bool clickable = !m_spec.isCut && node >= 0;
    viewport()->setCursor(onCut ? Qt::SplitHCursor : clickable ? Qt::PointingHandCursor : Qt::ArrowCursor);
    if (node >= 0 || m_hovered >= 0)
        showTip(event->globalPosition().toPoint(), node >= 0 ? nodeTooltip(node) : QString());
    setHovered(node);
}

void Dendrogram::mousePressEvent(QMouseEvent *event)
{
    m_pressed = !m_spec.isCut && event->button() == Qt::LeftButton ? nodeAt(event->position()) : -1;
    m_dragging = event->button() == Qt::LeftButton && isOnCut(event->position());
    if (!m_dragging)
        return;
    setHovered(-1);
    showTip({}, {});
    cutAt(event->position().x());
}

void Dendrogram::mouseReleaseEvent(QMouseEvent *event)
{
    m_dragging = false;
    if (m_pressed >= 0 && nodeAt(event->position()) == m_pressed)
        emit nodeClicked(m_pressed, event->modifiers());
    m_pressed = -1;
}

// Where the cut goes on the screen: to the right there are fewer groups.
void Dendrogram::keyPressEvent(QKeyEvent *event)
{
    QScrollBar *bar = verticalScrollBar();
    if (!m_spec.isCut) {
        Plot::keyPressEvent(event);
        return;
    }
    switch (isEmpty() ? 0 : event->key()) {
    case Qt::Key_Left:
    case Qt::Key_Up:
        setCut(m_cut + 1);
        break;
    case Qt::Key_Right:
    case Qt::Key_Down:
        setCut(m_cut - 1);
        break;
    case Qt::Key_Home:
        bar->setValue(bar->minimum());
        break;
    case Qt::Key_End:
        bar->setValue(bar->maximum());
        break;
    default:
        Plot::keyPressEvent(event);
    }
}

bool Dendrogram::viewportEvent(QEvent *event)
{
    if (event->type() == QEvent::Leave)
        setHovered(-1);
    return Plot::viewportEvent(event);
}

void Dendrogram::scrollContentsBy(int, int)
{
    setHovered(-1);
    viewport()->update();
}

} // namespace genrelens
