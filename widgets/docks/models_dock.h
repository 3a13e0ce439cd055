#pragma once

#include "widgets/docks/dock.h"

class QLabel;
class QSortFilterProxyModel;
class QTableView;

namespace genrelens
{

class ModelRunsModel;
class Study;
class StudyJobs;

/// Every trained model with its figures on held-out tracks; choosing one shows it in the other views.
class ModelsDock : public Dock
{
    Q_OBJECT

public:
    ModelsDock(Study &study, StudyJobs &jobs, QWidget *parent = nullptr);

private:
    void refresh();
    void tellOfOutdated();
    void retrain();
    void showRow(int sortedRow);

    Study &m_study;
    StudyJobs &m_jobs;
    ModelRunsModel *m_model;
    QSortFilterProxyModel *m_sorted;
    QTableView *m_table;
    QLabel *m_empty;
};

} // namespace genrelens
