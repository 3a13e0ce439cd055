#include "widgets/selection/selection_list.h"

#include "widgets/selection/selection_delegate.h"

#include <QKeyEvent>
#include <QMouseEvent>

namespace genrelens
{

SelectionList::SelectionList(QWidget *parent) : QListView(parent), m_model(new SelectionRowsModel(this))
{
    setObjectName(QStringLiteral("selectionList"));
    setModel(m_model);
    setItemDelegate(new SelectionDelegate(this));
    setFrameShape(QFrame::NoFrame);
    setEditTriggers(NoEditTriggers);
    setSelectionMode(NoSelection);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setVerticalScrollMode(ScrollPerPixel);
    setMouseTracking(true); // the line under the pointer stands out
}

void SelectionList::pick(const QModelIndex &index, Qt::KeyboardModifiers modifiers)
{
    if (!index.isValid() || !m_model->row(index).canBePicked())
        return;
    const SelectionRow row = m_model->row(index); // picking changes the rows
    emit picked(row, modifiers);
}

void SelectionList::mouseReleaseEvent(QMouseEvent *event)
{
    const QModelIndex index = indexAt(event->position().toPoint());
    const bool clicked = event->button() == Qt::LeftButton && index.isValid() && index == currentIndex();
    QListView::mouseReleaseEvent(event);
    if (clicked)
        pick(index, event->modifiers());
}

void SelectionList::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter || event->key() == Qt::Key_Space) {
        pick(currentIndex(), event->modifiers() & ~Qt::KeypadModifier);
        return;
    }
    QListView::keyPressEvent(event);
}

void SelectionList::resizeEvent(QResizeEvent *event)
{
    QListView::resizeEvent(event);
    scheduleDelayedItemsLayout(); // lines are as wide as the view
}

} // namespace genrelens
