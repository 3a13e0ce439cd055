#include "widgets/mapping/genre_table.h"

#include "widgets/mapping/genre_filter.h"
#include "widgets/mapping/genre_map_model.h"
#include "widgets/mapping/name_drag.h"
#include "widgets/mapping/name_list.h"
#include "widgets/models/chip_delegate.h"
#include "widgets/plots/palette.h"
#include "widgets/plots/text.h"
#include "widgets/plots/theme.h"

#include <QApplication>
#include <QHeaderView>
#include <QItemSelectionModel>
#include <QKeyEvent>
#include <QMenu>

#include <algorithm>

namespace genrelens
{

namespace
{

constexpr int narrowestColumn = 56; // below it a name is but an ellipsis
constexpr int widestColumn = 240;
constexpr int narrowestWideColumn = 100; // a short name and its chip
constexpr int widthForGuidance = 500;    // of the table: below it names would be cut
constexpr int guidanceColumns[] = {GenreMapModel::Purity, GenreMapModel::Nearest};

} // namespace

GenreTable::GenreTable(QWidget *parent)
    : QTableView(parent)
    , m_model(new GenreMapModel(this))
    , m_filter(new GenreFilter(this))
    , m_delegate(new SuperGenreDelegate(this))
{
    setObjectName(QStringLiteral("mappingTable"));
    setAccessibleName(tr("Genres and their super-genres"));
    m_filter->setSourceModel(m_model);
    setModel(m_filter);
    setItemDelegate(m_delegate);
    setSortingEnabled(true);
    sortByColumn(GenreMapModel::Genre, Qt::AscendingOrder);
    setShowGrid(false);
    setFrameShape(QFrame::NoFrame);
    setSelectionBehavior(QAbstractItemView::SelectRows);
    setSelectionMode(QAbstractItemView::ExtendedSelection);
    setEditTriggers(QAbstractItemView::NoEditTriggers); // begun here, for the whole row
    setTextElideMode(Qt::ElideMiddle);
    setWordWrap(false);
    setTabKeyNavigation(false);
    setHorizontalScrollMode(QAbstractItemView::ScrollPerPixel);
    setIconSize({chipSize, chipSize});
    setDragEnabled(true);
    setDragDropMode(QAbstractItemView::DragOnly);
    setDragDropOverwriteMode(false);
    setContextMenuPolicy(Qt::CustomContextMenu);
    verticalHeader()->hide();
    verticalHeader()->setMinimumSectionSize(spacing::tableRowHeight);
    verticalHeader()->setDefaultSectionSize(spacing::tableRowHeight);
    setUpHeader();
    connect(this, &QWidget::customContextMenuRequested, this, &GenreTable::showMenu);
    connect(this, &QAbstractItemView::clicked, this, [this](const QModelIndex &index) {
        if (index.column() == GenreMapModel::SuperGenre &&
            QApplication::keyboardModifiers() == Qt::NoModifier)
            editSuperGenre(index, true);
    });
    connect(this, &QAbstractItemView::doubleClicked, this, [this](const QModelIndex &index) {
        if (index.column() != GenreMapModel::SuperGenre)
            editSuperGenre(index, true);
    });
    connect(m_model, &GenreMapModel::superGenreGiven, this, [this](int row, const QString &name) {
        const QString genre = m_model->rows()[static_cast<std::size_t>(row)].genre;
        const QStringList selected = selectedGenres();
        emit assignRequested(selected.contains(genre) ? selected : QStringList{genre}, name);
    });
}

void GenreTable::setUpHeader()
{
    QHeaderView *header = horizontalHeader();
    header->setMinimumSectionSize(narrowestColumn);
    header->setMaximumSectionSize(widestColumn);
    header->setSectionResizeMode(QHeaderView::ResizeToContents);
    header->setSectionResizeMode(GenreMapModel::Genre, QHeaderView::Stretch);
    header->setHighlightSections(false);
    header->setContextMenuPolicy(Qt::CustomContextMenu);
    connect(header, &QWidget::customContextMenuRequested, this, &GenreTable::showHeaderMenu);
    placeColumns();
}

void GenreTable::setRows(std::vector<GenreRow> rows)
{
    const int before = currentIndex().row();
    m_model->setRows(std::move(rows));
    if (currentIndex().isValid() && currentIndex().row() != before)
        scrollTo(currentIndex());
    emit currentGenreChanged();
}

void GenreTable::setChoices(const std::vector<SuperGenreChoice> &choices)
{
    m_choices = choices;
    m_delegate->setChoices(choices);
}

QStringList GenreTable::selectedGenres() const
{
    QModelIndexList rows = selectionModel()->selectedRows(GenreMapModel::Genre);
    std::sort(rows.begin(), rows.end());
    QStringList genres;
    for (const QModelIndex &index : std::as_const(rows))
        genres.append(index.data().toString());
    return genres;
}

QStringList GenreTable::shownGenres() const
{
    QStringList genres;
    for (int row = 0; row < m_filter->rowCount(); ++row)
        genres.append(m_filter->index(row, GenreMapModel::Genre).data().toString());
    return genres;
}

int GenreTable::currentGenre() const
{
    return m_filter->mapToSource(currentIndex()).row();
}

bool GenreTable::showsGuidance() const
{
    return std::any_of(std::begin(guidanceColumns), std::end(guidanceColumns),
                       [this](int column) { return !isColumnHidden(column); });
}

void GenreTable::editSuperGenre(const QModelIndex &index, bool opensList)
{
    const QModelIndex cell = index.siblingAtColumn(GenreMapModel::SuperGenre);
    if (!cell.isValid())
        return;
    selectionModel()->setCurrentIndex(cell, QItemSelectionModel::NoUpdate);
    scrollTo(cell);
    m_delegate->setOpensList(opensList);
    edit(cell);
}

void GenreTable::keyPressEvent(QKeyEvent *event)
{
    const bool plain = (event->modifiers() & ~Qt::KeypadModifier) == Qt::NoModifier;
    const int key = event->key();
    const bool opens = key == Qt::Key_Return || key == Qt::Key_Enter || key == Qt::Key_F2;
    if (plain && opens && state() != EditingState) {
        editSuperGenre(currentIndex(), false);
        event->accept();
    } else if (plain && key == Qt::Key_Delete) {
        emit assignRequested(selectedGenres(), QString());
        event->accept();
    } else {
        QTableView::keyPressEvent(event);
    }
}

// A click on the super-genre of one of several rows edits them all: they stay selected.
QItemSelectionModel::SelectionFlags GenreTable::selectionCommand(const QModelIndex &index,
                                                                 const QEvent *event) const
{
    const bool mouse = event != nullptr && (event->type() == QEvent::MouseButtonPress ||
                                            event->type() == QEvent::MouseButtonRelease);
    if (mouse && index.column() == GenreMapModel::SuperGenre && selectionModel()->isSelected(index) &&
        static_cast<const QMouseEvent *>(event)->modifiers() == Qt::NoModifier)
        return QItemSelectionModel::NoUpdate;
    return QTableView::selectionCommand(index, event);
}

void GenreTable::currentChanged(const QModelIndex &current, const QModelIndex &previous)
{
    QTableView::currentChanged(current, previous);
    emit currentGenreChanged();
}

void GenreTable::resizeEvent(QResizeEvent *event)
{
    QTableView::resizeEvent(event);
    // A long super-genre's name is cut before those of the genres are.
    horizontalHeader()->setMaximumSectionSize(
        std::clamp(width() * 9 / 20, narrowestWideColumn, widestColumn));
    placeColumns();
}

void GenreTable::startDrag(Qt::DropActions)
{
    const QStringList genres = selectedGenres();
    dragAsLabel(*this, genres.size() == 1 ? genres.first() : tr("%1 genres").arg(formatCount(genres.size())));
}

void GenreTable::placeColumns()
{
    if (m_columnsChosen)
        return;
    for (const int column : guidanceColumns)
        if (isColumnHidden(column) != (width() < widthForGuidance))
            setColumnHidden(column, width() < widthForGuidance);
}

void GenreTable::setGuidanceShown(int column, bool shown)
{
    m_columnsChosen = true;
    setColumnHidden(column, !shown);
}

void GenreTable::showHeaderMenu(const QPoint &at)
{
    auto *menu = new QMenu(this);
    menu->setObjectName(QStringLiteral("genreColumnsMenu"));
    menu->setAttribute(Qt::WA_DeleteOnClose);
    for (const int column : guidanceColumns) {
        QAction *action =
            menu->addAction(m_model->headerData(column, Qt::Horizontal, Qt::DisplayRole).toString());
        action->setCheckable(true);
        action->setChecked(!isColumnHidden(column));
        connect(action, &QAction::toggled, this,
                [this, column](bool shown) { setGuidanceShown(column, shown); });
    }
    menu->popup(horizontalHeader()->viewport()->mapToGlobal(at));
}

void GenreTable::fillAssignMenu(QMenu &menu, const QStringList &genres)
{
    for (const SuperGenreChoice &choice : m_choices) {
        const QString name = choice.name;
        connect(menu.addAction(chipIcon(choice.colour), menuText(name)), &QAction::triggered, this,
                [this, genres, name] { emit assignRequested(genres, name); });
    }
    menu.addSeparator();
    connect(menu.addAction(tr("&New Super-genre…")), &QAction::triggered, this,
            [this, genres] { emit assignApartRequested(genres); });
    connect(menu.addAction(chipIcon(unmappedColour()), tr("N&ot mapped")), &QAction::triggered, this,
            [this, genres] { emit assignRequested(genres, QString()); });
}

void GenreTable::showMenu(const QPoint &at)
{
    const QStringList genres = selectedGenres();
    if (genres.isEmpty())
        return;
    auto *menu = new QMenu(this);
    menu->setObjectName(QStringLiteral("genreMenu"));
    menu->setAttribute(Qt::WA_DeleteOnClose);
    fillAssignMenu(*menu->addMenu(tr("&Assign to")), genres);
    connect(menu->addAction(tr("&Select Tracks")), &QAction::triggered, this,
            [this, genres] { emit tracksRequested(genres); });
    if (!actions().isEmpty()) {
        menu->addSeparator();
        menu->addActions(actions()); // copy, paste
    }
    menu->popup(viewport()->mapToGlobal(at));
}

} // namespace genrelens
