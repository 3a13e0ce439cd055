#pragma once

#include "widgets/docks/dock.h"

class QLabel;
class QLineEdit;
class QSortFilterProxyModel;
class QTableView;

namespace genrelens
{

class GenreMapModel;
class Study;

/// The genre mapping: each genre of the file, its tracks and the super-genre it folds into; filter and sort.
class MappingDock : public Dock
{
    Q_OBJECT

public:
    explicit MappingDock(const Study &study, QWidget *parent = nullptr);

private:
    void refresh();

    const Study &m_study;
    GenreMapModel *m_model;
    QSortFilterProxyModel *m_sorted;
    QLabel *m_summary;
    QLineEdit *m_filter;
    QTableView *m_table;
};

} // namespace genrelens
