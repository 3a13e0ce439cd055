#pragma once

#include "core/base/progress.h"
#include "core/base/result.h"
#include "core/study/job_board.h"
#include "core/study/job_progress.h"

#include <QFutureWatcher>
#include <QObject>
#include <QPromise>
#include <QtConcurrentRun>

#include <functional>
#include <memory>

namespace genrelens
{

/// How a run ended. Superseded: nobody wants its result any more; another run, or the result itself, is
/// there.
enum class JobOutcome { Delivered, Failed, Cancelled, Superseded };

/// One kind of background work. Starting again cancels the run before; only the newest run delivers, and only
/// if it was not cancelled. The work runs on the board's pool and must hold values, never a pointer to
/// anything that lives in the GUI; deliver runs on the thread of this object. Destroying the job cancels
/// without waiting.
class Job : public QObject
{
    Q_OBJECT

public:
    /// title: what it does, for the status bar ("Training").
    Job(QString title, JobBoard &board, QObject *parent = nullptr);
    ~Job() override;

    template <typename T>
    void start(std::function<Result<T>(Progress &)> work, std::function<void(T)> deliver);
    /// The work tells of parts of its result before it is over; receive() gets them in their order on this
    /// object's thread, never after deliver() or when the run has ended otherwise.
    template <typename T, typename Part>
    void startInParts(std::function<Result<T>(Progress &, const std::function<void(Part)> &tell)> work,
                      std::function<void(Part)> receive, std::function<void(T)> deliver);
    /// Ends the run because a person asked for it.
    void cancel();
    /// Ends the run because its result is not needed any more.
    void abandon();

    [[nodiscard]] bool isRunning() const { return m_watcher != nullptr; }
    [[nodiscard]] QString title() const { return m_title; }
    void setTitle(const QString &title) { m_title = title; }
    /// One that takes a moment only, such as drawing, and would make the status bar flicker.
    void setQuiet(bool quiet) { m_quiet = quiet; }
    [[nodiscard]] bool isQuiet() const { return m_quiet; }
    /// 0..1, and the phrase the work gave for where it is.
    [[nodiscard]] double fraction() const { return m_fraction; }
    [[nodiscard]] QString stage() const { return m_stage; }

signals:
    void started();
    void progressed();
    void failed(const genrelens::Error &error); ///< never for a cancelled run
    /// The newest run is over and nothing of this job is running; after deliver or failed.
    void finished(genrelens::JobOutcome outcome);

private:
    void drop();
    void watch(QFutureWatcherBase *watcher);
    void announce();
    void end(JobOutcome outcome);

    QString m_title;
    bool m_quiet = false;
    JobBoard &m_board;
    QFutureWatcherBase *m_watcher = nullptr; // of the newest run; a run's watcher deletes itself at its end
    quint64 m_runs = 0;                      // so far: names the newest
    double m_fraction = 0.0;
    QString m_stage;
};

template <typename T>
void Job::start(std::function<Result<T>(Progress &)> work, std::function<void(T)> deliver)
{
    // Shared, because a future's result must be copyable to be taken out of a watcher.
    using Outcome = std::shared_ptr<Result<T>>;
    drop();
    auto *watcher = new QFutureWatcher<Outcome>(this);
    watch(watcher);
    connect(watcher, &QFutureWatcherBase::finished, this, [this, watcher, deliver = std::move(deliver)] {
        watcher->deleteLater();
        if (m_watcher != watcher)
            return; // a newer run has taken over, or this one was cancelled
        const bool hasResult = !watcher->isCanceled() && watcher->future().resultCount() > 0;
        const Outcome outcome = hasResult ? watcher->result() : nullptr;
        m_watcher = nullptr;
        JobOutcome ending = JobOutcome::Cancelled;
        if (outcome && outcome->ok()) {
            ending = JobOutcome::Delivered;
            deliver(std::move(*outcome).value());
        } else if (outcome && outcome->error().kind != ErrorKind::Cancelled) {
            ending = JobOutcome::Failed;
            emit failed(outcome->error());
        }
        if (!isRunning()) // deliver may have started the next run
            end(ending);
    });
    watcher->setFuture(
        QtConcurrent::run(m_board.pool(), [work = std::move(work)](QPromise<Outcome> &promise) {
            detail::PromiseProgress<Outcome> progress(promise);
            promise.addResult(std::make_shared<Result<T>>(detail::guarded(work, progress)));
        }));
    announce(); // last: whoever hears of it may cancel it
}

template <typename T, typename Part>
void Job::startInParts(std::function<Result<T>(Progress &, const std::function<void(Part)> &tell)> work,
                       std::function<void(Part)> receive, std::function<void(T)> deliver)
{
    auto parts = std::make_shared<QPromise<Part>>();
    parts->start();
    auto *watcher = new QFutureWatcher<Part>(this);
    const quint64 run = m_runs + 1;
    connect(watcher, &QFutureWatcherBase::resultReadyAt, this,
            [this, watcher, run, receive = std::move(receive)](int index) {
                if (m_watcher != nullptr && m_runs == run)
                    receive(watcher->resultAt(index));
            });
    connect(watcher, &QFutureWatcherBase::finished, watcher, &QObject::deleteLater);
    watcher->setFuture(parts->future());
    // The promise ends with the work that holds it, also when that is dropped before it has begun.
    start<T>(
        [work = std::move(work), parts = std::move(parts)](Progress &progress) {
            return work(progress, [&](Part part) { parts->addResult(std::move(part)); });
        },
        std::move(deliver));
}

} // namespace genrelens
