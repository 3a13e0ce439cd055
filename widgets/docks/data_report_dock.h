#pragma once

#include "widgets/docks/dock.h"

class QLabel;
class QTableView;

namespace genrelens
{

class DataReportModel;
class Study;

/// What became of the rows of the file and what is odd about its tracks; a finding selects its tracks.
class DataReportDock : public Dock
{
    Q_OBJECT

public:
    explicit DataReportDock(Study &study, QWidget *parent = nullptr);

    /// How many things are odd.
    [[nodiscard]] int findingCount() const;

private:
    void refresh();
    void pick(int row);

    Study &m_study;
    DataReportModel *m_model;
    QLabel *m_headline;
    QLabel *m_link;
    QLabel *m_nothing;
    QTableView *m_table;
};

} // namespace genrelens
