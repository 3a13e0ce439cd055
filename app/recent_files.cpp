#include "app/recent_files.h"

#include "widgets/plots/text.h"

#include <QDir>
#include <QFileInfo>
#include <QMenu>
#include <QSettings>

namespace genrelens
{

namespace
{

constexpr int mostEntries = 10;
const QString settingsKey = QStringLiteral("recentFiles");

QStringList absolute(const QStringList &paths)
{
    QStringList clean;
    for (const QString &path : paths)
        clean.append(QDir::cleanPath(QFileInfo(path).absoluteFilePath()));
    return clean;
}

QList<QStringList> storedEntries()
{
    QList<QStringList> entries;
    const QVariantList stored = QSettings().value(settingsKey).toList();
    for (const QVariant &entry : stored)
        entries.append(entry.toStringList());
    return entries;
}

} // namespace

RecentFiles::RecentFiles(QMenu &menu, QObject *parent)
    : QObject(parent)
    , m_menu(menu)
    , m_entries(storedEntries())
{
    m_menu.setToolTipsVisible(true);
    store();
}

void RecentFiles::add(const QStringList &paths)
{
    const QStringList entry = absolute(paths);
    m_entries.removeAll(entry);
    m_entries.prepend(entry);
    m_entries = m_entries.mid(0, mostEntries);
    store();
}

void RecentFiles::remove(const QStringList &paths)
{
    m_entries.removeAll(absolute(paths));
    store();
}

void RecentFiles::clear()
{
    m_entries.clear();
    store();
}

void RecentFiles::store()
{
    QVariantList stored;
    m_menu.clear();
    int number = 1;
    for (const QStringList &paths : std::as_const(m_entries)) {
        stored.append(QVariant(paths));
        const QString name = filesTitle(paths).replace(QLatin1Char('&'), QStringLiteral("&&"));
        QAction *action = m_menu.addAction(QStringLiteral("&%1  %2").arg(number++ % 10).arg(name));
        action->setToolTip(plainTooltip(paths.join(QLatin1Char('\n'))));
        action->setStatusTip(paths.join(QStringLiteral(", ")));
        connect(action, &QAction::triggered, this, [this, paths] { emit chosen(paths); });
    }
    QSettings().setValue(settingsKey, stored);
    m_menu.addSeparator();
    QAction *clearAction = m_menu.addAction(tr("&Clear"));
    clearAction->setEnabled(!m_entries.isEmpty());
    connect(clearAction, &QAction::triggered, this, &RecentFiles::clear);
    emit changed();
}

} // namespace genrelens
