#pragma once

#include "widgets/docks/dock.h"
#include "widgets/elbow/sweep_advice.h"
#include "widgets/plots/sweep_plot.h"

#include <string>

class QLabel;
class QPushButton;

namespace genrelens
{

class Study;
class StudyJobs;
class SweepControls;
class SweepTable;

/// How many clusters? What is known of each number of them, as panels or a table, and what it recommends in
/// words; a click on a number makes it the number of clusters.
class ElbowDock : public Dock
{
    Q_OBJECT

public:
    ElbowDock(const Study &study, StudyJobs &jobs, QWidget *parent = nullptr);
    [[nodiscard]] Plot *plot() const override;

protected:
    void resizeEvent(QResizeEvent *event) override;
    void frontChanged(bool inFront) override;

private:
    QWidget *makeAdvice();
    QWidget *makeEmpty();
    void connectParts();
    /// All figures, for a file.
    [[nodiscard]] std::string csv() const;
    void refresh();
    void showSweep();
    void showAdvice();
    void showNotice();
    void showControls();
    void arrangeViews();
    void useClusters(int k);
    void chooseSweep(const ClusterSettings &clusters);
    /// A sweep runs, or will by itself.
    [[nodiscard]] bool isUnderWay() const;
    [[nodiscard]] std::size_t tracks() const;
    [[nodiscard]] QString emptyText() const;

    const Study &m_study;
    StudyJobs &m_jobs;
    QLabel *m_advice = nullptr;
    QLabel *m_otherwise = nullptr;
    QPushButton *m_use = nullptr;
    QWidget *m_words = nullptr; // the three
    SweepControls *m_controls;
    SweepPlot *m_plot;
    SweepTable *m_table;
    QWidget *m_empty = nullptr;
    SweepAdvice m_said;
};

} // namespace genrelens
