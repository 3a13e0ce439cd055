#pragma once

#include "widgets/docks/dock.h"

class QComboBox;
class QLabel;

namespace genrelens
{

class BarChart;
class Study;
class StudyJobs;

/// How many tracks each class of the current label set has, and how many of them are selected.
class DistributionDock : public Dock
{
    Q_OBJECT

public:
    DistributionDock(Study &study, StudyJobs &jobs, QWidget *parent = nullptr);
    [[nodiscard]] Plot *plot() const override;

private:
    void refresh();
    void pick(int bar, Qt::KeyboardModifiers modifiers);

    Study &m_study;
    QLabel *m_summary;
    QComboBox *m_order;
    BarChart *m_chart;
    QLabel *m_selected; // what solid and pale mean
};

} // namespace genrelens
