#pragma once

#include "widgets/docks/dock.h"

class QComboBox;
class QLabel;

namespace genrelens
{

class BarChart;
class Study;
class StudyJobs;

/// How many tracks each class of the current label set has.
class DistributionDock : public Dock
{
    Q_OBJECT

public:
    DistributionDock(const Study &study, StudyJobs &jobs, QWidget *parent = nullptr);
    [[nodiscard]] Plot *plot() const override;

private:
    void refresh();

    const Study &m_study;
    QLabel *m_summary;
    QComboBox *m_order;
    BarChart *m_chart;
};

} // namespace genrelens
