#pragma once

#include <QFile>
#include <QProcess>
#include <QString>
#include <QStringList>

namespace genrelens::test
{

/// What a run of the program left behind.
struct Outcome {
    int exitCode = -1; ///< of a run that came to its end
    QByteArray out;
    QByteArray err;
};

inline Outcome runProgram(const QStringList &arguments)
{
    QProcess process;
    process.start(QStringLiteral(GENRELENS_PROGRAM), arguments);
    if (!process.waitForFinished(300000) || process.exitStatus() != QProcess::NormalExit)
        return {};
    return {process.exitCode(), process.readAllStandardOutput(), process.readAllStandardError()};
}

inline QByteArray contentOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

/// Fields without quotes in them, line by line.
inline QList<QByteArrayList> cellsOf(const QByteArray &csv)
{
    QList<QByteArrayList> lines;
    for (const QByteArray &line : csv.split('\n'))
        if (!line.isEmpty())
            lines.append(line.split(','));
    return lines;
}

} // namespace genrelens::test
