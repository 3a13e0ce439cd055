#pragma once

#include <QObject>
#include <QPointer>

class QLabel;
class QProgressBar;
class QStatusBar;
class QToolButton;

namespace genrelens
{

class Job;
class JobBoard;
class Study;

/// The status bar: what is open and selected at the left, what is running at the right, with its progress and
/// Cancel.
class StatusLine : public QObject
{
    Q_OBJECT

public:
    StatusLine(QStatusBar &bar, Study &study, JobBoard &board, QObject *parent = nullptr);

private:
    void describeData();
    void describeSelection();
    void describeJobs();

    Study &m_study;
    JobBoard &m_board;
    QLabel *m_data;
    QLabel *m_selected;
    QToolButton *m_clear;
    QLabel *m_task;
    QProgressBar *m_progress;
    QToolButton *m_cancel;
    QPointer<Job> m_shown; // the job that Cancel cancels
};

} // namespace genrelens
