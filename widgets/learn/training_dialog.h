#pragma once

#include "core/study/training_queue.h"

#include <QDialog>

#include <vector>

class QLabel;
class QPushButton;

namespace genrelens
{

class Study;
class StudyJobs;
class TrainingGrid;
class TrainingGridModel;

/// Model > Train Several…: which models are to learn which labels, and how far that is. Stays open beside the
/// window.
class TrainingDialog : public QDialog
{
    Q_OBJECT

public:
    TrainingDialog(Study &study, StudyJobs &jobs, QWidget *parent = nullptr);

signals:
    void removeRequested(const std::vector<genrelens::ModelSlot> &models);

private:
    void refresh();
    void describeTicks();
    void describeQueue();
    void train();
    void showCellMenu(const QModelIndex &cell, const QPoint &globalPosition);

    Study &m_study;
    StudyJobs &m_jobs;
    TrainingGridModel *m_model;
    TrainingGrid *m_grid;
    QLabel *m_queue;
    QPushButton *m_retrain;
    QPushButton *m_cancel;
    QPushButton *m_train;
};

} // namespace genrelens
