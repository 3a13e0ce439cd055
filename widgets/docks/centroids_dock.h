#pragma once

#include "widgets/docks/dock.h"

namespace genrelens
{

class LineChart;
class Study;

/// The mean of each feature in each class of the current label set, as parallel coordinates.
class CentroidsDock : public Dock
{
    Q_OBJECT

public:
    explicit CentroidsDock(const Study &study, QWidget *parent = nullptr);
    [[nodiscard]] Plot *plot() const override;

private:
    void refresh();

    const Study &m_study;
    LineChart *m_chart;
};

} // namespace genrelens
