#pragma once

#include "core/base/progress.h"
#include "core/base/result.h"

#include <QCommandLineParser>
#include <QString>

#include <mutex>
#include <optional>
#include <string>

namespace genrelens
{

/// Writes "genrelens: message" to stderr and returns the exit code that fits the error.
int complain(const Error &error);
/// Writes "genrelens: text" to stderr: something a person should know that is no error.
void note(const std::string &text);
/// An error of usage: exit code 2.
Error usageError(const QString &message);

/// Progress on stderr: one line that renews itself on a terminal, one line a stage elsewhere.
class ConsoleProgress final : public Progress
{
public:
    ConsoleProgress();
    ~ConsoleProgress() override;
    ConsoleProgress(const ConsoleProgress &) = delete;
    ConsoleProgress &operator=(const ConsoleProgress &) = delete;
    /// What is going on, before the stages of it.
    void setTask(const std::string &task);
    void report(double fraction, std::string_view stage) override;
    [[nodiscard]] bool cancelled() const override { return false; }

private:
    std::mutex m_mutex;
    std::string m_task;
    int m_lastPercent = -1;
    bool m_terminal;
};

/// The text of --help of `genrelens command`.
QString helpOf(const QCommandLineParser &parser, const QString &command);

/// The whole number given for an option, in a range; nothing when it was not given. Error: it is no such
/// number.
Result<std::optional<qint64>> numberOption(const QCommandLineParser &parser, const QString &name,
                                           qint64 lowest, qint64 highest);

} // namespace genrelens
