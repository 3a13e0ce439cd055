#pragma once

#include <QByteArray>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QString>
#include <QStringList>

#include <cstddef>
#include <cstring>
#include <vector>

namespace genrelens::test
{

/// How a run of genrelens-bench ended.
struct Outcome {
    int exitCode = -1;
    QByteArray out;
    QByteArray err;

    [[nodiscard]] QJsonObject json() const { return QJsonDocument::fromJson(out).object(); }
};

/// Runs the program in a folder; %1 among the arguments stands for a path, which may hold spaces.
inline Outcome runBench(const QString &folder, const QString &arguments, const QString &file)
{
    QStringList list = arguments.split(QLatin1Char(' '), Qt::SkipEmptyParts);
    list.replaceInStrings(QStringLiteral("%1"), file);
    QProcess process;
    process.setWorkingDirectory(folder);
    process.start(QStringLiteral(GENRELENS_BENCH), list);
    if (!process.waitForFinished(300000) || process.exitStatus() != QProcess::NormalExit)
        return {};
    return {process.exitCode(), process.readAllStandardOutput(), process.readAllStandardError()};
}

/// The numbers that a stage wrote.
template <typename Number>
std::vector<Number> numbersOf(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return {};
    const QByteArray bytes = file.readAll();
    std::vector<Number> numbers(static_cast<std::size_t>(bytes.size()) / sizeof(Number));
    std::memcpy(numbers.data(), bytes.constData(), numbers.size() * sizeof(Number));
    return numbers;
}

/// Whether all are times that a step of a test can take.
inline bool arePlausible(const QJsonArray &seconds)
{
    for (const auto value : seconds)
        if (!(value.toDouble() > 0.0) || !(value.toDouble() < 300.0))
            return false;
    return true;
}

} // namespace genrelens::test
