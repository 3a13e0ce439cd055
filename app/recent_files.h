#pragma once

#include <QObject>
#include <QStringList>

class QMenu;

namespace genrelens
{

/// The files opened last, newest first, kept between runs; fills the Open Recent menu.
class RecentFiles : public QObject
{
    Q_OBJECT

public:
    explicit RecentFiles(QMenu &menu, QObject *parent = nullptr);

    void add(const QString &path);
    void remove(const QString &path);
    void clear();
    [[nodiscard]] const QStringList &paths() const { return m_paths; }

signals:
    void chosen(const QString &path);
    void changed();

private:
    void store();

    QMenu &m_menu;
    QStringList m_paths;
};

} // namespace genrelens
