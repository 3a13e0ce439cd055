#include "app/console.h"

#include "app/command_line.h"

#include <QCoreApplication>

#include <atomic>
#include <cstdio>
#include <unistd.h>

namespace genrelens
{

namespace
{

// Whether the last thing on the terminal is a line of progress, which whatever is said next must replace.
std::atomic<bool> progressLineShown{false};

void clearProgressLine()
{
    if (progressLineShown.exchange(false))
        std::fputs("\r\033[K", stderr);
}

} // namespace

void note(const std::string &text)
{
    clearProgressLine();
    std::fprintf(stderr, "genrelens: %s\n", text.c_str());
}

int complain(const Error &error)
{
    note(error.message());
    return error.kind == ErrorKind::Input || error.kind == ErrorKind::Usage ? BadUsageOrInput : Failed;
}

Error usageError(const QString &message)
{
    return Error{message.toStdString(), {}, {}, ErrorKind::Usage};
}

ConsoleProgress::ConsoleProgress() : m_terminal(isatty(STDERR_FILENO) != 0)
{
}

ConsoleProgress::~ConsoleProgress()
{
    clearProgressLine();
}

void ConsoleProgress::setTask(const std::string &task)
{
    const std::lock_guard lock(m_mutex);
    m_task = task;
    m_lastPercent = -1;
    if (!m_terminal)
        std::fprintf(stderr, "%s\n", task.c_str());
}

void ConsoleProgress::report(double fraction, std::string_view stage)
{
    const std::lock_guard lock(m_mutex);
    const int percent = static_cast<int>(fraction * 100.0);
    if (!m_terminal || percent <= m_lastPercent)
        return;
    m_lastPercent = percent;
    std::fprintf(stderr, "\r\033[K%3d %%  %s: %.*s", percent, m_task.c_str(), static_cast<int>(stage.size()),
                 stage.data());
    std::fflush(stderr);
    progressLineShown = true;
}

// Qt writes the program as it was called, with its folder and without the command.
QString helpOf(const QCommandLineParser &parser, const QString &command)
{
    QString text = parser.helpText();
    const QString program = QCoreApplication::arguments().value(0);
    const qsizetype at = text.indexOf(program);
    if (at >= 0)
        text.replace(at, program.size(), QStringLiteral("genrelens ") + command);
    return text;
}

Result<std::optional<qint64>> numberOption(const QCommandLineParser &parser, const QString &name,
                                           qint64 lowest, qint64 highest)
{
    if (!parser.isSet(name))
        return std::optional<qint64>();
    bool isNumber = false;
    const qint64 value = parser.value(name).toLongLong(&isNumber);
    if (!isNumber || value < lowest || value > highest)
        return usageError(QStringLiteral("--%1 must be a whole number from %2 to %3, not \"%4\"")
                              .arg(name)
                              .arg(lowest)
                              .arg(highest)
                              .arg(parser.value(name)));
    return std::optional(value);
}

} // namespace genrelens
