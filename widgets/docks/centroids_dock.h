#pragma once

#include "widgets/docks/dock.h"

namespace genrelens
{

class LineChart;
class Study;
class StudyJobs;

/// The mean of each feature in each class of the current label set, as parallel coordinates.
class CentroidsDock : public Dock
{
    Q_OBJECT

public:
    CentroidsDock(const Study &study, StudyJobs &jobs, QWidget *parent = nullptr);
    [[nodiscard]] Plot *plot() const override;

private:
    void refresh();

    const Study &m_study;
    LineChart *m_chart;
};

} // namespace genrelens
