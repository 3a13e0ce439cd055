#pragma once

#include "widgets/docks/dock.h"

class QLabel;
class QSortFilterProxyModel;
class QTableView;

namespace genrelens
{

class ModelRunsModel;
class Study;

/// Every trained model with its figures on held-out tracks; choosing one shows it in the other views.
class ModelsDock : public Dock
{
    Q_OBJECT

public:
    explicit ModelsDock(Study &study, QWidget *parent = nullptr);

private:
    void refresh();
    void showRow(int sortedRow);

    Study &m_study;
    ModelRunsModel *m_model;
    QSortFilterProxyModel *m_sorted;
    QTableView *m_table;
    QLabel *m_empty;
};

} // namespace genrelens
