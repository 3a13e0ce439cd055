#include "app/report_command.h"

#include "app/command_line.h"
#include "app/console.h"
#include "app/report_options.h"
#include "app/report_run.h"
#include "core/base/parallel.h"

#include <QApplication>

#include <cstdio>

namespace genrelens
{

namespace
{

// Without a session there is no XDG_RUNTIME_DIR; that is no news to somebody who wants a report.
void writeMessage(QtMsgType, const QMessageLogContext &, const QString &message)
{
    if (!message.startsWith(QStringLiteral("QStandardPaths: XDG_RUNTIME_DIR")))
        note(message.toStdString());
}

} // namespace

int runReport(int argc, char *argv[])
{
    qputenv("QT_QPA_PLATFORM", "offscreen"); // figures are drawn by the widgets, which need no screen for it
    qInstallMessageHandler(writeMessage);
    const QApplication application(argc, argv);
    QString helpText;
    Result<std::optional<ReportOptions>> options = parseReportOptions(QApplication::arguments(), helpText);
    if (!options)
        return complain(options.error());
    if (!options.value()) {
        std::fputs(qUtf8Printable(helpText), stdout);
        return Done;
    }
    setThreadCount(options.value()->jobs);
    ReportRun run(*options.value());
    const Result<void> done = run.execute();
    return done ? Done : complain(done.error());
}

} // namespace genrelens
