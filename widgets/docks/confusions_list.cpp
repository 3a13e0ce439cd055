#include "widgets/docks/confusions_list.h"

#include "widgets/plots/text.h"
#include "widgets/plots/theme.h"

#include <QApplication>
#include <QClipboard>
#include <QHeaderView>
#include <QKeyEvent>
#include <QMouseEvent>

#include <algorithm>
#include <numeric>
#include <utility>

namespace genrelens
{

namespace
{

constexpr int narrowestName = 60;
constexpr int widestName = 180;
constexpr int sortMark = 18; // room in a header

} // namespace

ConfusionsList::ConfusionsList(QWidget *parent) : QTableView(parent), m_model(new ConfusionsModel(this))
{
    setObjectName(QStringLiteral("confusionsList"));
    setAccessibleName(tr("Worst confusions"));
    setModel(m_model);
    setShowGrid(false);
    setFrameShape(QFrame::NoFrame);
    setWordWrap(false);
    setTextElideMode(Qt::ElideMiddle);
    setSelectionBehavior(QAbstractItemView::SelectRows);
    setSelectionMode(QAbstractItemView::ExtendedSelection);
    setEditTriggers(QAbstractItemView::NoEditTriggers);
    setTabKeyNavigation(false);
    setHorizontalScrollMode(QAbstractItemView::ScrollPerPixel);
    verticalHeader()->hide();
    verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    verticalHeader()->setDefaultSectionSize(spacing::tableRowHeight);
    horizontalHeader()->setHighlightSections(false);
    horizontalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    horizontalHeader()->setMinimumSectionSize(narrowestName);
    setSortingEnabled(true);
    sortByColumn(ConfusionsModel::Tracks, Qt::DescendingOrder);
}

void ConfusionsList::setConfusions(std::vector<Confusion> confusions, QStringList names, const QString &other)
{
    m_nameWidth = narrowestName;
    for (const QString &name : std::as_const(names)) {
        if (m_nameWidth >= widestName)
            break;
        m_nameWidth = std::max(m_nameWidth, static_cast<int>(textWidth(name, font())) + 2 * spacing::medium);
    }
    m_nameWidth = std::min(m_nameWidth, widestName);
    m_model->setConfusions(std::move(confusions), std::move(names), other);
    fitColumns();
}

// Numbers as wide as they are, the rest is for the names, which are cut before anything scrolls.
void ConfusionsList::fitColumns()
{
    const auto header = [this](int column) {
        return static_cast<int>(
                   textWidth(m_model->headerData(column, Qt::Horizontal, Qt::DisplayRole).toString(),
                             semiBoldFont(font()))) +
               sortMark + spacing::medium;
    };
    int left = viewport()->width();
    for (int column = ConfusionsModel::Tracks; column < m_model->columnCount(); ++column) {
        setColumnWidth(column, header(column));
        left -= header(column);
    }
    const int name = std::clamp(left / 2, narrowestName + spacing::large, m_nameWidth + spacing::large);
    for (const int column : {ConfusionsModel::Truth, ConfusionsModel::Predicted})
        setColumnWidth(column, std::max(name, header(column)));
}

void ConfusionsList::copy() const
{
    std::vector<int> rows;
    for (const QModelIndex &index : selectionModel()->selectedRows())
        rows.push_back(index.row());
    std::sort(rows.begin(), rows.end());
    if (rows.empty()) {
        rows.resize(static_cast<std::size_t>(m_model->rowCount()));
        std::iota(rows.begin(), rows.end(), 0);
    }
    QApplication::clipboard()->setText(m_model->tabSeparated(rows));
}

void ConfusionsList::mouseReleaseEvent(QMouseEvent *event)
{
    QTableView::mouseReleaseEvent(event);
    const QModelIndex index = indexAt(event->position().toPoint());
    if (event->button() == Qt::LeftButton && index.isValid() && index == currentIndex())
        emit picked(m_model->confusion(index.row()), event->modifiers());
}

void ConfusionsList::keyPressEvent(QKeyEvent *event)
{
    const bool picks =
        event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter || event->key() == Qt::Key_Space;
    if (event->matches(QKeySequence::Copy))
        copy();
    else if (picks && currentIndex().isValid())
        emit picked(m_model->confusion(currentIndex().row()), event->modifiers() & ~Qt::KeypadModifier);
    else
        QTableView::keyPressEvent(event);
}

void ConfusionsList::resizeEvent(QResizeEvent *event)
{
    QTableView::resizeEvent(event);
    fitColumns();
}

} // namespace genrelens
