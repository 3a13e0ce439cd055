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
/// An error of usage: exit code 2.
Error usageError(const QString &message);

/// Progress on stderr: one line that renews itself on a terminal, one line a stage elsewhere.
class ConsoleProgress final : public Progress
{
public:
    ConsoleProgress();
    ~ConsoleProgress() override;
    /// What is going on, before the stages of it.
    void setTask(const std::string &task);
    void report(double fraction, std::string_view stage) override;
    [[nodiscard]] bool cancelled() const override { return false; }

private:
    std::mutex m_mutex;
    std::string m_task;
    std::string m_lastLine;
    int m_lastPercent = -1;
    bool m_terminal;
};

/// The whole number given for an option, in a range; nothing when it was not given. Error: it is no such
/// number.
Result<std::optional<qint64>> numberOption(const QCommandLineParser &parser, const QString &name,
                                           qint64 lowest, qint64 highest);

} // namespace genrelens
