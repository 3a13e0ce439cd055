#include "widgets/elbow/sweep_table.h"

#include "widgets/models/missing_last_proxy.h"
#include "widgets/models/sweep_model.h"
#include "widgets/plots/text.h"
#include "widgets/plots/theme.h"

#include <QApplication>
#include <QClipboard>
#include <QContextMenuEvent>
#include <QHeaderView>
#include <QKeyEvent>
#include <QMenu>

#include <algorithm>
#include <numeric>

namespace genrelens
{

namespace
{

constexpr int sortMark = 18;     // room in a header
constexpr int mostMeasured = 50; // rows: the others are much like their neighbours

} // namespace

SweepTable::SweepTable(QWidget *parent)
    : QTableView(parent)
    , m_model(new SweepModel(this))
    , m_sorted(new MissingLastProxy(this))
{
    m_sorted->setSourceModel(m_model);
    m_sorted->setSortRole(SweepModel::SortRole);
    setModel(m_sorted);
    setShowGrid(false);
    setFrameShape(QFrame::NoFrame);
    setWordWrap(false);
    setSelectionBehavior(QAbstractItemView::SelectRows);
    setSelectionMode(QAbstractItemView::ExtendedSelection);
    setEditTriggers(QAbstractItemView::NoEditTriggers);
    setTabKeyNavigation(false);
    setHorizontalScrollMode(QAbstractItemView::ScrollPerPixel);
    verticalHeader()->hide();
    verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    verticalHeader()->setDefaultSectionSize(spacing::tableRowHeight);
    horizontalHeader()->setHighlightSections(false);
    horizontalHeader()->setStretchLastSection(true);
    setSortingEnabled(true);
    sortByColumn(SweepModel::Clusters, Qt::AscendingOrder);
    connect(this, &QTableView::doubleClicked, this, &SweepTable::choose);
}

void SweepTable::setPoints(std::vector<KSweepPoint> points, int current)
{
    m_model->setPoints(std::move(points));
    m_model->setCurrent(current);
    fitColumns();
}

// As wide as titles and figures are, which never grow much.
void SweepTable::fitColumns()
{
    const QFont bold = semiBoldFont(font());
    for (int column = 0; column < SweepModel::ChosenBy; ++column) {
        double width = textWidth(SweepModel::columnTitle(column), bold) + sortMark;
        const int step = std::max(1, m_model->rowCount() / mostMeasured);
        for (int row = 0; row < m_model->rowCount(); row += step)
            width = std::max(width, textWidth(m_model->index(row, column).data().toString(), bold));
        setColumnWidth(column, static_cast<int>(width) + 2 * spacing::medium);
    }
}

int SweepTable::clusters(const QModelIndex &index) const
{
    return m_model->clusters(m_sorted->mapToSource(index).row());
}

void SweepTable::choose(const QModelIndex &index)
{
    if (index.isValid() && clusters(index) >= 2)
        emit kChosen(clusters(index));
}

void SweepTable::copy() const
{
    std::vector<int> sorted;
    for (const QModelIndex &index : selectionModel()->selectedRows())
        sorted.push_back(index.row());
    std::sort(sorted.begin(), sorted.end());
    if (sorted.empty()) {
        sorted.resize(static_cast<std::size_t>(m_sorted->rowCount()));
        std::iota(sorted.begin(), sorted.end(), 0);
    }
    std::vector<int> rows;
    for (const int row : sorted)
        rows.push_back(m_sorted->mapToSource(m_sorted->index(row, 0)).row());
    QApplication::clipboard()->setText(m_model->tabSeparated(rows));
}

void SweepTable::keyPressEvent(QKeyEvent *event)
{
    const bool chooses = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
    if (event->matches(QKeySequence::Copy))
        copy();
    else if (chooses && currentIndex().isValid())
        choose(currentIndex());
    else
        QTableView::keyPressEvent(event);
}

void SweepTable::contextMenuEvent(QContextMenuEvent *event)
{
    const QModelIndex index = indexAt(viewport()->mapFromGlobal(event->globalPos()));
    QMenu menu(this);
    // The number, not the index: rows may come while the menu is open.
    if (const int k = index.isValid() ? clusters(index) : 0; k >= 2)
        menu.addAction(tr("&Use %1 Clusters").arg(formatCount(k)), this, [this, k] { emit kChosen(k); });
    menu.addAction(tr("&Copy"), this, &SweepTable::copy);
    menu.addAction(tr("&Export Table…"), this, &SweepTable::exportRequested);
    menu.exec(event->globalPos());
}

} // namespace genrelens
