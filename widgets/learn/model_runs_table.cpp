#include "widgets/learn/model_runs_table.h"

#include "widgets/learn/accuracy_delegate.h"
#include "widgets/models/missing_last_proxy.h"
#include "widgets/models/model_runs_model.h"
#include "widgets/models/model_runs_text.h"
#include "widgets/plots/theme.h"

#include <QApplication>
#include <QClipboard>
#include <QContextMenuEvent>
#include <QHeaderView>
#include <QKeyEvent>
#include <QMenu>
#include <QSettings>

#include <algorithm>

namespace genrelens
{

namespace
{

constexpr int widestLabels = 170; // a mapping's long name must not push the figures out of sight
constexpr int widestModel = 300;  // all titles of the catalogue, where there is room
constexpr int narrowestName = 72;

// Another number of columns is another table.
QString headerKey()
{
    return QStringLiteral("models/header%1").arg(int(ModelRunsModel::ColumnCount));
}

std::vector<ModelSlot> slotsOf(const std::vector<ModelRunRow> &rows)
{
    std::vector<ModelSlot> all;
    all.reserve(rows.size());
    for (const ModelRunRow &row : rows)
        all.push_back(row.slot);
    return all;
}

bool isUnderWay(const ModelRunRow &row)
{
    return row.state == ModelRunRow::State::Waiting || row.state == ModelRunRow::State::Training;
}

} // namespace

ModelRunsTable::ModelRunsTable(QWidget *parent)
    : QTableView(parent)
    , m_model(new ModelRunsModel(this))
    , m_sorted(new MissingLastProxy(this))
{
    m_sorted->setSourceModel(m_model);
    m_sorted->setSortRole(ModelRunsModel::SortRole);
    m_sorted->setSortLocaleAware(true);
    setModel(m_sorted);
    setItemDelegateForColumn(ModelRunsModel::Accuracy, new AccuracyDelegate(this));
    setShowGrid(false);
    setFrameShape(QFrame::NoFrame);
    setSelectionBehavior(QAbstractItemView::SelectRows);
    setSelectionMode(QAbstractItemView::ExtendedSelection);
    setEditTriggers(QAbstractItemView::NoEditTriggers);
    setTabKeyNavigation(false);
    setTextElideMode(Qt::ElideMiddle);
    setWordWrap(false);
    setHorizontalScrollMode(QAbstractItemView::ScrollPerPixel);
    verticalHeader()->hide();
    verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    verticalHeader()->setDefaultSectionSize(spacing::tableRowHeight);
    makeHeader();
    connect(this, &QTableView::clicked, this, [this](const QModelIndex &index) {
        if (QApplication::keyboardModifiers() == Qt::NoModifier) // else rows are gathered
            chooseRow(index);
    });
    connect(this, &QTableView::activated, this, &ModelRunsTable::chooseRow);
}

void ModelRunsTable::makeHeader()
{
    QHeaderView *header = horizontalHeader();
    header->setSectionsMovable(true);
    header->setHighlightSections(false);
    header->setContextMenuPolicy(Qt::CustomContextMenu);
    setSortingEnabled(true);
    restoreHeader();
    connect(header, &QWidget::customContextMenuRequested, this, &ModelRunsTable::showHeaderMenu);
    connect(header, &QHeaderView::sectionMoved, this, &ModelRunsTable::rememberHeader);
    connect(header, &QHeaderView::sortIndicatorChanged, this, &ModelRunsTable::rememberHeader);
}

void ModelRunsTable::restoreHeader()
{
    QHeaderView *header = horizontalHeader();
    const QByteArray state = QSettings().value(headerKey()).toByteArray();
    if (state.isEmpty() || !header->restoreState(state))
        sortByColumn(ModelRunsModel::Labels, Qt::AscendingOrder);
    header->setSectionResizeMode(QHeaderView::ResizeToContents);
    header->setSectionResizeMode(ModelRunsModel::Labels, QHeaderView::Interactive);
    header->setSectionResizeMode(ModelRunsModel::Model, QHeaderView::Interactive);
    m_isReady = true;
}

void ModelRunsTable::rememberHeader()
{
    if (m_isReady)
        QSettings().setValue(headerKey(), horizontalHeader()->saveState());
}

void ModelRunsTable::resetHeader()
{
    QHeaderView *header = horizontalHeader();
    for (int column = 0; column < ModelRunsModel::ColumnCount; ++column) {
        setColumnHidden(column, false);
        header->moveSection(header->visualIndex(column), column);
    }
    sortByColumn(ModelRunsModel::Labels, Qt::AscendingOrder);
    fitNames();
    rememberHeader();
}

void ModelRunsTable::showHeaderMenu(const QPoint &position)
{
    QMenu menu;
    menu.setObjectName(QStringLiteral("modelsColumnMenu"));
    const std::vector<int> shown = shownColumns();
    for (int column = 0; column < ModelRunsModel::ColumnCount; ++column) {
        QAction *action = menu.addAction(ModelRunsModel::columnTitle(column));
        action->setCheckable(true);
        action->setChecked(!isColumnHidden(column));
        action->setEnabled(isColumnHidden(column) || shown.size() > 1); // one stays, to bring others back
        connect(action, &QAction::toggled, this, [this, column](bool visible) {
            setColumnHidden(column, !visible);
            fitNames();
            rememberHeader();
        });
    }
    menu.addSeparator();
    menu.addAction(tr("As at &First"), this, &ModelRunsTable::resetHeader);
    menu.exec(horizontalHeader()->viewport()->mapToGlobal(position));
}

void ModelRunsTable::setRows(std::vector<ModelRunRow> rows)
{
    const std::vector<ModelSlot> selected = selectedSlots();
    m_model->setRows(std::move(rows));
    if (selectedSlots() != selected)
        selectSlots(selected);
    fitNames();
}

void ModelRunsTable::setShare(const ModelSlot &slot, double share)
{
    m_model->setShare(slot, share);
}

void ModelRunsTable::setCurrent(const ModelSlot &slot)
{
    if (selectedSlots().size() <= 1)
        selectSlots({slot});
}

void ModelRunsTable::selectSlots(const std::vector<ModelSlot> &wanted)
{
    QItemSelection selection;
    for (int row = 0; row < m_sorted->rowCount(); ++row)
        if (std::find(wanted.begin(), wanted.end(), rowAt(row).slot) != wanted.end())
            selection.select(m_sorted->index(row, 0), m_sorted->index(row, 0));
    selectionModel()->select(selection, QItemSelectionModel::ClearAndSelect | QItemSelectionModel::Rows);
    if (!selection.isEmpty())
        selectionModel()->setCurrentIndex(selection.indexes().front(), QItemSelectionModel::NoUpdate);
}

const ModelRunRow &ModelRunsTable::rowAt(int sortedRow) const
{
    const int row = m_sorted->mapToSource(m_sorted->index(sortedRow, 0)).row();
    return m_model->rows()[static_cast<std::size_t>(row)];
}

std::vector<ModelRunRow> ModelRunsTable::rows() const
{
    std::vector<ModelRunRow> all;
    for (int row = 0; row < m_sorted->rowCount(); ++row)
        all.push_back(rowAt(row));
    return all;
}

std::vector<ModelRunRow> ModelRunsTable::selectedRows() const
{
    std::vector<ModelRunRow> selected;
    for (int row = 0; row < m_sorted->rowCount(); ++row)
        if (selectionModel()->isRowSelected(row))
            selected.push_back(rowAt(row));
    return selected;
}

std::vector<ModelSlot> ModelRunsTable::selectedSlots() const
{
    return slotsOf(selectedRows());
}

std::vector<int> ModelRunsTable::shownColumns() const
{
    std::vector<int> columns;
    for (int place = 0; place < ModelRunsModel::ColumnCount; ++place)
        if (const int column = horizontalHeader()->logicalIndex(place); !isColumnHidden(column))
            columns.push_back(column);
    return columns;
}

void ModelRunsTable::copy()
{
    const std::vector<ModelRunRow> selected = selectedRows();
    const std::string text = modelRunsTabbed(selected.empty() ? rows() : selected, shownColumns());
    QApplication::clipboard()->setText(QString::fromStdString(text));
}

void ModelRunsTable::chooseRow(const QModelIndex &index)
{
    const ModelRunRow row = rowAt(index.row()); // a copy: the rows change when the views do
    if (row.run)
        emit rowChosen(row.slot);
}

// Names give way, so that accuracy and baseline stay in sight.
void ModelRunsTable::fitNames()
{
    const auto wanted = [this](int column, int widest) {
        return std::clamp(std::max(sizeHintForColumn(column), horizontalHeader()->sectionSizeHint(column)),
                          narrowestName, widest);
    };
    int labels = wanted(ModelRunsModel::Labels, widestLabels);
    int model = wanted(ModelRunsModel::Model, widestModel);
    int room = viewport()->width();
    for (const int column : {int(ModelRunsModel::Accuracy), int(ModelRunsModel::Baseline)})
        room -= columnWidth(column); // 0 of a hidden one
    if (isColumnHidden(ModelRunsModel::Labels))
        labels = 0;
    const int over = labels + model - std::max(room, 2 * narrowestName);
    if (over > 0) {
        const int longer = std::min(over, std::abs(labels - model));
        int &first = labels > model ? labels : model;
        first -= longer;
        labels = std::max(labels - (over - longer) / 2, std::min(labels, narrowestName));
        model = std::max(model - (over - longer + 1) / 2, narrowestName);
    }
    setColumnWidth(ModelRunsModel::Labels, labels > 0 ? labels : narrowestName);
    setColumnWidth(ModelRunsModel::Model, model);
}

void ModelRunsTable::resizeEvent(QResizeEvent *event)
{
    QTableView::resizeEvent(event);
    fitNames();
}

void ModelRunsTable::keyPressEvent(QKeyEvent *event)
{
    if (event->matches(QKeySequence::Copy))
        copy();
    else if (event->matches(QKeySequence::Delete) && !selectedSlots().empty())
        emit removeRequested(selectedSlots());
    else
        QTableView::keyPressEvent(event);
}

void ModelRunsTable::contextMenuEvent(QContextMenuEvent *event)
{
    const QModelIndexList marked = selectionModel()->selectedRows();
    if (marked.size() == 1)
        chooseRow(marked.first()); // what the press has marked is shown, as by any other click
    const std::vector<ModelRunRow> selected = selectedRows();
    const std::vector<ModelSlot> models = slotsOf(selected);
    QMenu menu;
    menu.setObjectName(QStringLiteral("modelsMenu"));
    if (!selected.empty()) {
        const bool underWay = std::any_of(selected.begin(), selected.end(), isUnderWay);
        menu.addAction(tr("&Rerun"), this, [this, models] { emit trainRequested(models); })
            ->setEnabled(!std::all_of(selected.begin(), selected.end(), isUnderWay));
        menu.addAction(tr("&Cancel Training"), this, [this, models] { emit cancelRequested(models); })
            ->setEnabled(underWay);
        menu.addAction(tr("Re&move"), this, [this, models] { emit removeRequested(models); })
            ->setShortcut(QKeySequence::Delete);
        menu.addAction(tr("&Parameters…"), this,
                       [this, slot = models.front()] { emit parametersRequested(slot); });
        menu.addSeparator();
    }
    menu.addAction(tr("C&opy"), this, &ModelRunsTable::copy)->setShortcut(QKeySequence::Copy);
    menu.addAction(tr("&Export Table…"), this, &ModelRunsTable::exportRequested);
    menu.exec(event->globalPos());
}

} // namespace genrelens
