#pragma once

#include "widgets/docks/dock.h"

class QComboBox;
class QLabel;
class QPushButton;

namespace genrelens
{

class Heatmap;
class Study;
class StudyJobs;

/// How the current model judges the held-out tracks of the current label set: accuracy and confusion matrix.
class ConfusionDock : public Dock
{
    Q_OBJECT

public:
    ConfusionDock(const Study &study, StudyJobs &jobs, QWidget *parent = nullptr);
    [[nodiscard]] Plot *plot() const override;

private:
    void refresh();
    void train();
    bool showMissingGenres();

    const Study &m_study;
    StudyJobs &m_jobs;
    QLabel *m_subject;
    QLabel *m_headline;
    QComboBox *m_normalization;
    QPushButton *m_train;
    Heatmap *m_heatmap;
};

} // namespace genrelens
