#pragma once

#include "widgets/mapping/super_genre_delegate.h"

#include <QStringList>
#include <QTableView>

#include <vector>

class QMenu;

namespace genrelens
{

class GenreFilter;
class GenreMapModel;
struct GenreRow;

/// The genres of the file: sorted, filtered, picked, dragged, and given another super-genre in place.
class GenreTable : public QTableView
{
    Q_OBJECT

public:
    explicit GenreTable(QWidget *parent = nullptr);

    [[nodiscard]] GenreMapModel *genres() const { return m_model; }
    [[nodiscard]] GenreFilter *filter() const { return m_filter; }
    /// The row under the person's eye stays in sight, wherever sorting puts it.
    void setRows(std::vector<GenreRow> rows);
    void setChoices(const std::vector<SuperGenreChoice> &choices);
    [[nodiscard]] QStringList selectedGenres() const;
    /// As they are shown.
    [[nodiscard]] QStringList shownGenres() const;
    /// Row of the current genre in the model, or -1.
    [[nodiscard]] int currentGenre() const;
    [[nodiscard]] bool showsGuidance() const;

signals:
    void assignRequested(const QStringList &genres, const QString &superGenre);
    void assignApartRequested(const QStringList &genres);
    void tracksRequested(const QStringList &genres);
    void currentGenreChanged();

protected:
    void keyPressEvent(QKeyEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void startDrag(Qt::DropActions actions) override;
    void currentChanged(const QModelIndex &current, const QModelIndex &previous) override;
    [[nodiscard]] QItemSelectionModel::SelectionFlags selectionCommand(const QModelIndex &index,
                                                                       const QEvent *event) const override;

private:
    void setUpHeader();
    void editSuperGenre(const QModelIndex &index, bool opensList);
    void showMenu(const QPoint &at);
    void fillAssignMenu(QMenu &menu, const QStringList &genres);
    void showHeaderMenu(const QPoint &at);
    void placeColumns();
    void setGuidanceShown(int column, bool shown);

    GenreMapModel *m_model;
    GenreFilter *m_filter;
    SuperGenreDelegate *m_delegate;
    std::vector<SuperGenreChoice> m_choices;
    bool m_columnsChosen = false; // by the person, whatever the width
};

} // namespace genrelens
