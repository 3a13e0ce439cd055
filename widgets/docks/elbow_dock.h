#pragma once

#include "widgets/docks/dock.h"

namespace genrelens
{

class LineChart;
class Study;

/// The within-cluster sum of squares over a range of k.
class ElbowDock : public Dock
{
    Q_OBJECT

public:
    explicit ElbowDock(const Study &study, QWidget *parent = nullptr);
    [[nodiscard]] Plot *plot() const override;

private:
    void refresh();

    const Study &m_study;
    LineChart *m_chart;
};

} // namespace genrelens
