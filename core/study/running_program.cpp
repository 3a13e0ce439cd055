#include "core/study/running_program.h"

#include <QByteArray>
#include <QCoreApplication>
#include <QFile>
#include <QString>

namespace genrelens
{

namespace
{

QByteArray programOf(const QString &process)
{
    QFile name(QStringLiteral("/proc/%1/comm").arg(process));
    return name.open(QIODevice::ReadOnly) ? name.readAll() : QByteArray();
}

} // namespace

bool isAnotherRunningProgram(qint64 process)
{
    if (process <= 0 || process == QCoreApplication::applicationPid())
        return false;
    const QByteArray program = programOf(QString::number(process));
    return !program.isEmpty() && program == programOf(QStringLiteral("self"));
}

} // namespace genrelens
