#pragma once

#include <QList>
#include <QObject>
#include <QStringList>

class QMenu;

namespace genrelens
{

/// The files opened last, newest first, kept between runs; fills the Open Recent menu. Files that were opened
/// together are one entry.
class RecentFiles : public QObject
{
    Q_OBJECT

public:
    explicit RecentFiles(QMenu &menu, QObject *parent = nullptr);

    void add(const QStringList &paths);
    void remove(const QStringList &paths);
    void clear();
    [[nodiscard]] const QList<QStringList> &entries() const { return m_entries; }

signals:
    void chosen(const QStringList &paths);
    void changed();

private:
    void store();

    QMenu &m_menu;
    QList<QStringList> m_entries;
};

} // namespace genrelens
