#pragma once

#include <QByteArray>
#include <QDataStream>
#include <QIODevice>
#include <QStringList>

namespace genrelens
{

/// Names on their way from one view of the program to another.
inline QByteArray packNames(const QStringList &names)
{
    QByteArray bytes;
    QDataStream stream(&bytes, QIODevice::WriteOnly);
    stream << names;
    return bytes;
}

inline QStringList unpackNames(const QByteArray &bytes)
{
    QStringList names;
    QDataStream stream(bytes);
    stream >> names;
    return names;
}

} // namespace genrelens
