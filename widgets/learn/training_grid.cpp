#include "widgets/learn/training_grid.h"

#include "widgets/learn/training_grid_model.h"
#include "widgets/plots/text.h"
#include "widgets/plots/theme.h"

#include <QApplication>
#include <QContextMenuEvent>
#include <QHeaderView>
#include <QKeyEvent>
#include <QPainter>
#include <QStyledItemDelegate>

#include <algorithm>

namespace genrelens
{

namespace
{

constexpr int widestColumn = 190;
constexpr int progressHeight = 2;

/// Ticks by a click anywhere, and draws a line as long as what is done of a training.
class CellDelegate final : public QStyledItemDelegate
{
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override
    {
        QStyledItemDelegate::paint(painter, option, index);
        const QVariant share = index.data(TrainingGridModel::ShareRole);
        if (!share.isValid())
            return;
        QRect line = option.rect.adjusted(0, option.rect.height() - progressHeight, 0, 0);
        line.setWidth(static_cast<int>(share.toDouble() * line.width()));
        if (option.direction == Qt::RightToLeft)
            line.moveRight(option.rect.right());
        painter->fillRect(line, Theme::of(QApplication::palette()).accent);
    }
    bool editorEvent(QEvent *event, QAbstractItemModel *model, const QStyleOptionViewItem &,
                     const QModelIndex &index) override
    {
        if (event->type() != QEvent::MouseButtonRelease || !index.flags().testFlag(Qt::ItemIsUserCheckable))
            return false;
        const auto *mouse = static_cast<const QMouseEvent *>(event);
        if (mouse->button() != Qt::LeftButton || mouse->modifiers() != Qt::NoModifier)
            return false;
        const bool ticked = index.data(Qt::CheckStateRole).toInt() == Qt::Checked;
        return model->setData(index, ticked ? Qt::Unchecked : Qt::Checked, Qt::CheckStateRole);
    }
};

} // namespace

TrainingGrid::TrainingGrid(TrainingGridModel &model, QWidget *parent) : QTableView(parent), m_model(model)
{
    setModel(&model);
    setItemDelegate(new CellDelegate(this));
    setFrameShape(QFrame::NoFrame);
    setTextElideMode(Qt::ElideMiddle);
    setWordWrap(false);
    setTabKeyNavigation(false);
    setHorizontalScrollMode(QAbstractItemView::ScrollPerPixel);
    for (QHeaderView *header : {horizontalHeader(), verticalHeader()}) {
        header->setHighlightSections(false);
        header->setTextElideMode(Qt::ElideMiddle);
        header->setSectionsClickable(true);
        disconnect(header, &QHeaderView::sectionPressed, this, nullptr); // would select
        connect(header, &QHeaderView::sectionClicked, this,
                [this, header](int section) { toggle(m_model.line(header->orientation(), section)); });
    }
    verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    verticalHeader()->setDefaultSectionSize(spacing::tableRowHeight);
    connect(&model, &QAbstractItemModel::modelReset, this, &TrainingGrid::fitColumns);
    fitColumns();
}

// All alike, and wide enough for any state.
void TrainingGrid::fitColumns()
{
    const QString longest = tr("%1, outdated").arg(formatShare(1.0));
    int width = static_cast<int>(textWidth(longest, font())) + 16 + 4 * spacing::medium;
    for (int column = 0; column < m_model.columnCount(); ++column)
        width = std::max(width, horizontalHeader()->sectionSizeHint(column));
    horizontalHeader()->setDefaultSectionSize(std::min(width, widestColumn));
    horizontalHeader()->resizeSections(QHeaderView::Fixed);
    updateGeometry();
}

QSize TrainingGrid::sizeHint() const
{
    const QSize frame(verticalHeader()->sizeHint().width() + spacing::small,
                      horizontalHeader()->sizeHint().height() + spacing::small);
    return QSize(horizontalHeader()->length(), verticalHeader()->length()) + frame;
}

// All of them, or none when all are.
void TrainingGrid::toggle(const QModelIndexList &cells)
{
    m_model.setTicked(cells, !m_model.areAllTicked(cells));
}

void TrainingGrid::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Space)
        toggle(selectionModel()->hasSelection() ? selectionModel()->selectedIndexes()
                                                : QModelIndexList{currentIndex()}); // as at first
    else
        QTableView::keyPressEvent(event);
}

void TrainingGrid::contextMenuEvent(QContextMenuEvent *event)
{
    const QModelIndex cell = event->reason() == QContextMenuEvent::Keyboard
                                 ? currentIndex()
                                 : indexAt(viewport()->mapFromGlobal(event->globalPos()));
    if (cell.flags().testFlag(Qt::ItemIsEnabled))
        emit cellMenuRequested(cell, event->globalPos());
}

} // namespace genrelens
