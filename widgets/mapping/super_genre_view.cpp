#include "widgets/mapping/super_genre_view.h"

#include "widgets/mapping/genre_map_model.h"
#include "widgets/mapping/name_drag.h"
#include "widgets/mapping/super_genre_model.h"
#include "widgets/models/chip_delegate.h"
#include "widgets/plots/text.h"
#include "widgets/plots/theme.h"

#include <QApplication>
#include <QDropEvent>
#include <QHeaderView>
#include <QItemSelectionModel>
#include <QMimeData>
#include <QPainter>

namespace genrelens
{

SuperGenreView::SuperGenreView(SuperGenreModel *model, QWidget *parent) : QTableView(parent), m_model(model)
{
    setObjectName(QStringLiteral("superGenreList"));
    setAccessibleName(tr("Super-genres"));
    setModel(model);
    setItemDelegate(new ChipDelegate(this));
    setShowGrid(false);
    setFrameShape(QFrame::NoFrame);
    setSelectionBehavior(QAbstractItemView::SelectRows);
    setSelectionMode(QAbstractItemView::ExtendedSelection);
    setEditTriggers(QAbstractItemView::DoubleClicked | QAbstractItemView::EditKeyPressed);
    setTextElideMode(Qt::ElideMiddle);
    setWordWrap(false);
    setTabKeyNavigation(false);
    setIconSize({chipSize, chipSize});
    setDragEnabled(true);
    setAcceptDrops(true);
    setDropIndicatorShown(false); // drawn here, for whole rows
    setDragDropOverwriteMode(false);
    setDragDropMode(QAbstractItemView::DragDrop);
    setContextMenuPolicy(Qt::CustomContextMenu);
    verticalHeader()->hide();
    verticalHeader()->setMinimumSectionSize(spacing::tableRowHeight);
    verticalHeader()->setDefaultSectionSize(spacing::tableRowHeight);
    horizontalHeader()->setSectionResizeMode(QHeaderView::ResizeToContents);
    horizontalHeader()->setSectionResizeMode(SuperGenreModel::Name, QHeaderView::Stretch);
    horizontalHeader()->setHighlightSections(false);
    horizontalHeader()->setSectionsClickable(false);
}

QStringList SuperGenreView::selectedNames() const
{
    QStringList names;
    for (const QModelIndex &index : selectionModel()->selectedRows())
        if (!m_model->isUnmapped(index.row()))
            names.append(index.data(Qt::EditRole).toString());
    return names;
}

QString SuperGenreView::currentName() const
{
    const QModelIndex at = currentIndex();
    return at.isValid() ? at.siblingAtColumn(SuperGenreModel::Name).data(Qt::EditRole).toString() : QString();
}

void SuperGenreView::select(const QStringList &names, const QString &current)
{
    clearSelection();
    const int row = current.isEmpty() ? -1 : m_model->rowOf(current);
    if (row >= 0)
        selectionModel()->setCurrentIndex(m_model->index(row, 0), QItemSelectionModel::NoUpdate);
    for (const QString &name : names)
        if (const int at = m_model->rowOf(name); at >= 0)
            selectionModel()->select(m_model->index(at, 0),
                                     QItemSelectionModel::Select | QItemSelectionModel::Rows);
}

bool SuperGenreView::isOnChip(const QPoint &at) const
{
    const QModelIndex index = indexAt(at);
    return index.isValid() && index.column() == SuperGenreModel::Name && !m_model->isUnmapped(index.row()) &&
           at.x() < visualRect(index).left() + chipSize + spacing::medium;
}

void SuperGenreView::mousePressEvent(QMouseEvent *event)
{
    m_pressed = event->button() == Qt::LeftButton ? event->pos() : QPoint(-1, -1);
    QTableView::mousePressEvent(event);
}

void SuperGenreView::mouseReleaseEvent(QMouseEvent *event)
{
    QTableView::mouseReleaseEvent(event);
    const bool plain = event->button() == Qt::LeftButton && event->modifiers() == Qt::NoModifier;
    const bool still = (event->pos() - m_pressed).manhattanLength() < QApplication::startDragDistance();
    if (plain && still && isOnChip(m_pressed) && isOnChip(event->pos()))
        emit chipClicked(
            indexAt(event->pos()).siblingAtColumn(SuperGenreModel::Name).data(Qt::EditRole).toString());
}

int SuperGenreView::bottom() const
{
    const int last = m_model->rowCount() - 1;
    return last < 0 ? 0 : rowViewportPosition(last) + rowHeight(last);
}

// The middle half of a row is the super-genre itself, its edges are the places between two.
SuperGenreView::Target SuperGenreView::targetAt(const QPoint &at, const QMimeData &mime) const
{
    const bool genres = mime.hasFormat(GenreMapModel::mimeType());
    if (!genres && !mime.hasFormat(SuperGenreModel::mimeType()))
        return {};
    const int row = rowAt(at.y());
    const int last = m_model->rowCount() - 1; // what is not mapped
    if (row < 0)
        return genres ? Target{Target::Below, -1} : Target{Target::Before, last};
    if (genres)
        return {Target::On, row};
    const int offset = at.y() - rowViewportPosition(row);
    if (row == last || offset * 4 < rowHeight(row))
        return {Target::Before, row};
    if (offset * 4 > rowHeight(row) * 3)
        return {Target::Before, row + 1};
    return {Target::On, row};
}

void SuperGenreView::showTarget(const Target &target)
{
    m_target = target;
    viewport()->update();
}

void SuperGenreView::startDrag(Qt::DropActions)
{
    const QStringList names = selectedNames();
    if (!names.isEmpty())
        dragAsLabel(*this,
                    names.size() == 1 ? names.first() : tr("%1 super-genres").arg(formatCount(names.size())));
}

void SuperGenreView::dragEnterEvent(QDragEnterEvent *event)
{
    QTableView::dragEnterEvent(event);
    dragMoveEvent(event);
}

void SuperGenreView::dragMoveEvent(QDragMoveEvent *event)
{
    QTableView::dragMoveEvent(event); // scrolls at the edges
    showTarget(targetAt(event->position().toPoint(), *event->mimeData()));
    if (m_target.kind == Target::None)
        event->ignore();
    else
        event->acceptProposedAction();
}

void SuperGenreView::dragLeaveEvent(QDragLeaveEvent *event)
{
    QTableView::dragLeaveEvent(event);
    showTarget({});
}

void SuperGenreView::dropEvent(QDropEvent *event)
{
    const Target target = targetAt(event->position().toPoint(), *event->mimeData());
    showTarget({});
    stopAutoScroll();
    setState(NoState);
    if (target.kind == Target::None) {
        event->ignore();
        return;
    }
    const QModelIndex onto =
        target.kind == Target::On ? m_model->index(target.row, SuperGenreModel::Name) : QModelIndex();
    // Whoever began the drag has nothing to remove.
    event->setDropAction(Qt::CopyAction);
    if (m_model->dropMimeData(event->mimeData(), Qt::CopyAction,
                              target.kind == Target::Before ? target.row : -1, 0, onto))
        event->accept();
    else
        event->ignore();
}

void SuperGenreView::paintEvent(QPaintEvent *event)
{
    QTableView::paintEvent(event);
    if (m_target.kind == Target::None)
        return;
    QPainter painter(viewport());
    const Theme theme = Theme::of(palette());
    const QColor ground = theme.accent;
    const int width = viewport()->width();
    painter.setPen(QPen(ground, 2));
    if (m_target.kind == Target::Before) {
        const int y = m_target.row < m_model->rowCount() ? rowViewportPosition(m_target.row) : bottom();
        painter.drawLine(0, y, width, y);
        return;
    }
    const bool below = m_target.kind == Target::Below;
    const QRect room = below ? QRect(0, bottom(), width, viewport()->height() - bottom())
                             : QRect(0, rowViewportPosition(m_target.row), width, rowHeight(m_target.row));
    painter.setRenderHint(QPainter::Antialiasing);
    QColor fill = ground;
    fill.setAlphaF(0.12F);
    painter.setBrush(fill);
    painter.drawRoundedRect(QRectF(room).adjusted(1, 1, -1, -1), spacing::cornerRadius,
                            spacing::cornerRadius);
    if (below) {
        painter.setPen(theme.text);
        painter.drawText(room, Qt::AlignCenter, tr("New super-genre"));
    }
}

} // namespace genrelens
