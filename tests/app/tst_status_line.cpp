#include "app/status_line.h"
#include "core/study/job.h"
#include "core/study/study.h"

#include <QLabel>
#include <QMainWindow>
#include <QSemaphore>
#include <QStatusBar>
#include <QTest>
#include <QToolButton>

using namespace genrelens;

class TestStatusLine : public QObject
{
    Q_OBJECT

private slots:
    void quietJobsAreNotShown();
};

namespace
{

// Works until it is cancelled.
void begin(Job &job)
{
    job.start<int>(
        [](Progress &progress) -> Result<int> {
            while (!progress.cancelled())
                QThread::msleep(1);
            return Error::cancelled();
        },
        [](int) {});
}

} // namespace

void TestStatusLine::quietJobsAreNotShown()
{
    Study study;
    JobBoard board;
    QMainWindow window;
    const StatusLine line(*window.statusBar(), study, board);
    const auto *task = window.findChild<QLabel *>(QStringLiteral("statusTask"));
    auto *cancel = window.findChild<QToolButton *>(QStringLiteral("statusCancel"));
    Job quiet(QStringLiteral("Placing names"), board);
    quiet.setQuiet(true);
    begin(quiet);
    QVERIFY(task->isHidden() && cancel->isHidden());
    Job loud(QStringLiteral("Training"), board);
    begin(loud);
    QVERIFY(!task->isHidden() && task->text().startsWith(QStringLiteral("Training")));
    cancel->click();
    QTRY_VERIFY(!loud.isRunning());
    QVERIFY(quiet.isRunning()); // not that one, though it is the older
    QVERIFY(task->isHidden() && cancel->isHidden());
}

QTEST_MAIN(TestStatusLine)
#include "tst_status_line.moc"
