#pragma once

#include <QByteArray>
#include <QDataStream>
#include <QIODevice>
#include <QString>
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

/// A name as the text of a menu's entry: no letter of it is underlined.
inline QString menuText(QString name)
{
    return name.replace(QLatin1Char('&'), QLatin1String("&&"));
}

} // namespace genrelens
