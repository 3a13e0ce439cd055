#include "core/study/job_board.h"

#include "core/study/job.h"

#include <utility>

namespace genrelens
{

namespace
{

// Jobs are parallel inside; a few may stand side by side, among them one that is cancelled and winding down.
constexpr int jobThreads = 4;

} // namespace

JobBoard::JobBoard(QObject *parent) : QObject(parent)
{
    m_pool.setMaxThreadCount(jobThreads);
}

JobBoard::~JobBoard()
{
    // Who hears of the end of one might begin another, which would outlive the board.
    for (Job *job : std::as_const(m_running))
        job->disconnect();
    cancelAll();
    m_pool.waitForDone();
}

void JobBoard::cancelAll()
{
    const QList<Job *> jobs = m_running;
    for (Job *job : jobs)
        job->cancel();
}

void JobBoard::add(Job *job)
{
    if (!m_running.contains(job))
        m_running.append(job);
    emit changed();
}

void JobBoard::remove(Job *job)
{
    m_running.removeAll(job);
    emit changed();
}

} // namespace genrelens
