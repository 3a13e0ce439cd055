#include "app/recent_files.h"

#include <QDir>
#include <QFileInfo>
#include <QMenu>
#include <QSettings>

namespace genrelens
{

namespace
{

constexpr int mostFiles = 10;
const QString settingsKey = QStringLiteral("recentFiles");

} // namespace

RecentFiles::RecentFiles(QMenu &menu, QObject *parent)
    : QObject(parent)
    , m_menu(menu)
    , m_paths(QSettings().value(settingsKey).toStringList())
{
    store();
}

void RecentFiles::add(const QString &path)
{
    const QString absolute = QDir::cleanPath(QFileInfo(path).absoluteFilePath());
    m_paths.removeAll(absolute);
    m_paths.prepend(absolute);
    m_paths = m_paths.mid(0, mostFiles);
    store();
}

void RecentFiles::remove(const QString &path)
{
    m_paths.removeAll(QDir::cleanPath(QFileInfo(path).absoluteFilePath()));
    store();
}

void RecentFiles::clear()
{
    m_paths.clear();
    store();
}

void RecentFiles::store()
{
    QSettings().setValue(settingsKey, m_paths);
    m_menu.clear();
    int number = 1;
    for (const QString &path : std::as_const(m_paths)) {
        QString name = QFileInfo(path).fileName();
        name.replace(QLatin1Char('&'), QStringLiteral("&&"));
        QAction *action = m_menu.addAction(QStringLiteral("&%1  %2").arg(number++ % 10).arg(name));
        action->setToolTip(path);
        action->setStatusTip(path);
        connect(action, &QAction::triggered, this, [this, path] { emit chosen(path); });
    }
    m_menu.setToolTipsVisible(true);
    m_menu.addSeparator();
    QAction *clearAction = m_menu.addAction(tr("&Clear"));
    clearAction->setEnabled(!m_paths.isEmpty());
    connect(clearAction, &QAction::triggered, this, &RecentFiles::clear);
    emit changed();
}

} // namespace genrelens
