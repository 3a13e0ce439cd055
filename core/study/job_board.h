#pragma once

#include <QList>
#include <QObject>
#include <QThreadPool>

namespace genrelens
{

class Job;

/// The running jobs, oldest first, for the status bar; and the threads they run on.
class JobBoard : public QObject
{
    Q_OBJECT

public:
    explicit JobBoard(QObject *parent = nullptr);
    /// Cancels what runs and waits for it.
    ~JobBoard() override;

    [[nodiscard]] QThreadPool *pool() { return &m_pool; }
    [[nodiscard]] const QList<Job *> &running() const { return m_running; }
    void cancelAll();

signals:
    void changed(); ///< a job began, got on or ended

private:
    friend class Job;
    void add(Job *job);
    void remove(Job *job);
    void notify() { emit changed(); }

    QThreadPool m_pool;
    QList<Job *> m_running;
};

} // namespace genrelens
