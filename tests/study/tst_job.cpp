#include "core/study/job.h"
#include "core/study/job_board.h"

#include <QSemaphore>
#include <QSignalSpy>
#include <QTest>

#include <atomic>
#include <stdexcept>

using namespace genrelens;

class TestJob : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void cleanup();
    void deliversOnThisThread();
    void newestWins();
    void cancelDeliversNothing();
    void errorAndExceptionAreTold();
    void progressArrivesInOrder();
    void partsArriveBeforeTheResult();
    void partsOfACancelledRunAreDropped();
    void deliverMayStartTheNext();
    void destroyedWhileWorking();
    void boardWaitsForItsJobs();
    void nothingBeginsOnABoardThatGoes();

private:
    std::unique_ptr<JobBoard> m_board;
};

namespace
{

// Work that waits until it is cancelled or let go, so that a test knows it has begun.
struct Gate {
    QSemaphore begun;
    std::atomic<bool> open{false};

    Result<int> pass(Progress &progress, int value)
    {
        begun.release();
        while (!open) {
            if (progress.cancelled())
                return Error::cancelled();
            QThread::msleep(1);
        }
        return value;
    }
};

} // namespace

void TestJob::init()
{
    m_board = std::make_unique<JobBoard>();
}

void TestJob::cleanup()
{
    m_board.reset();
}

void TestJob::deliversOnThisThread()
{
    Job job(QStringLiteral("Adding"), *m_board);
    QSignalSpy finished(&job, &Job::finished);
    int delivered = 0;
    QThread *thread = nullptr;
    job.start<int>([](Progress &) -> Result<int> { return 2 + 3; },
                   [&](int value) {
                       delivered = value;
                       thread = QThread::currentThread();
                   });
    QVERIFY(job.isRunning());
    QCOMPARE(m_board->running(), QList<Job *>{&job});
    QTRY_COMPARE(finished.count(), 1);
    QCOMPARE(delivered, 5);
    QCOMPARE(thread, QThread::currentThread());
    QVERIFY(!job.isRunning());
    QVERIFY(m_board->running().isEmpty());
}

void TestJob::newestWins()
{
    Job job(QStringLiteral("Racing"), *m_board);
    QSignalSpy finished(&job, &Job::finished);
    auto first = std::make_shared<Gate>();
    QList<int> delivered;
    job.start<int>([first](Progress &progress) { return first->pass(progress, 1); },
                   [&](int value) { delivered.append(value); });
    QVERIFY(first->begun.tryAcquire(1, 5000));
    job.start<int>([](Progress &) -> Result<int> { return 2; }, [&](int value) { delivered.append(value); });
    QTRY_COMPARE(finished.count(), 1);
    first->open = true;
    QTest::qWait(50);
    QCOMPARE(delivered, QList<int>{2});
    QCOMPARE(finished.count(), 1);
}

void TestJob::cancelDeliversNothing()
{
    Job job(QStringLiteral("Waiting"), *m_board);
    QSignalSpy finished(&job, &Job::finished);
    QSignalSpy failed(&job, &Job::failed);
    auto gate = std::make_shared<Gate>();
    bool delivered = false;
    job.start<int>([gate](Progress &progress) { return gate->pass(progress, 1); },
                   [&](int) { delivered = true; });
    QVERIFY(gate->begun.tryAcquire(1, 5000));
    job.cancel();
    QCOMPARE(finished.count(), 1);
    QVERIFY(m_board->running().isEmpty());
    m_board->pool()->waitForDone();
    QTest::qWait(20);
    QVERIFY(!delivered);
    QCOMPARE(failed.count(), 0);
    QCOMPARE(finished.count(), 1);
}

void TestJob::partsArriveBeforeTheResult()
{
    Job job(QStringLiteral("Drawing"), *m_board);
    QSignalSpy finished(&job, &Job::finished);
    auto gate = std::make_shared<Gate>();
    QList<int> parts;
    QList<int> delivered;
    job.startInParts<int, int>(
        [gate](Progress &progress, const std::function<void(int)> &tell) {
            tell(1);
            tell(2);
            return gate->pass(progress, 3);
        },
        [&](int part) {
            QCOMPARE(QThread::currentThread(), job.thread());
            parts.append(part);
        },
        [&](int value) { delivered.append(value); });
    QTRY_COMPARE(parts, (QList<int>{1, 2}));
    QVERIFY(delivered.isEmpty());
    gate->open = true;
    QTRY_COMPARE(finished.count(), 1);
    QCOMPARE(delivered, QList<int>{3});
    QCOMPARE(parts.size(), 2);
}

void TestJob::partsOfACancelledRunAreDropped()
{
    Job job(QStringLiteral("Drawing"), *m_board);
    auto gate = std::make_shared<Gate>();
    QList<int> parts;
    const auto receive = [&](int part) { parts.append(part); };
    job.startInParts<int, int>(
        [gate](Progress &progress, const std::function<void(int)> &tell) {
            tell(1); // not seen before the cancellation, as no events are handled until then
            return gate->pass(progress, 2);
        },
        receive, [](int) {});
    QVERIFY(gate->begun.tryAcquire(1, 5000));
    job.cancel();
    QList<int> delivered;
    job.startInParts<int, int>(
        [](Progress &, const std::function<void(int)> &tell) -> Result<int> {
            tell(10);
            return 20;
        },
        receive, [&](int value) { delivered.append(value); });
    QTRY_COMPARE(delivered, QList<int>{20});
    m_board->pool()->waitForDone();
    QTest::qWait(20);
    QVERIFY(!parts.contains(1));
}

void TestJob::errorAndExceptionAreTold()
{
    Job job(QStringLiteral("Failing"), *m_board);
    QList<Error> errors;
    connect(&job, &Job::failed, this, [&](const Error &error) { errors.append(error); });
    job.start<int>([](Progress &) -> Result<int> { return Error{"no such thing", "here", {}}; }, [](int) {});
    QTRY_COMPARE(errors.size(), 1);
    QCOMPARE(errors[0].message(), std::string("here: no such thing."));
    job.start<int>([](Progress &) -> Result<int> { throw std::runtime_error("it broke"); }, [](int) {});
    QTRY_COMPARE(errors.size(), 2);
    QCOMPARE(errors[1].message(), std::string("it broke."));
    QCOMPARE(errors[1].kind, ErrorKind::Failure);
}

void TestJob::progressArrivesInOrder()
{
    Job job(QStringLiteral("Counting"), *m_board);
    QSignalSpy finished(&job, &Job::finished);
    QList<double> seen;
    connect(&job, &Job::progressed, this, [&] { seen.append(job.fraction()); });
    job.start<int>(
        [](Progress &progress) -> Result<int> {
            for (int i = 1; i <= 10; ++i) {
                progress.report(i / 10.0, "Counting");
                QThread::msleep(30);
            }
            return 0;
        },
        [](int) {});
    QTRY_COMPARE(finished.count(), 1);
    QVERIFY(seen.size() >= 2);
    QVERIFY(std::is_sorted(seen.begin(), seen.end()));
}

void TestJob::deliverMayStartTheNext()
{
    Job job(QStringLiteral("Chaining"), *m_board);
    QSignalSpy finished(&job, &Job::finished);
    QList<int> delivered;
    job.start<int>([](Progress &) -> Result<int> { return 1; },
                   [&](int value) {
                       delivered.append(value);
                       job.start<int>([](Progress &) -> Result<int> { return 2; },
                                      [&](int next) { delivered.append(next); });
                   });
    QTRY_COMPARE(delivered, (QList<int>{1, 2}));
    QCOMPARE(finished.count(), 1);
}

void TestJob::destroyedWhileWorking()
{
    auto gate = std::make_shared<Gate>();
    bool delivered = false;
    {
        Job job(QStringLiteral("Vanishing"), *m_board);
        job.start<int>([gate](Progress &progress) { return gate->pass(progress, 1); },
                       [&](int) { delivered = true; });
        QVERIFY(gate->begun.tryAcquire(1, 5000));
    }
    QVERIFY(m_board->running().isEmpty());
    m_board->pool()->waitForDone();
    QTest::qWait(20);
    QVERIFY(!delivered);
}

void TestJob::boardWaitsForItsJobs()
{
    auto gate = std::make_shared<Gate>();
    auto job = std::make_unique<Job>(QStringLiteral("Closing"), *m_board);
    job->start<int>([gate](Progress &progress) { return gate->pass(progress, 1); }, [](int) {});
    QVERIFY(gate->begun.tryAcquire(1, 5000));
    m_board->cancelAll();
    QVERIFY(!job->isRunning());
    job.reset();
    m_board.reset(); // returns only when the work has ended
    QVERIFY(gate.use_count() == 1);
}

void TestJob::nothingBeginsOnABoardThatGoes()
{
    auto gate = std::make_shared<Gate>();
    Job first(QStringLiteral("Closing"), *m_board);
    Job next(QStringLiteral("Next"), *m_board);
    const auto work = [gate](Progress &progress) { return gate->pass(progress, 1); };
    connect(&first, &Job::finished, this, [&] { next.start<int>(work, [](int) {}); });
    first.start<int>(work, [](int) {});
    gate->begun.acquire();
    m_board.reset();
    QVERIFY(!first.isRunning());
    QVERIFY(!next.isRunning());
}

QTEST_GUILESS_MAIN(TestJob)
#include "tst_job.moc"
