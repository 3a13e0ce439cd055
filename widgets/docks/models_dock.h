#pragma once

#include "core/study/study.h"
#include "widgets/docks/dock.h"
#include "widgets/models/model_run_rows.h"

#include <string>
#include <vector>

class QAbstractButton;
class QButtonGroup;
class QLabel;
class QSplitter;

namespace genrelens
{

class AccuracyChart;
class ModelRunsTable;
class StudyJobs;

/// Every model with its figures on held-out tracks, what is trained and what waits, as a table and a chart;
/// choosing one shows it in the other views.
class ModelsDock : public Dock
{
    Q_OBJECT

public:
    ModelsDock(Study &study, StudyJobs &jobs, QWidget *parent = nullptr);
    [[nodiscard]] Plot *plot() const override;

    /// The table as it stands, for a file: all figures as CSV, or what is shown as Markdown.
    [[nodiscard]] std::string exportText(bool asMarkdown) const;

signals:
    void trainingRequested();
    void parametersRequested(const std::string &model);
    void exportRequested();
    void removeRequested(const std::vector<genrelens::ModelSlot> &models);

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    QWidget *makeControls();
    void connectTable();
    void refresh();
    void showProgress();
    void showChart();
    void showCurrent();
    void tellOfOutdated();
    void arrangeViews();
    void choose(const ModelSlot &slot);

    Study &m_study;
    StudyJobs &m_jobs;
    QButtonGroup *m_views; // table, chart: which is shown where there is no room for both
    QAbstractButton *m_cancel = nullptr;
    QSplitter *m_split;
    ModelRunsTable *m_table;
    AccuracyChart *m_chart;
    QLabel *m_empty;
    bool m_both = false; // table and chart are shown
    std::vector<ModelRunRow> m_rows;
    std::vector<ModelSlot> m_points; // of the chart
};

} // namespace genrelens
