#include "widgets/selection/track_table.h"

#include "widgets/plots/theme.h"
#include "widgets/selection/track_row_delegate.h"

#include <QHeaderView>
#include <QMouseEvent>

#include <numeric>
#include <utility>

namespace genrelens
{

TrackTable::TrackTable(QWidget *parent) : QTableView(parent)
{
    setObjectName(QStringLiteral("tracksTable"));
    setItemDelegate(new TrackRowDelegate(this));
    setShowGrid(false);
    setFrameShape(QFrame::NoFrame);
    setWordWrap(false);
    setTextElideMode(Qt::ElideMiddle);
    setEditTriggers(NoEditTriggers);
    setTabKeyNavigation(false);
    setSelectionBehavior(SelectRows);
    setSelectionMode(ExtendedSelection);
    verticalHeader()->hide();
    verticalHeader()->setSectionResizeMode(QHeaderView::Fixed); // else a million heights are kept
    verticalHeader()->setDefaultSectionSize(spacing::tableRowHeight);
    horizontalHeader()->setHighlightSections(false);
    horizontalHeader()->setSectionsClickable(true);
    horizontalHeader()->setSortIndicatorShown(true);
    horizontalHeader()->setSortIndicatorClearable(true); // the third click: the file's order
    horizontalHeader()->setSortIndicator(-1, Qt::AscendingOrder);
}

void TrackTable::selectAll()
{
    if (model() == nullptr || model()->rowCount() == 0)
        return;
    std::vector<int> rows(static_cast<std::size_t>(model()->rowCount()));
    std::iota(rows.begin(), rows.end(), 0);
    emit rowsPicked(rows, Qt::NoModifier);
}

// What is marked is always what this press, drag or key is about; modifiers say what becomes of it. Shift
// reaches from where the last one began.
QItemSelectionModel::SelectionFlags TrackTable::selectionCommand(const QModelIndex &index,
                                                                 const QEvent *event) const
{
    using Model = QItemSelectionModel;
    const Model::SelectionFlags whole = Model::Clear | Model::Select | Model::Rows;
    if (event == nullptr)
        return QTableView::selectionCommand(index, event);
    if (event->type() == QEvent::MouseMove)
        return whole | Model::Current;
    if (event->type() == QEvent::MouseButtonPress) {
        const auto *mouse = static_cast<const QMouseEvent *>(event);
        if (mouse->button() != Qt::LeftButton)
            return Model::NoUpdate; // a menu is asked for
        return mouse->modifiers().testFlag(Qt::ShiftModifier) ? whole | Model::Current : whole;
    }
    if (event->type() == QEvent::MouseButtonRelease)
        return Model::NoUpdate;
    return QTableView::selectionCommand(index, event);
}

void TrackTable::mousePressEvent(QMouseEvent *event)
{
    m_picking = event->button() == Qt::LeftButton && indexAt(event->position().toPoint()).isValid();
    QTableView::mousePressEvent(event);
}

void TrackTable::mouseReleaseEvent(QMouseEvent *event)
{
    QTableView::mouseReleaseEvent(event);
    if (event->button() == Qt::LeftButton && std::exchange(m_picking, false))
        pickMarked(event->modifiers());
}

void TrackTable::mouseDoubleClickEvent(QMouseEvent *event)
{
    const QModelIndex index = indexAt(event->position().toPoint());
    if (event->button() == Qt::LeftButton && index.isValid())
        emit rowActivated(index.row());
}

void TrackTable::keyPressEvent(QKeyEvent *event)
{
    const Qt::KeyboardModifiers modifiers = event->modifiers() & ~Qt::KeypadModifier;
    if (event->key() == Qt::Key_Space && currentIndex().isValid()) {
        if (!selectionModel()->hasSelection())
            selectionModel()->select(currentIndex(), QItemSelectionModel::Select | QItemSelectionModel::Rows);
        pickMarked(modifiers);
    } else if ((event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) &&
               currentIndex().isValid()) {
        emit rowActivated(currentIndex().row());
    } else if (event->matches(QKeySequence::Copy)) {
        event->ignore(); // the base would copy one cell; whoever owns the table copies rows
    } else {
        QTableView::keyPressEvent(event);
    }
}

void TrackTable::pickMarked(Qt::KeyboardModifiers modifiers)
{
    std::vector<int> rows;
    const QItemSelection marked = selectionModel()->selection();
    for (const QItemSelectionRange &range : marked)
        for (int row = range.top(); row <= range.bottom(); ++row)
            rows.push_back(row);
    clearSelection();
    if (!rows.empty())
        emit rowsPicked(rows, modifiers);
}

} // namespace genrelens
