#include "core/study/job.h"

namespace genrelens
{

Job::Job(QString title, JobBoard &board, QObject *parent)
    : QObject(parent)
    , m_title(std::move(title))
    , m_board(board)
{
}

Job::~Job()
{
    if (m_watcher != nullptr) {
        m_watcher->cancel();
        m_watcher = nullptr;
        m_board.remove(this);
    }
}

void Job::drop()
{
    if (m_watcher != nullptr)
        m_watcher->cancel();
    m_watcher = nullptr;
}

void Job::watch(QFutureWatcherBase *watcher)
{
    m_watcher = watcher;
    ++m_runs;
    m_fraction = 0.0;
    m_stage.clear();
    connect(watcher, &QFutureWatcherBase::progressValueChanged, this, [this, watcher](int value) {
        if (m_watcher != watcher)
            return;
        m_fraction = static_cast<double>(value) / detail::progressSteps;
        m_stage = watcher->progressText();
        emit progressed();
        m_board.notify();
    });
}

void Job::announce()
{
    m_board.add(this);
    emit started();
}

void Job::cancel()
{
    if (m_watcher == nullptr)
        return;
    drop();
    end(JobOutcome::Cancelled);
}

void Job::abandon()
{
    if (m_watcher == nullptr)
        return;
    drop();
    end(JobOutcome::Superseded);
}

void Job::end(JobOutcome outcome)
{
    m_board.remove(this);
    emit finished(outcome);
}

} // namespace genrelens
